import { assert, describe, it } from "@effect/vitest"
import type { RowsInput } from "@jobgraph/assets/Artifact"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { CountsSum, decodeCorpusCounts, encodeCounts, mergeCounts } from "@jobgraph/nlp/TermCounts"
import { Effect, Result, Stream } from "effect"
import type { EnrichedAd } from "../../src/enriched/EnrichedAd.ts"
import { countPartitions } from "../../src/tfidf/PartitionCounts.ts"

const words = "data engineer python paris power bi développeurs confirmées c++ équipes studies".split(" ")

/** What is counted of an ad, and some of what is kept besides. */
const ad = (number: number) => ({
  job_id: number % 10 === 0 ? `"${number}"` : `ad-${number}`,
  source: "adzuna",
  language: ["fr", "en", null][number % 3] ?? null,
  job_title: `${words[number % 7]} ${words[number % 11]}`,
  job_description: Array.from({ length: 5 + (number % 9) }, (_, i) => words[(number * 31 + i * 7) % 11]).join(" ")
})

/** A partition of 40 ads in three parts. */
const partition = (day: number): RowsInput<EnrichedAd> => ({
  partition: `2026-01-${String(day).padStart(2, "0")}/fr`,
  dataVersion: `${day}`.repeat(64),
  metadata: {},
  rows: 40,
  chunks: Stream.die("its lines are read"),
  lines: Stream.fromIterable([20, 15, 5].map((size, part) => part * 100 + size)).pipe(
    Stream.map((first) =>
      Array.from({ length: first % 100 }, (_, i) => `${JSON.stringify(ad(day * 1_000 + first + i))}\n`)
    ),
    Stream.map((lines) => Buffer.from(lines.join("")))
  )
})

/** Counts partitions with so many threads: what was written, and what is known of each. */
const counted = (partitions: number, threads: number, adsWorthAThread: number) =>
  Effect.gen(function* () {
    const files = new Map<string, string>()
    const output = {
      write: (name: string, bytes: Uint8Array) =>
        Effect.sync(() => {
          assert.isFalse(files.has(name), `${name} was written twice`)
          files.set(name, Buffer.from(bytes).toString("base64"))
        }),
      keep: () => Effect.succeed(false),
      read: (name: string) => Effect.sync(() => Buffer.from(files.get(name) ?? assert.fail(name), "base64")),
      reject: () => Effect.die("nothing is rejected")
    }
    const inputs = Array.from({ length: partitions }, (_, i) => partition(i + 1))
    const sum = new CountsSum()
    const known = yield* countPartitions(inputs, { ngramRange: [1, 2] }, output, () => undefined, sum, adsWorthAThread)
    const ids = yield* Effect.forEach(known, ({ jobIds }) => jobIds)
    const counts = [...files]
      .filter(([name]) => name.startsWith("counts/"))
      .map(([, text]) => Buffer.from(text, "base64"))
    const all = yield* Effect.fromResult(
      mergeCounts(counts.map((bytes) => Result.getOrThrow(decodeCorpusCounts(bytes))))
    )
    assert.deepStrictEqual(yield* Effect.fromResult(sum.encoded()), encodeCounts(all))
    return { known: known.map(({ jobIds: _, ...each }) => each), ids, files: [...files].sort() }
  }).pipe(Effect.provide(RowWorkers.layer(threads)))

describe("countPartitions", () => {
  it.live.each([
    { partitions: 5, threads: 1 },
    { partitions: 5, threads: 3 }
  ])(
    "writes the same files of $partitions partitions with $threads threads as with none",
    ({ partitions, threads }) =>
      Effect.gen(function* () {
        const here = yield* counted(partitions, 1, Number.POSITIVE_INFINITY)
        assert.strictEqual(here.files.length, 4 * partitions)
        assert.deepStrictEqual(here.ids[0]?.slice(0, 2), ['"1020"', "ad-1021"])
        assert.deepStrictEqual(here.known[0]?.sizes, [20, 15, 5])
        assert.deepStrictEqual(yield* counted(partitions, threads, 0), here)
      }),
    60_000
  )
})
