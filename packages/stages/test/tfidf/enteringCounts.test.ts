import { assert, describe, it } from "@effect/vitest"
import { CountsSum, countTerms, encodeCounts } from "@jobgraph/nlp/TermCounts"
import { Effect, Result } from "effect"
import { enteringCounts } from "../../src/tfidf/enteringCounts.ts"
import { countsName } from "../../src/tfidf/PartitionCounts.ts"

const options = { ngramRange: [1, 2] } as const
const words = "data engineer python paris power bi".split(" ")
const size = 8
/** The ads of a partition, of which no two are the same. */
const documents = (partition: number) =>
  Array.from({ length: size }, (_, row) => [`p${partition}`, `r${row}`, ...words.slice(row % 6)])

/** What is counted of partitions of which some are new, and which of their files are read. */
const entering = Effect.fnUntraced(function* (
  partitions: ReadonlyArray<{ isNew: boolean; out: ReadonlyArray<number> }>,
  allNew: number
) {
  const read: Array<string> = []
  const counts = partitions.map((_, number) => encodeCounts(Result.getOrThrow(countTerms(documents(number), options))))
  const sumOfNew = new CountsSum()
  for (const [number, { isNew }] of partitions.entries()) {
    if (isNew) Result.getOrThrow(sumOfNew.addBytes(counts[number] ?? assert.fail()))
  }
  const files = {
    read: (name: string) =>
      Effect.sync(() => {
        read.push(name)
        return counts[partitions.findIndex((_, number) => name === countsName(`${number}`, 0))] ?? assert.fail(name)
      }),
    write: () => Effect.die("nothing is written"),
    keep: () => Effect.die("nothing is kept")
  }
  const sum = yield* enteringCounts(
    partitions.map(({ isNew, out }, number) => ({ made: `${number}`, sizes: [size], isNew, out: new Set(out) })),
    allNew,
    { files, sumOfNew }
  )
  const meant = partitions.flatMap(({ out }, number) => documents(number).filter((_, row) => !out.includes(row)))
  const { table } = Result.getOrThrow(countTerms(meant, options))
  assert.deepStrictEqual(yield* Effect.fromResult(sum.encoded()), encodeCounts({ table }))
  return read.map((name) => partitions.findIndex((_, number) => name === countsName(`${number}`, 0)))
})

const whole = { isNew: true, out: [] }
describe("enteringCounts", () => {
  it.effect.each([
    { name: "new partitions are added up already", partitions: [whole, whole], reads: [] },
    { name: "one that is known is read", partitions: [whole, { isNew: false, out: [1] }], reads: [1] },
    {
      name: "a few ads that do not count are taken away",
      partitions: [whole, { isNew: true, out: [0, 5] }],
      reads: [1]
    },
    {
      name: "all of a partition",
      partitions: [whole, whole, whole, { isNew: true, out: [0, 1, 2, 3, 4, 5, 6, 7] }],
      reads: [3]
    },
    { name: "too many to take away", partitions: [whole, { isNew: true, out: [0, 1, 2, 3, 4] }], reads: [0, 1] },
    { name: "not all new ones come", partitions: [whole, whole], allNew: 3, reads: [0, 1] }
  ])("$name", ({ allNew, partitions, reads }) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* entering(partitions, allNew ?? partitions.filter(({ isNew }) => isNew).length),
        reads
      )
    })
  )
})
