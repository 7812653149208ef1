import { assert, describe, it } from "@effect/vitest"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { CountsSum, countTerms, encodeCounts } from "@jobgraph/nlp/TermCounts"
import { Effect, Result } from "effect"
import { addPartitions } from "../../src/tfidf/addPartitions.ts"
import { countsName } from "../../src/tfidf/PartitionCounts.ts"

const words = "data engineer python paris power bi".split(" ")
const documents = (seed: number) =>
  Array.from({ length: 3 }, (_, row) =>
    Array.from({ length: 5 }, (_, i) => words[(seed * 7 + row * 3 + i * i) % 6] ?? "")
  )

/** Partitions of two files, of which the first, the third, or all ads count. */
const partitions = Array.from({ length: 120 }, (_, number) => ({
  made: `p${number}`,
  sizes: [3, 3],
  places: new Set([[0], [2, 3], [0, 1, 2, 3, 4, 5]][number % 3])
}))
const counts = new Map(
  partitions.flatMap(({ made }, number) =>
    [0, 1].map((index) => {
      const counted = Result.getOrThrow(countTerms(documents(2 * number + index), { ngramRange: [1, 2] }))
      return [countsName(made, index), encodeCounts(counted)] as const
    })
  )
)

/** What is added up, as bytes; the file named `damaged` is no counts. */
const added = Effect.fnUntraced(function* (workers: RowWorkers["Service"] | null, damaged?: string) {
  const sum = new CountsSum()
  const read = (name: string) =>
    Effect.sync(() => (name === damaged ? Buffer.from("no") : (counts.get(name) ?? assert.fail(name))))
  const files = { read, write: () => Effect.die("nothing is written"), keep: () => Effect.die("nothing is kept") }
  yield* addPartitions(files, partitions, sum, workers)
  return encodeCounts(yield* Effect.fromResult(sum.result()))
})

describe("addPartitions", () => {
  it.live("gives the same sum in threads and in this one", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* added(yield* RowWorkers), yield* added(null))
    }).pipe(Effect.provide(RowWorkers.layer(2)))
  )

  it.live("names what is wrong with a file that a thread cannot read as it does in this one", () =>
    Effect.gen(function* () {
      const damaged = countsName("p77", 0)
      const there = yield* Effect.flip(added(yield* RowWorkers, damaged))
      const here = yield* Effect.flip(added(null, damaged))
      assert.include(there, { _tag: "TfidfError", message: here.message })
      assert.strictEqual("reason" in there && there.reason._tag, "CorruptCounts")
    }).pipe(Effect.provide(RowWorkers.layer(1)))
  )
})
