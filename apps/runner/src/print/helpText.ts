import { CliOutput } from "effect/cli"
import { broken } from "./table.ts"

/** A description narrower than this stands below its name. */
const narrowest = 30

/** Help in lines of at most `width` cells: a description goes on below where it begins. */
export const foldedHelp = (help: string, width = Number.POSITIVE_INFINITY): string =>
  help
    .split("\n")
    .flatMap((line) => {
      const [, name = "", description = ""] = /^( +\S.*? {2,}| *)(\S.*)$/.exec(line) ?? []
      if (CliOutput.displayWidth(line) <= width || description === "") {
        return [line]
      }
      const indent = CliOutput.displayWidth(name)
      if (width - indent >= narrowest) {
        const [first = "", ...rest] = broken(description, width - indent)
        return [name + first, ...rest.map((text) => " ".repeat(indent) + text)]
      }
      return [name.trimEnd(), ...broken(description, width - below.length).map((text) => below + text)]
    })
    .join("\n")

/** Before a description that stands below its name. */
const below = " ".repeat(6)
