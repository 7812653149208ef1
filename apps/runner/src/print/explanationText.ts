/**
 * What the catalogue of errors says, for people.
 *
 * @module
 */
import type { Explained } from "../errors/catalogue.ts"
import { broken, table } from "./table.ts"

/** Wide enough to read, where the terminal is wider. */
const widest = 100

export const explanationText = ({ causes, code, means, next, tag }: Explained, width?: number): string => {
  const columns = Math.min(width ?? widest, widest)
  return [
    `${code} ${tag}`,
    paragraph(means, columns),
    `Possible causes:\n${list(causes, columns)}`,
    `What to do:\n${list(next, columns)}`
  ].join("\n\n")
}

export const explanationsText = (all: ReadonlyArray<Explained>, width?: number): string =>
  `${table(
    [{ heading: "code" }, { heading: "name" }, { heading: "what it means" }],
    all.map(({ code, means, tag }) => [code, tag, means]),
    width
  )}\n\nMore about one: runner explain CODE`

const paragraph = (text: string, columns: number): string => broken(text, columns).join("\n")

const list = (items: ReadonlyArray<string>, columns: number): string =>
  items.map((item) => `- ${broken(item, columns - 2).join("\n  ")}`).join("\n")
