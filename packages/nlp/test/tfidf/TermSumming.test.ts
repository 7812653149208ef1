import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import { countTerms, decodeCorpusCounts, encodeCounts } from "../../src/TermCounts.ts"
import { TermSumming } from "../../src/tfidf/TermSumming.ts"

type Document = ReadonlyArray<string>

const token = fc.constantFrom("data", "power", "power bi", "c++", "é", "", "\uffee", "𐀀")
const part = fc.array(fc.array(token, { maxLength: 6 }), { maxLength: 5 })

const bytesOf = (documents: ReadonlyArray<Document>) =>
  encodeCounts(Result.getOrThrow(countTerms(documents, { ngramRange: [1, 3] })))
const sumOf = (bytes: Uint8Array) => encodeCounts(Result.getOrThrow(decodeCorpusCounts(bytes)))

describe("a sum of kept tables", () => {
  it("is that of their documents, and goes on after it was asked for", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const sum = new TermSumming()
        for (const [n, documents] of parts.entries()) {
          Result.getOrThrow(sum.add(bytesOf(documents), 1))
          if (n % 3 === 0) Result.getOrThrow(sum.sum())
        }
        assert.deepStrictEqual(Result.getOrThrow(sum.sum()), sumOf(bytesOf(parts.flat())))
      }),
      { numRuns: 500 }
    )
  })

  it("is that of so many pairs of words that they are put in order several times", () => {
    const word = (seed: number) => `w${Math.imul(seed, 0x9e3779b1) >>> 21}`
    const documentsOf = (part: number) =>
      Array.from({ length: 40 }, (_, row) =>
        Array.from({ length: 400 }, (_, at) =>
          at % 90 === 0 ? "power bi" : word(part * 1_000_003 + row * 769 + at * at)
        )
      )
    const parts = Array.from({ length: 60 }, (_, part) => documentsOf(part))
    const sum = new TermSumming()
    let added = 0
    for (const documents of [...parts, ...parts.slice(0, 20)]) {
      const bytes = bytesOf(documents)
      added += Result.getOrThrow(decodeCorpusCounts(bytes)).table.termFrequencies.length
      Result.getOrThrow(sum.add(bytes, 1))
    }
    assert.isAbove(added, 3 * 2 ** 18)
    for (const documents of parts.slice(0, 20)) Result.getOrThrow(sum.add(bytesOf(documents), -1))
    assert.deepStrictEqual(Result.getOrThrow(sum.sum()), sumOf(bytesOf(parts.flat())))
  })

  it("refuses whatever decoding refuses, for the same reason", () => {
    const damaged = fc
      .tuple(part, fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 255 })), { maxLength: 3 }), fc.nat({ max: 5 }))
      .map(([documents, changes, cut]) => {
        const bytes = bytesOf(documents)
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
        return bytes.subarray(0, bytes.length - (cut > 3 ? cut : 0))
      })
    fc.assert(
      fc.property(damaged, (bytes) => {
        const sum = new TermSumming()
        const added = Result.flatMap(sum.add(bytes, 1), () => sum.sum())
        const decoded = decodeCorpusCounts(bytes)
        const problemOf = (result: Result.Result<unknown, { readonly message: string }>) =>
          Result.isFailure(result) ? result.failure.message : undefined
        const sumDecoded = Result.flatMap(added, decodeCorpusCounts)
        // Words that are no UTF-8 are found out last, when the sum is decoded.
        if (problemOf(decoded)?.includes("words")) assert.isTrue(Result.isFailure(sumDecoded))
        else assert.strictEqual(problemOf(sumDecoded), problemOf(decoded))
      }),
      { numRuns: 20_000 }
    )
  })

  it("adds up one long term in no more time than its words take", () => {
    const words = Array.from({ length: 20_000 }, (_, n) => `w${n % 7}`)
    const bytes = encodeCounts(Result.getOrThrow(countTerms([words], { ngramRange: [20_000, 20_000] })))
    const sum = new TermSumming()
    Result.getOrThrow(sum.add(bytes, 1))
    const start = performance.now()
    assert.deepStrictEqual(Result.getOrThrow(sum.sum()), sumOf(bytes))
    assert.isBelow(performance.now() - start, 1_000)
  })

  it("refuses to take away a term from documents that have others", () => {
    const sum = new TermSumming()
    Result.getOrThrow(sum.add(bytesOf([["data", "data"], ["data"]]), 1))
    Result.getOrThrow(sum.add(bytesOf([["data", "data", "data"]]), -1))
    assert.include(Result.getOrThrow(Result.flip(sum.sum())), { _tag: "InconsistentCounts", term: "data" })
  })

  it("takes no frequency that an integer of 32 bits cannot hold", () => {
    // One document, one word of one letter, which occurs 2^31 times in it as often as in all.
    const bytes = Uint8Array.from([0x4a, 0x47, 0x54, 0x43, 1, 0, 1, 1, 0, 1, 0x61, 0x80, 0x80, 0x80, 0x80, 0x08, 0])
    assert.isTrue(Result.isFailure(new TermSumming().add(bytes, 1)))
    const most = Uint8Array.from([...bytes.slice(0, 11), 0xff, 0xff, 0xff, 0xff, 0x07, 0])
    const sum = new TermSumming()
    Result.getOrThrow(sum.add(most, 1))
    assert.strictEqual(
      Result.getOrThrow(decodeCorpusCounts(Result.getOrThrow(sum.sum()))).table.termFrequencies[0],
      0x7fff_ffff
    )
  })
})
