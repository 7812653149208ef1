import { assert, describe, it } from "@effect/vitest"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import * as Tfidf from "@jobgraph/nlp/Tfidf"
import { Effect, Stream } from "effect"
import { fitTexts, type LanguageText } from "../../src/tfidf/fitTexts.ts"

const french = "développeur confirmé de la donnée à Paris avec Power BI C++ équipe d'ingénieurs 🚀".split(" ")
const english = "Senior data engineers are building Python pipelines for the teams' CI/CD in London".split(" ")

/** More than two threads take at once. */
const texts = Array.from({ length: 5_000 }, (_, number): LanguageText => {
  const words = number % 3 === 0 ? english : french
  const text = Array.from({ length: 3 + (number % 20) }, (_, at) => words[(number * 7 + at * at) % words.length]).join(
    " "
  )
  return { text: `${text} n${number % 900}`, language: number % 3 === 0 ? "en" : number % 31 === 0 ? null : "fr" }
})
const termsOf = ({ language, text }: LanguageText) => preprocess(text, language)

describe("fitTexts", () => {
  it.live.each<Tfidf.TfidfOptions>([
    { ngramRange: [1, 2], maxFeatures: 200, minDf: 2, maxDf: 0.8 },
    { ngramRange: [2, 3], sublinearTf: true, smoothIdf: false },
    { stopWords: ["data", "pari"], binary: true },
    { vocabulary: ["data", "power bi", "never"], useIdf: false }
  ])("makes the model that Tfidf.fit makes of the texts' terms: %j", (options) =>
    Effect.gen(function* () {
      const model = yield* fitTexts(Stream.fromIterable(texts), options)
      const expected = yield* Tfidf.fit(texts.map(termsOf), { ...options, lowercase: false })
      assert.deepStrictEqual([...model.vocabulary], [...expected.vocabulary])
      assert.deepStrictEqual([...model.idf], [...expected.idf])
    }).pipe(Effect.provide(RowWorkers.layer(2)))
  )

  it.live("says what is wrong with options, with the texts, and with what makes them", () =>
    Effect.gen(function* () {
      const some = Stream.fromIterable(texts.slice(0, 10))
      const problem = Effect.fnUntraced(function* (texts: Stream.Stream<LanguageText>, options?: Tfidf.TfidfOptions) {
        const error = yield* Effect.flip(fitTexts(texts, options))
        return error._tag === "TfidfError" ? error.reason._tag : error._tag
      })
      assert.strictEqual(yield* problem(some, { ngramRange: [2, 1] }), "BadOption")
      const empty = Stream.fromIterable([{ text: "le la les", language: "fr" }])
      assert.strictEqual(yield* problem(empty), "EmptyVocabulary")
      assert.strictEqual(yield* problem(Stream.empty), "EmptyVocabulary")
      const broken = Stream.concat(some, Stream.fail("no more texts" as const))
      assert.strictEqual(yield* Effect.flip(fitTexts(broken)), "no more texts")
    }).pipe(Effect.provide(RowWorkers.layer(1)))
  )
})
