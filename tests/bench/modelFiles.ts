/**
 * A large model's files, as the benchmark of models makes them.
 *
 * @module
 */
import type { FilesOutput } from "@jobgraph/assets/Artifact"
import type { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { countPartitions } from "@jobgraph/stages/tfidf/PartitionCounts"
import type { RefitFiles } from "@jobgraph/stages/tfidf/refit"
import { Clock, DateTime, Effect, Schema, Stream } from "effect"
import { enrichedAd } from "./AdCorpus.ts"

export const options = { ngramRange: [1, 2], maxFeatures: 10_000, minDf: 2, maxDf: 0.8 } as const
export const adsADay = 245

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

const now = Effect.gen(function* () {
  const { system, user } = process.cpuUsage()
  return { cpu: (user + system) / 1e6, wall: Number(yield* Clock.currentTimeNanos) / 1e9 }
})
export const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const start = yield* now
    const result = yield* effect
    const stop = yield* now
    return [
      result,
      `${(stop.wall - start.wall).toFixed(2)} s (${(stop.cpu - start.cpu).toFixed(2)} s of a core)`
    ] as const
  })
/** The largest resident size of this process so far. */
export const megabytes = Effect.sync(() => Math.round(process.resourceUsage().maxRSS / 1024))

/** Counts a day's ads and keeps them as the model does. */
export const countDay = Effect.fnUntraced(function* (day: number, numbers: ReadonlyArray<number>, output: FilesOutput) {
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
    () => undefined
  )
  return counted ?? (yield* Effect.die("a partition is counted"))
})

/** The files of one version over another, in a store. */
export const version = (store: ArtifactStore["Service"], before: ReadonlyMap<string, string>) => {
  const files = new Map<string, string>()
  const write: RefitFiles["write"] = (name, bytes) => Effect.map(store.put(bytes), (hash) => void files.set(name, hash))
  const keep: RefitFiles["keep"] = (name) =>
    Effect.sync(() => {
      const hash = before.get(name)
      if (hash !== undefined) files.set(name, hash)
      return hash !== undefined
    })
  const read: RefitFiles["read"] = (name) => Effect.suspend(() => store.get(before.get(name) ?? files.get(name) ?? ""))
  return { files, ports: { write, keep, read, reject: () => Effect.void } satisfies FilesOutput }
}
