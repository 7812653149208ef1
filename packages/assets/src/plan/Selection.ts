/**
 * Which assets a person means, in Dagster's grammar.
 *
 * ```
 * enriched              the asset            * | key:"en*" | key:en*      all assets | those that match
 * +enriched             and all upstream     group:ads  tag:slow          by what they declare
 * enriched+             and all downstream   status:stale                 stale, missing or fresh
 * 2+enriched+1          so many layers       roots(x)  sinks(x)           where x begins and where it ends
 * not x   x and y   x or y   (x)             in this order of binding, after +; upper case too
 * ```
 *
 * Upstream and downstream follow data, not the order of execution. `roots(x)` are
 * the assets without upstream that feed into x, `sinks(x)` those without
 * downstream that it feeds into, whether or not x itself selects them.
 *
 * @module
 */
import { Result } from "effect"
import { parse } from "./selection/Parser.ts"
import { SelectionError } from "./selection/SelectionError.ts"
import { everything, key, not, or, type Selection } from "./selection/Tree.ts"

export { type EvaluateOptions, evaluate } from "./selection/Evaluation.ts"
export { parse } from "./selection/Parser.ts"
export { print } from "./selection/Printer.ts"
export { SelectionError } from "./selection/SelectionError.ts"
export { everything, type Selection } from "./selection/Tree.ts"

/** These assets and no others; no keys select nothing. */
export const keys = ([first, ...rest]: ReadonlyArray<string>): Selection =>
  first === undefined ? not(everything) : or([key(first), ...rest.map(key)])

/**
 * What any of the words of a command line selects: `raw validated`.
 *
 * Each word is a selection of its own, so one that holds spaces must be quoted
 * for the shell; an operator that stands alone says so. No words are an error.
 */
export const parseAll = (words: ReadonlyArray<string>): Result.Result<Selection, SelectionError> => {
  const text = words.join(" ")
  const operator = words.findIndex((word) => /^(and|or|not|AND|OR|NOT)$/.test(word))
  if (operator !== -1 && words.length > 1) {
    const column = words.slice(0, operator).join(" ").length + (operator === 0 ? 1 : 2)
    return Result.fail(
      new SelectionError({
        problem: 'Words are joined by "or": put a selection of several words in quotes',
        text,
        column
      })
    )
  }
  return Result.flatMap(Result.all(words.map(parse)), ([first, ...rest]) =>
    first === undefined ? parse("") : Result.succeed(or([first, ...rest]))
  )
}
