/**
 * The error classes of the project, read from its sources.
 *
 * @module
 */
import { globSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

const root = resolve(import.meta.dirname, "../..")

/** A class of errors that its module exports. */
export interface ErrorClass {
  readonly name: string
  /** By which it is known in records, logs and the catalogue of texts. */
  readonly tag: string
  readonly file: string
  /** Does it only carry another one in `reason`, which says what happened? */
  readonly isCarrier: boolean
}

/**
 * The exported error classes in a module's text.
 *
 * A class that is not exported is told to nobody. The API's problems are answers
 * that tell of an error, and say themselves what to do.
 */
export const errorClassesIn = (text: string, file: string): ReadonlyArray<ErrorClass> => {
  const heads = [...text.matchAll(/^export (?:abstract )?class (\w+) extends\s+((?:\w+\.)?\w*Error)\b(?!\.)([^{]*)/gm)]
  return heads.map((head, index) => {
    const [, name = "", , rest = ""] = head
    const body = text.slice(head.index, heads[index + 1]?.index)
    return { name, tag: /\(\s*"(\w+)"/.exec(rest)?.[1] ?? name, file, isCarrier: /^ {2}reason: Schema\./m.test(body) }
  })
}

/** Tags that are recorded without a class: `{ tag: "RunTimedOut", message, transient }`. */
export const recordedTags: ReadonlyArray<string> = globSync("packages/*/src/**/*.ts", { cwd: root }).flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/\btag: "([A-Z]\w+)"/g)].map(([, tag = ""]) => tag)
)

/** Those of every package and of the command; the page shows what the service says, with its codes. */
export const errorClasses: ReadonlyArray<ErrorClass> = globSync(["packages/*/src/**/*.ts", "apps/runner/src/**/*.ts"], {
  cwd: root
})
  .sort()
  .flatMap((file) => errorClassesIn(readFileSync(join(root, file), "utf8"), file))

/** Ends the program after a message of its own was written. */
const silent = ["CommandFailure"]

/** Those that people are told of by their tag. */
export const toldClasses = errorClasses.filter(({ isCarrier, tag }) => !isCarrier && !silent.includes(tag))

/** Those among them for which there is no text. */
export const untold = (tags: ReadonlyArray<string>) => toldClasses.filter(({ tag }) => !tags.includes(tag))
