import * as Artifact from "@jobgraph/assets/Artifact"
import * as Asset from "@jobgraph/assets/Asset"
import { all } from "@jobgraph/assets/Dependency"
import { Effect, Schema, Stream } from "effect"
import { plausible } from "./plausible.ts"

/** `averages`: one figure for each day and station that there is. */
export const averages = Asset.make({
  key: "averages",
  description: "The average of each day and station",
  codeVersion: "1",
  dependencies: { days: all(plausible) },
  artifact: Artifact.value(Schema.Record(Schema.String, Schema.Finite)),
  *make({ inputs }) {
    const each = yield* Effect.forEach(inputs.days, (day) =>
      Effect.map(sumOf(day.chunks), (sum) => [day.partition ?? "", Math.round((10 * sum) / day.rows) / 10] as const)
    )
    return Object.fromEntries(each)
  }
})

/** Read in chunks: a day of seconds would not be in memory at once either. */
const sumOf = <E>(chunks: Stream.Stream<ReadonlyArray<{ readonly celsius: number }>, E>) =>
  Stream.runFold(
    chunks,
    () => 0,
    (sum, rows) => rows.reduce((total, { celsius }) => total + celsius, sum)
  )
