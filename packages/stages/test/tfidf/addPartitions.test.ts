import { assert, describe, it } from "@effect/vitest"
import { CountsSum, countTerms, encodeCounts } from "@jobgraph/nlp/TermCounts"
import { Effect, Result } from "effect"
import { addPartitions, subtractPartitions } from "../../src/tfidf/addPartitions.ts"
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

/** The files of counts; the one named `damaged` is no counts. */
const files = (damaged?: string) => ({
  read: (name: string) =>
    Effect.sync(() => (name === damaged ? Buffer.from("no") : (counts.get(name) ?? assert.fail(name)))),
  write: () => Effect.die("nothing is written"),
  keep: () => Effect.die("nothing is kept")
})

/** What is added up, as bytes. */
const added = Effect.fnUntraced(function* (damaged?: string) {
  const sum = new CountsSum()
  yield* addPartitions(files(damaged), partitions, sum)
  return encodeCounts(yield* Effect.fromResult(sum.result()))
})

describe("addPartitions", () => {
  it.effect("gives what counting the ads that are meant together gives", () =>
    Effect.gen(function* () {
      const meant = partitions.flatMap(({ places }, number) =>
        [...documents(2 * number), ...documents(2 * number + 1)].filter((_, place) => places.has(place))
      )
      const { table } = Result.getOrThrow(countTerms(meant, { ngramRange: [1, 2] }))
      assert.deepStrictEqual(yield* added(), encodeCounts({ table }))
    })
  )

  it.effect("takes away again what it adds", () =>
    Effect.gen(function* () {
      const [first, ...others] = partitions
      const sum = new CountsSum()
      yield* addPartitions(files(), partitions, sum)
      yield* subtractPartitions(files(), others, sum)
      const meant = documents(0).slice(0, 1)
      assert.deepStrictEqual([...(first?.places ?? [])], [0])
      const { table } = Result.getOrThrow(countTerms(meant, { ngramRange: [1, 2] }))
      assert.deepStrictEqual(yield* Effect.fromResult(sum.encoded()), encodeCounts({ table }))
    })
  )

  it.effect("says what is wrong with a file", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(added(countsName("p77", 0)))
      assert.strictEqual(error.reason._tag, "CorruptCounts")
    })
  )
})
