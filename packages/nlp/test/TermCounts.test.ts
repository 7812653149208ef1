import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import * as fc from "fast-check"
import * as TermCounts from "../src/TermCounts.ts"
import * as Tfidf from "../src/Tfidf.ts"
import { Lexicon } from "../src/tfidf/Lexicon.ts"

type Document = ReadonlyArray<string>

const options = { ngramRange: [1, 2] } as const
const count = (documents: ReadonlyArray<Document>) => Result.getOrThrow(TermCounts.countTerms(documents, options))
const merge = (...input: Parameters<typeof TermCounts.mergeCounts>) =>
  Result.getOrThrow(TermCounts.mergeCounts(...input))
const recount = (documents: ReadonlyArray<Document>): TermCounts.CorpusCounts => ({ table: count(documents).table })

const token = fc.constantFrom("data", "power", "bi", "power bi", "c++", "é", "", " ", "\uffee", "𐀀", "\ud800")
const document = fc.array(token, { maxLength: 6 })
const part = fc.array(document, { maxLength: 5 })

/** What happens to a corpus: parts come, and documents of earlier parts stop counting. */
interface Day {
  readonly arrived: ReadonlyArray<Document>
  readonly removedOfArrived: ReadonlyArray<number>
}
const history: fc.Arbitrary<ReadonlyArray<Day>> = fc.array(
  fc.record({ arrived: part, removedOfArrived: fc.array(fc.nat({ max: 30 }), { maxLength: 4 }) }),
  { minLength: 1, maxLength: 6 }
)

describe("mergeCounts", () => {
  it("gives the bytes of a full recount after any history of arrivals and removals", () => {
    fc.assert(
      fc.property(history, (days) => {
        const parts: Array<TermCounts.TermCounts> = []
        const alive: Array<{ readonly part: number; readonly row: number; readonly document: Document }> = []
        let sum = merge([])
        for (const { arrived, removedOfArrived } of days) {
          const removed = removedOfArrived.flatMap((pick) =>
            alive.length === 0 ? [] : alive.splice(pick % alive.length, 1)
          )
          const counts = count(arrived)
          for (const [row, each] of arrived.entries()) alive.push({ part: parts.length, row, document: each })
          parts.push(counts)
          const remove = removed.flatMap(({ part, row }) => {
            const of = parts[part]
            return of === undefined ? [] : [{ counts: of, rows: [row] }]
          })
          sum = merge([sum, counts], { remove })
          const documents = alive.map((each) => each.document)
          assert.deepStrictEqual(TermCounts.encodeCounts(sum), TermCounts.encodeCounts(recount(documents)))
        }
      }),
      { numRuns: 3000 }
    )
  })

  it("does not depend on how documents are split into parts, or on their order", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const whole = TermCounts.encodeCounts(recount(parts.flat()))
        const counts = parts.map(count)
        assert.deepStrictEqual(TermCounts.encodeCounts(merge(counts)), whole)
        assert.deepStrictEqual(TermCounts.encodeCounts(merge(counts.toReversed())), whole)
      })
    )
  })

  it("gives the same sum of kept parts, of longer terms too", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (parts, longest) => {
        const counted = (documents: ReadonlyArray<Document>) =>
          Result.getOrThrow(TermCounts.countTerms(documents, { ngramRange: [1, longest] }))
        const sum = new TermCounts.CountsSum()
        for (const each of parts) Result.getOrThrow(sum.addBytes(TermCounts.encodeCounts(counted(each))))
        const whole: TermCounts.CorpusCounts = { table: counted(parts.flat()).table }
        assert.deepStrictEqual(Result.getOrThrow(sum.encoded()), TermCounts.encodeCounts(whole))
        assert.deepStrictEqual(Result.getOrThrow(sum.result()), whole)
        Result.getOrThrow(sum.subtract(counted(parts.flat())))
        assert.deepStrictEqual(Result.getOrThrow(sum.encoded()), TermCounts.encodeCounts(merge([])))
      })
    )
  })

  it.each([
    { name: "other words", gone: ["never", "seen"] },
    { name: "one word more often", gone: ["data", "data"] }
  ])("refuses to remove a document of $name than was counted", ({ gone }) => {
    const counts = count([gone])
    const failure = Result.getOrThrow(
      Result.flip(
        TermCounts.mergeCounts([count([["data"], ["data", "engineer"]])], { remove: [{ counts, rows: [0] }] })
      )
    )
    assert.strictEqual(failure.reason._tag, "InconsistentCounts")
  })

  it("refuses to remove more documents than were counted, even empty ones", () => {
    const empty = count([[]])
    const merged = TermCounts.mergeCounts([empty], { remove: [{ counts: count([[], []]), rows: [0, 1] }] })
    assert.isTrue(Result.isFailure(merged))
  })
})

