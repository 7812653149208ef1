/**
 * TF-IDF with scikit-learn's parameters, meanings and numbers.
 *
 * `fit`, `transform` and `fitTransform` are `TfidfVectorizer`'s methods: equal
 * options give equal vocabularies, and idf and weights that differ by less
 * than 1e-12. One difference is deliberate: where `maxFeatures` cuts through
 * terms of equal frequency, ours keeps the first by code point, while
 * scikit-learn's choice depends on an unstable sort and the processor.
 *
 * Documents are read once, so a stream may be used and need not fit in memory.
 * For a corpus that grows, see `TermCounts`, which gives the same model from
 * counts that are kept.
 *
 * @module
 */
import { Effect, Result, Stream } from "effect"
import { makeAnalyzer, type TfidfDocument } from "./tfidf/Analyzer.ts"
import type { CsrMatrix } from "./tfidf/CsrMatrix.ts"
import { selectTerms } from "./tfidf/Selection.ts"
import { TermCounter } from "./tfidf/TermCounter.ts"
import { TermIndex } from "./tfidf/TermIndex.ts"
import { BadOption, NoDocuments, TfidfError } from "./tfidf/TfidfError.ts"
import { makeModel, type TfidfModel } from "./tfidf/TfidfModel.ts"
import { resolveOptions, type TfidfOptions } from "./tfidf/TfidfOptions.ts"
import { weigh } from "./tfidf/Weights.ts"

export type { TfidfDocument } from "./tfidf/Analyzer.ts"
export type { CsrMatrix } from "./tfidf/CsrMatrix.ts"
export { TfidfError } from "./tfidf/TfidfError.ts"
export type { TfidfModel } from "./tfidf/TfidfModel.ts"
export type { DocumentFrequency, ResolvedOptions, TfidfOptions } from "./tfidf/TfidfOptions.ts"

/** Documents at hand, or as a stream. */
export type Documents<E = never, R = never> = Iterable<TfidfDocument> | Stream.Stream<TfidfDocument, E, R>

/** Learns vocabulary and idf. */
export const fit = Effect.fn("Tfidf.fit")(function* <E = never, R = never>(
  documents: Documents<E, R>,
  options: TfidfOptions = {}
): Effect.fn.Return<TfidfModel, TfidfError | E, R> {
  return (yield* count(documents, options, false)).model
})

/** Learns vocabulary and idf, and weighs the same documents: `fit` and `transform` in one reading. */
export const fitTransform = Effect.fn("Tfidf.fitTransform")(function* <E = never, R = never>(
  documents: Documents<E, R>,
  options: TfidfOptions = {}
): Effect.fn.Return<{ readonly model: TfidfModel; readonly matrix: CsrMatrix }, TfidfError | E, R> {
  const { columns, counter, model } = yield* count(documents, options, true)
  return { model, matrix: yield* orFail(weigh(counter.rows(), columns, model)) }
})

/** Weighs documents by a model, one row each; terms that the model does not know are left out. No documents, no rows. */
export const transform = Effect.fn("Tfidf.transform")(function* <E = never, R = never>(
  model: TfidfModel,
  documents: Documents<E, R>
): Effect.fn.Return<CsrMatrix, TfidfError | E, R> {
  yield* refuseText(documents)
  const analyze = yield* orFail(makeAnalyzer(model.options))
  const { columns, index } = indexOf(model)
  const counter = new TermCounter(index, { ngramRange: model.options.ngramRange, isClosed: true, hasRows: true })
  yield* forEachDocument(documents, (document) => counter.add(analyze(document)))
  return yield* orFail(weigh(counter.rows(), columns, model))
})

/** Counts the documents' terms and makes the model of them; `columns` is by term of the counter. */
const count = Effect.fnUntraced(function* <E, R>(documents: Documents<E, R>, given: TfidfOptions, hasRows: boolean) {
  const options = yield* orFail(resolveOptions(given))
  yield* refuseText(documents)
  const analyze = yield* orFail(makeAnalyzer(options))
  const fixed = options.vocabulary === null ? undefined : indexTerms(options.vocabulary)
  const counter = new TermCounter(fixed?.index ?? new TermIndex(), {
    ngramRange: options.ngramRange,
    isClosed: fixed !== undefined,
    hasRows
  })
  yield* forEachDocument(documents, (document) => counter.add(analyze(document)))

  const counts = {
    documents: counter.documents,
    termFrequencies: counter.termFrequencies(),
    documentFrequencies: counter.documentFrequencies()
  }
  if (options.vocabulary !== null && fixed !== undefined) {
    if (counter.documents === 0) return yield* new TfidfError({ reason: new NoDocuments() })
    const model = makeModel(options.vocabulary, fixed.terms, counts, options)
    return { counter, columns: fixed.columns, model }
  }
  const term = (node: number) => counter.index.term(node)
  const { terms, vocabulary } = yield* orFail(selectTerms({ ...counts, term }, options))
  const model = makeModel(vocabulary, terms, counts, options)
  return { counter, columns: columnsOf(terms, counter.index.size), model }
})

/** A string is an iterable of strings, so the compiler lets one text through where many are meant. */
const refuseText = (documents: Documents<unknown, unknown>): Effect.Effect<void, TfidfError> =>
  typeof documents === "string"
    ? Effect.fail(new TfidfError({ reason: new BadOption({ option: "documents", problem: "is one text, not many" }) }))
    : Effect.void

const forEachDocument = <E, R>(
  documents: Documents<E, R>,
  f: (document: TfidfDocument) => void
): Effect.Effect<void, E, R> =>
  Stream.runForEachArray(Stream.isStream(documents) ? documents : Stream.fromIterable(documents), (chunk) =>
    Effect.sync(() => chunk.forEach(f))
  )

/** A vocabulary made ready to be looked up. */
interface VocabularyIndex {
  readonly index: TermIndex
  readonly terms: Int32Array
  readonly columns: Int32Array
}

/** Models are plain data, so what is derived from them is kept beside them: a search transforms one line at a time. */
const indexes = new WeakMap<TfidfModel, VocabularyIndex>()

const indexOf = (model: TfidfModel): VocabularyIndex => {
  const known = indexes.get(model)
  if (known !== undefined) return known
  const made = indexTerms(model.vocabulary)
  indexes.set(model, made)
  return made
}

const indexTerms = (vocabulary: ReadonlyArray<string>): VocabularyIndex => {
  const index = new TermIndex()
  const terms = Int32Array.from(vocabulary, (term) => index.addTerm(term))
  return { index, terms, columns: columnsOf(terms, index.size) }
}

const columnsOf = (terms: Int32Array, size: number): Int32Array => {
  const columns = new Int32Array(size).fill(-1)
  for (const [column, term] of terms.entries()) columns[term] = column
  return columns
}

/** Every reason becomes the one error of this module. */
const orFail = <A>(result: Result.Result<A, TfidfError["reason"]>): Effect.Effect<A, TfidfError> =>
  Effect.fromResult(Result.mapError(result, (reason) => new TfidfError({ reason })))
