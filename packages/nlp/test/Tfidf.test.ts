import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import * as Tfidf from "../src/Tfidf.ts"

/** The weights of one document, spelled out from the formula: counts times smoothed idf, over the length. */
const weightsByHand = (corpus: ReadonlyArray<ReadonlyArray<string>>, document: number): Map<string, number> => {
  const bags = corpus.map((tokens) => {
    const bag = new Map<string, number>()
    const terms = [...tokens, ...tokens.slice(1).map((token, i) => `${tokens[i]} ${token}`)]
    for (const term of terms) bag.set(term, (bag.get(term) ?? 0) + 1)
    return bag
  })
  const weights = [...(bags[document] ?? [])].map(([term, count]) => {
    const documents = bags.filter((bag) => bag.has(term)).length
    return [term, count * (Math.log((corpus.length + 1) / (documents + 1)) + 1)] as const
  })
  const length = Math.hypot(...weights.map(([, weight]) => weight))
  return new Map(weights.map(([term, weight]) => [term, weight / length]))
}

const token = Schema.Literals(["power", "bi", "power bi", "c++", "a", "", "é", " ", "bi report"])
const corpora = Schema.Array(Schema.Array(token).check(Schema.isMaxLength(8))).check(Schema.isMinLength(1))

describe("Tfidf", () => {
  it.effect.prop("gives a term one column however its tokens were cut", [corpora], ([corpus]) =>
    Effect.gen(function* () {
      if (corpus.every((tokens) => tokens.length === 0)) return
      const { matrix, model } = yield* Tfidf.fitTransform(corpus, { ngramRange: [1, 2] })
      assert.strictEqual(new Set(model.vocabulary).size, model.vocabulary.length)
      for (const row of corpus.keys()) {
        const expected = weightsByHand(corpus, row)
        const begin = matrix.indptr[row] ?? 0
        const end = matrix.indptr[row + 1] ?? 0
        assert.strictEqual(end - begin, expected.size)
        for (let i = begin; i < end; i++) {
          const term = model.vocabulary[matrix.indices[i] ?? 0] ?? ""
          assert.closeTo(matrix.data[i] ?? 0, expected.get(term) ?? Number.NaN, 1e-12)
        }
      }
    })
  )

  it.effect.prop("weighs the fitted documents as it weighs them later", [corpora, Schema.Boolean], ([corpus, binary]) =>
    Effect.gen(function* () {
      const options = { ngramRange: [1, 3], maxFeatures: 7, binary } as const
      const { matrix, model } = yield* Tfidf.fitTransform([...corpus, ["a"]], options)
      assert.deepStrictEqual(yield* Tfidf.transform(model, [...corpus, ["a"]]), matrix)
    })
  )

  it.effect("keeps the first terms by code point where the cut goes through equal frequencies", () =>
    Effect.gen(function* () {
      const model = yield* Tfidf.fit(["dd cc bb aa", "ee ee 𐀀𐀀 \uffee\uffee"], { maxFeatures: 3 })
      assert.deepStrictEqual(model.vocabulary, ["aa", "bb", "ee"])
      const astral = yield* Tfidf.fit(["𐀀𐀀 \uffee\uffee"], { maxFeatures: 1, tokenPattern: "\\S+" })
      assert.deepStrictEqual(astral.vocabulary, ["\uffee\uffee"])
    })
  )

  it.effect("reads a stream as it reads an array", () =>
    Effect.gen(function* () {
      const texts = ["data engineer in Paris", "ingénieur données à Paris", ""]
      const options = { ngramRange: [1, 2] } as const
      const fromStream = yield* Tfidf.fitTransform(Stream.fromIterable(texts).pipe(Stream.rechunk(1)), options)
      assert.deepStrictEqual(fromStream, yield* Tfidf.fitTransform(texts, options))
    })
  )

  it.effect("fails with the stream's own error", () =>
    Effect.gen(function* () {
      const broken = Stream.concat(Stream.make("data"), Stream.fail("the disk is gone"))
      assert.strictEqual(yield* Effect.flip(Tfidf.fit(broken)), "the disk is gone")
    })
  )

  it.effect("takes tokens as they are, without lower case or pattern", () =>
    Effect.gen(function* () {
      const model = yield* Tfidf.fit([["C++", "power bi", "R", "the"]], { stopWords: ["the"] })
      assert.deepStrictEqual(model.vocabulary, ["C++", "R", "power bi"])
    })
  )

  it.effect("refuses one text where documents are meant", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Tfidf.fit("a single text"))
      assert.strictEqual(error.message, "documents is one text, not many")
      assert.isFalse(error.isTransient)
    })
  )

  it.effect("weighs no documents to no rows", () =>
    Effect.gen(function* () {
      const model = yield* Tfidf.fit(["some words"])
      assert.deepStrictEqual((yield* Tfidf.transform(model, [])).shape, [0, 2])
    })
  )
})
