import { Schema } from "effect"
import * as MapRows from "../../src/definition/MapRows.ts"

export const Numbers = Schema.Struct({ n: Schema.Int, group: Schema.String })
export type Numbers = typeof Numbers.Type

/** How the function behaves at a row: `n` doubled, refused, or one of the ways to go wrong. */
const config = Schema.Struct({
  refused: Schema.Int,
  throwsAt: Schema.optionalKey(Schema.Int),
  mismatchAt: Schema.optionalKey(Schema.Int),
  /** Works for this long at the first row, without giving way. */
  busyMillis: Schema.optionalKey(Schema.Int)
})

/** Doubles numbers; refuses multiples of `refused`. */
export default MapRows.make({
  module: import.meta.url,
  output: Numbers,
  config,
  map: (rows: ReadonlyArray<Numbers>, { config }) => {
    const isRefused = ({ n }: Numbers) => n % config.refused === 0
    const until = performance.now() + (config.busyMillis ?? 0)
    while (performance.now() < until) {
      // A function that takes long.
    }
    if (rows.some(({ n }) => n === config.throwsAt)) {
      throw new RangeError(`cannot double ${config.throwsAt}`)
    }
    return {
      rows: rows
        .filter((row) => !isRefused(row))
        .map(({ group, n }) => ({ n: n === config.mismatchAt ? 0.5 : 2 * n, group })),
      rejects: rows.filter(isRefused).map((row) => ({ rule: "multiple", reason: `of ${config.refused}`, row })),
      counts: { read: rows.length }
    }
  }
})