describe("countTerms", () => {
  it("counts tokens by number as it counts them by name, from several lexicons in turn", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), (parts) => {
        const lexicons = [new Lexicon(), new Lexicon()]
        const numbered = parts.flat().flatMap((tokens, i) => {
          const lexicon = lexicons[i % 2]
          return lexicon === undefined
            ? []
            : [{ lexicon, numbers: Int32Array.from(tokens, (token) => lexicon.numberOf(token)) }]
        })
        const settings = { ...options, stopWords: ["c++"] }
        assert.deepStrictEqual(TermCounts.countTerms(numbered, options), Result.succeed(count(parts.flat())))
        assert.deepStrictEqual(TermCounts.countTerms(numbered, settings), TermCounts.countTerms(parts.flat(), settings))
      })
    )
  })

  it("counts terms as long as documents are, however long they may be", () => {
    const documents = [
      ["a b", "c", "d"],
      ["c", "d", "e"]
    ]
    const counts = (longest: number) => TermCounts.countTerms(documents, { ngramRange: [1, longest] })
    assert.deepStrictEqual(counts(Number.MAX_SAFE_INTEGER), counts(4))
    assert.deepStrictEqual(counts(2 ** 32), counts(4))
  })

  it("gives the bytes that encoding what it counts gives", () => {
    fc.assert(
      fc.property(
        part,
        fc.constantFrom([1, 1], [1, 2], [2, 3], [3, 3], [1, 5]),
        (documents, [shortest = 1, longest = 1]) => {
          const options = { ngramRange: [shortest, longest] as const }
          const encoded = Result.getOrThrow(TermCounts.countEncoded(documents, options))
          const counted = Result.getOrThrow(TermCounts.countTerms(documents, options))
          assert.deepStrictEqual(encoded, TermCounts.encodeCounts(counted))
        }
      )
    )
  })

  it("counts one part after another as it counts each alone, while their lexicon grows", () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const lexicon = new Lexicon()
        for (const documents of parts) {
          const numbered = documents.map((tokens) => ({
            lexicon,
            numbers: Int32Array.from(tokens, (each) => lexicon.numberOf(each))
          }))
          assert.deepStrictEqual(TermCounts.countTerms(numbered, options), Result.succeed(count(documents)))
        }
      })
    )
  })

  it("counts documents that are made by counting others", () => {
    const outer = (function* () {
      yield ["data"]
      yield count([["never"], ["seen"]]).table.words
    })()
    assert.deepStrictEqual(TermCounts.countTerms(outer, options), Result.succeed(count([["data"], ["never", "seen"]])))
  })
})

describe("countCorpus", () => {
  it("gives the sums of countTerms", () => {
    fc.assert(
      fc.property(part, (documents) =>
        assert.deepStrictEqual(TermCounts.countCorpus(documents, options), Result.succeed(recount(documents)))
      )
    )
  })
})

