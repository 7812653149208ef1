import { assert, describe, it } from "@effect/vitest"
import { Option, Result } from "effect"
import * as fc from "fast-check"
import { CountsSum, countCorpus, selectVocabulary } from "../src/TermCounts.ts"
import { selectFromTop, topTerms } from "../src/TopTerms.ts"

const word = fc.constantFrom(..."a b c d e f g h i j k l m n o p".split(" ").map((letter) => letter.repeat(2)))
const documents = (most: number) => fc.array(fc.array(word, { maxLength: 8 }), { maxLength: most })
const count = (some: ReadonlyArray<ReadonlyArray<string>>) =>
  Result.getOrThrow(countCorpus(some, { ngramRange: [1, 2] }))

const cases = fc.record({
  before: documents(60),
  added: documents(6),
  removed: fc.nat({ max: 6 }),
  maxFeatures: fc.integer({ min: 1, max: 8 }),
  size: fc.integer({ min: 1, max: 40 }),
  minDf: fc.constantFrom(1, 2, 0.05),
  maxDf: fc.constantFrom(0.5, 0.8, 1)
})

describe("the top terms", () => {
  it("give the model of a full recount wherever they give one", () => {
    let given = 0
    fc.assert(
      fc.property(cases, ({ added, before, maxDf, maxFeatures, minDf, removed, size }) => {
        const options = {
          ngramRange: [1, 2],
          maxFeatures,
          minDf,
          maxDf: maxDf === 1 ? { fraction: 1 } : maxDf
        } as const
        const gone = before.slice(0, removed)
        const change = { added: count(added), removed: count(gone) }
        const fast = selectFromTop(topTerms(count(before), size), change, options)
        if (Option.isNone(fast)) return
        given++
        const sum = new CountsSum()
        Result.getOrThrow(sum.subtract(change.removed))
        Result.getOrThrow(sum.add(count(before)))
        Result.getOrThrow(sum.add(change.added))
        const full = Result.getOrThrow(Result.flatMap(sum.result(), (counts) => selectVocabulary(counts, options)))
        assert.deepStrictEqual(fast.value, full)
      }),
      { numRuns: 3_000, seed: 20260108 }
    )
    assert.isAbove(given, 300, "it must not refuse always")
  })

  it("are all terms where there are few", () => {
    const { bound, counts } = topTerms(count([["aa", "bb"]]), 100)
    assert.strictEqual(bound, 1)
    assert.strictEqual(counts.table.documents, 1)
    assert.deepStrictEqual([...counts.table.termFrequencies], [1, 1, 1])
  })

  it("give no model where a new term could be among the features", () => {
    const before = Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? ["aa", "bb"] : ["bb"]))
    const many = Array.from({ length: 60 }, () => ["zz"])
    const options = { maxFeatures: 1, minDf: 1, maxDf: { fraction: 1 } }
    const counted = (some: ReadonlyArray<ReadonlyArray<string>>) => Result.getOrThrow(countCorpus(some))
    const top = topTerms(counted(before), 2)
    assert.isTrue(Option.isNone(selectFromTop(top, { added: counted(many), removed: counted([]) }, options)))
    assert.isTrue(Option.isSome(selectFromTop(top, { added: counted([["zz"]]), removed: counted([]) }, options)))
  })
})
