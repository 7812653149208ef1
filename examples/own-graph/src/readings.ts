import * as Artifact from "@jobgraph/assets/Artifact"
import * as Asset from "@jobgraph/assets/Asset"
import * as Partitions from "@jobgraph/assets/Partitions"
import { Schema } from "effect"
import { Thermometer } from "./Thermometer.ts"

export const stations = ["attic", "garden"]

export const Reading = Schema.Struct({ hour: Schema.Int, celsius: Schema.NullOr(Schema.Finite) })
export type Reading = typeof Reading.Type

/** One partition a day and station: `2026-01-08/garden`. */
export const byDayAndStation = Partitions.dailyFixed(stations)

/** `readings`: what a thermometer said in a day, as it was said. */
export const readings = Asset.make({
  key: "readings",
  description: "What a thermometer said, hour by hour",
  codeVersion: "1",
  partitions: byDayAndStation,
  artifact: Artifact.rows(Reading),
  // The errors of `day` are the asset's errors. One that did not say whether it is transient would not compile.
  *make({ output, partition }) {
    const { date, fixed } = Partitions.keyParts(partition)
    const hours = yield* (yield* Thermometer).day(fixed ?? "", date ?? "")
    yield* output.write(hours.map((celsius, hour) => ({ hour, celsius })))
  }
})