describe("selectVocabulary and weighCounts", () => {
  it("make of counts the model and rows that Tfidf makes of the documents", () => {
    const choices = fc.record({
      maxFeatures: fc.constantFrom(null, 1, 3, 8),
      minDf: fc.constantFrom(1, 2, 0.3),
      maxDf: fc.constantFrom(3, 0.7, { fraction: 1 }),
      binary: fc.boolean(),
      smoothIdf: fc.boolean(),
      vocabulary: fc.constantFrom(null, ["data", "power bi", "absent"]),
      ngramRange: fc.constantFrom([1, 1] as const, [1, 2] as const, [2, 3] as const, [1, 4] as const)
    })
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), choices, (parts, chosen) => {
        const documents = parts.flat()
        const settings = { ...options, ...chosen }
        const counts = parts.map((each) => Result.getOrThrow(TermCounts.countTerms(each, settings)))
        const selected = TermCounts.selectVocabulary(merge(counts), settings)
        const fitted = Effect.runSync(Effect.result(Tfidf.fit(documents, settings)))
        assert.deepStrictEqual(selected, fitted)
        if (Result.isFailure(selected)) return
        const rows = counts.map((each) => TermCounts.weighCounts(selected.success, each))
        const expected = parts.map((each) => Effect.runSync(Effect.result(Tfidf.transform(selected.success, each))))
        assert.deepStrictEqual(rows, expected)
      })
    )
  })
})

describe("encodeCounts", () => {
  it("is read back as it was written, rows and all", () => {
    fc.assert(
      fc.property(part, (documents) => {
        const counts = count(documents)
        const bytes = TermCounts.encodeCounts(counts)
        assert.deepStrictEqual(TermCounts.decodeTermCounts(bytes), Result.succeed(counts))
        assert.deepStrictEqual(TermCounts.decodeCorpusCounts(bytes), Result.succeed({ table: counts.table }))
      })
    )
  })

  it("keeps counts that need many bytes", () => {
    const counts = count([Array<string>(300_000).fill("data")])
    assert.deepStrictEqual(TermCounts.decodeTermCounts(TermCounts.encodeCounts(counts)), Result.succeed(counts))
  })

  it("gives documents to those who ask for them, and says so when there are none", () => {
    const sums = TermCounts.encodeCounts(merge([count([["data"]])]))
    const failure = Result.getOrThrow(Result.flip(TermCounts.decodeTermCounts(sums)))
    assert.strictEqual(failure.message, "These bytes are not term counts: they are sums, without the documents")
  })

  it("is never read from damaged bytes as something that does not hold together", () => {
    fc.assert(
      fc.property(part, fc.nat(), fc.nat({ max: 255 }), (documents, at, value) => {
        const bytes = TermCounts.encodeCounts(count(documents))
        const damaged = bytes.with(at % bytes.length, value)
        const decoded = TermCounts.decodeTermCounts(damaged)
        if (Result.isSuccess(decoded)) {
          assert.deepStrictEqual(TermCounts.encodeCounts(decoded.success), damaged)
        } else assert.strictEqual(decoded.failure.reason._tag, "CorruptCounts")
        const sum = new TermCounts.CountsSum()
        const added = Result.flatMap(sum.addBytes(damaged), () => sum.result())
        assert.deepStrictEqual(Result.isSuccess(added), Result.isSuccess(TermCounts.decodeCorpusCounts(damaged)))
      }),
      { numRuns: 2000 }
    )
  })

  it("is refused when it is cut short or something follows", () => {
    const bytes = TermCounts.encodeCounts(count([["data", "engineer"], ["data"]]))
    for (let length = 0; length < bytes.length; length++) {
      assert.isTrue(Result.isFailure(TermCounts.decodeTermCounts(bytes.subarray(0, length))), `${length} bytes`)
    }
    assert.isTrue(Result.isFailure(TermCounts.decodeTermCounts(new Uint8Array([...bytes, 0]))))
  })
})
