/**
 * A model of any texts, such as ads that are in no pipeline.
 *
 * @module
 */
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import type { ThreadLost } from "@jobgraph/assets/ThreadLost"
import { CountsSum, countTerms, selectVocabulary } from "@jobgraph/nlp/TermCounts"
import type { TfidfError, TfidfModel, TfidfOptions } from "@jobgraph/nlp/Tfidf"
import { Effect, Stream } from "effect"
import countTexts, { type LanguageText, packTexts } from "./countTexts.ts"

export type { LanguageText } from "./countTexts.ts"

/** So many are sorted together: more take more memory, fewer more additions. */
const textsAtOnce = 2_048

/**
 * Fits a model to texts in the threads of `RowWorkers`, which take a second to start: the model that `Tfidf.fit` makes of
 * the texts' terms, see `preprocess`. `lowercase` and `tokenPattern` are of no meaning here.
 *
 * Of each text nothing is kept but its sums, so a stream may be of more texts than fit in memory.
 *
 * ```ts
 * const model = yield* fitTexts(Stream.fromIterable(texts), { ngramRange: [1, 2], maxFeatures: 10_000 })
 * ```
 */
export const fitTexts = <E, R>(
  texts: Stream.Stream<LanguageText, E, R>,
  options: TfidfOptions = {}
): Effect.Effect<TfidfModel, E | TfidfError | ThreadLost, R | RowWorkers> =>
  Effect.gen(function* () {
    const { ngramRange, stopWords } = options
    // Options that cannot be used are an error of the fit, not of a thread.
    yield* Effect.fromResult(countTerms([], { ngramRange, stopWords }))
    const workers = yield* RowWorkers
    const sum = new CountsSum()
    yield* texts.pipe(
      Stream.grouped(textsAtOnce),
      Stream.mapEffect((some) => workers.work(countTexts, packTexts(some, { ngramRange, stopWords })), {
        // So that no thread waits while this one packs and adds.
        concurrency: workers.concurrency + 2,
        unordered: true
      }),
      Stream.runForEach((counted) => Effect.fromResult(sum.addBytes(counted)))
    )
    const counts = yield* Effect.fromResult(sum.result())
    return yield* Effect.fromResult(selectVocabulary(counts, options))
  })
