import * as MapRows from "@jobgraph/assets/MapRows"
import { Effect, Schema } from "effect"
import type { Reading } from "./readings.ts"

export const Plausible = Schema.Struct({ hour: Schema.Int, celsius: Schema.Finite })

/** What people may decide: a change makes `plausible` stale, and nothing upstream of it. */
const Config = Schema.Struct({
  coldest: Schema.Finite.pipe(Schema.withDecodingDefaultKey(Effect.succeed(-60))),
  warmest: Schema.Finite.pipe(Schema.withDecodingDefaultKey(Effect.succeed(60)))
})

/** A pure function over rows in a module of its own, so that worker threads can load it. */
export default MapRows.make({
  module: import.meta.url,
  output: Plausible,
  config: Config,
  map: (rows: ReadonlyArray<Reading>, { config }) => {
    const kept = rows.flatMap(({ celsius, hour }) =>
      celsius !== null && celsius >= config.coldest && celsius <= config.warmest ? [{ hour, celsius }] : []
    )
    const hours = new Set(kept.map(({ hour }) => hour))
    const rejects = rows
      .filter(({ hour }) => !hours.has(hour))
      .map((row) => ({ rule: "plausible", reason: `${row.celsius ?? "nothing"} is no temperature`, row }))
    return { rows: kept, rejects, counts: {} }
  }
})
