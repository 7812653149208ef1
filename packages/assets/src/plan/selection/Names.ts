import { Result } from "effect"
import { closest, distance } from "fastest-levenshtein"
import type { Graph } from "../../definition/Graph.ts"
import { pieces } from "./Printer.ts"
import { SelectionError } from "./SelectionError.ts"
import type { Selection } from "./Tree.ts"
import { isMatch } from "./Wildcard.ts"

/** Fails for the first name that the graph does not have; the error points into the canonical text. */
export const checkNames = (selection: Selection, graph: Graph): Result.Result<void, SelectionError> => {
  const parts = pieces(selection)
  let column = 1
  for (const part of parts) {
    const problem = part.selection === null ? null : problemOf(part.selection, graph)
    if (problem !== null) {
      return Result.fail(new SelectionError({ problem, text: parts.map(({ text }) => text).join(""), column }))
    }
    column += part.text.length
  }
  return Result.void
}

const problemOf = (leaf: Selection, { assets }: Graph): string | null => {
  switch (leaf._tag) {
    case "Key": {
      const keys = assets.map(({ key }) => key)
      if (leaf.pattern.includes("*")) {
        return keys.some((key) => isMatch(leaf.pattern, key)) ? null : `No asset matches "${leaf.pattern}"`
      }
      return unknown(leaf.pattern, keys, "There is no asset")
    }
    case "Group":
      return unknown(
        leaf.name,
        assets.map(({ group }) => group),
        "No asset is in a group"
      )
    case "Tag":
      return unknown(
        leaf.name,
        assets.flatMap(({ tags }) => tags),
        "No asset has the tag"
      )
    default:
      return null
  }
}

const unknown = (name: string, names: ReadonlyArray<string>, sentence: string): string | null =>
  names.includes(name) ? null : `${sentence} "${name}"${suggestion(name, names)}`

/** The nearest name where it could be a slip of the hand, else the first ten that there are. */
const suggestion = (name: string, names: ReadonlyArray<string>): string => {
  const known = [...new Set(names)].sort()
  if (known.length === 0) {
    return ": there is none"
  }
  const nearest = closest(name.toLowerCase(), known)
  return distance(name.toLowerCase(), nearest) <= Math.max(1, Math.floor(name.length / 3))
    ? `: did you mean "${nearest}"?`
    : `: use ${known.slice(0, 10).join(", ")}${known.length > 10 ? ", …" : ""}`
}
