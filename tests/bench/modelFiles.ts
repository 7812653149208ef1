/**
 * The days of a large model, as the benchmark of models makes them.
 *
 * @module
 */
import type { FilesOutput } from "@jobgraph/assets/Artifact"
import type { CountsSum } from "@jobgraph/nlp/TermCounts"
import { countPartitions } from "@jobgraph/stages/tfidf/PartitionCounts"
import { DateTime, Effect, Schema, Stream } from "effect"
import { enrichedAd } from "./AdCorpus.ts"
import { options } from "./modelVersion.ts"
import { timed as measured } from "./timed.ts"

/** What the process that makes the corpus leaves for the one that adds days: files by name, and partitions. */
export const Corpus = Schema.fromJsonString(
  Schema.Struct({
    files: Schema.Array(Schema.Tuple([Schema.String, Schema.String])),
    days: Schema.Array(
      Schema.Struct({
        partition: Schema.String,
        made: Schema.String,
        isSample: Schema.Boolean,
        sizes: Schema.Array(Schema.Int)
      })
    )
  })
)

/** What it gives, and how long it took in words. */
export const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(
    measured(effect),
    ([result, { cpu, wall }]) => [result, `${wall.toFixed(2)} s (${cpu.toFixed(2)} s of a core)`] as const
  )

/** Counts a day's ads and keeps them as the model does. */
export const countDay = Effect.fnUntraced(function* (
  day: number,
  numbers: ReadonlyArray<number>,
  output: FilesOutput,
  sumOfNew: CountsSum | undefined
) {
  const date = DateTime.formatIsoDateUtc(DateTime.makeUnsafe(Date.UTC(2020, 0, 1 + day)))
  const ads = numbers.map((n) => enrichedAd(n, n + day * 7_919))
  const lines = Stream.succeed(Buffer.from(ads.map((ad) => `${JSON.stringify(ad)}\n`).join("")))
  const [counted] = yield* countPartitions(
    [
      {
        partition: `${date}/fr`,
        dataVersion: `${day}`.padStart(16, "0"),
        metadata: {},
        rows: ads.length,
        lines,
        chunks: Stream.empty
      }
    ],
    options,
    output,
    () => undefined,
    sumOfNew
  )
  return counted ?? (yield* Effect.die("a partition is counted"))
})
