import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import { countTerms, decodeCorpusCounts, encodeCounts } from "../../src/TermCounts.ts"
import { decodePacked, encodePacked } from "../../src/tfidf/CountsBytes.ts"
import { PackedSum } from "../../src/tfidf/PackedSum.ts"

type Document = ReadonlyArray<string>

const token = fc.constantFrom("data", "power", "power bi", "c++", "é", "", "\uffee", "𐀀")
const part = fc.array(fc.array(token, { maxLength: 6 }), { maxLength: 5 })

const bytesOf = (documents: ReadonlyArray<Document>) =>
  encodeCounts(Result.getOrThrow(countTerms(documents, { ngramRange: [1, 3] })))
const tableOf = (bytes: Uint8Array) => Result.getOrThrow(decodePacked(bytes, false)).table
const sumOf = (bytes: Uint8Array) => encodeCounts(Result.getOrThrow(decodeCorpusCounts(bytes)))

describe("a sum of kept tables", () => {
  it("is the same however few may wait to be added, and goes on after it was asked for", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), fc.nat({ max: 40 }), (parts, least) => {
        const sum = new PackedSum(least)
        for (const [n, documents] of parts.entries()) {
          Result.getOrThrow(sum.add(tableOf(bytesOf(documents))))
          if (n % 3 === 0) Result.getOrThrow(sum.sum())
        }
        const found = encodePacked(Result.getOrThrow(sum.sum()), undefined)
        assert.deepStrictEqual(found, sumOf(bytesOf(parts.flat())))
      }),
      { numRuns: 500 }
    )
  })

  it("takes no frequency that an integer of 32 bits cannot hold", () => {
    // One document, one word of one letter, which occurs 2^31 times in it as often as in all.
    const bytes = Uint8Array.from([0x4a, 0x47, 0x54, 0x43, 1, 0, 1, 1, 0, 1, 0x61, 0x80, 0x80, 0x80, 0x80, 0x08, 0])
    assert.strictEqual(Result.getOrThrow(Result.flip(decodePacked(bytes, false)))._tag, "CorruptCounts")
    const most = Uint8Array.from([...bytes.slice(0, 11), 0xff, 0xff, 0xff, 0xff, 0x07, 0])
    assert.strictEqual(tableOf(most).termFrequencies[0], 0x7fff_ffff)
  })
})
