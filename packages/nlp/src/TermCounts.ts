/**
 * A TF-IDF model from counts that are kept: map, reduce, and select.
 *
 * `countTerms` reads the documents of one part (a partition of the corpus)
 * once and for all; its result, or the bytes of it, is kept by the content of
 * the part. `mergeCounts` adds parts up exactly, in any order and grouping, and
 * subtracts documents that no longer count, without their text. From the sum,
 * `selectVocabulary` makes the model that `Tfidf.fit` would have made of all
 * the documents, and `weighCounts` the rows that `Tfidf.transform` would have
 * made of a part.
 *
 * A day's new documents on a large corpus: the sum of yesterday is a part like
 * any other: `mergeCounts([yesterday, today], { remove })`.
 *
 * All counts that meet must have been made with equal options.
 *
 * @module
 */
import { Result } from "effect"
import { type AnalyzerOptions, makeAnalyzer, type TfidfDocument, type Tokens } from "./tfidf/Analyzer.ts"
import type { CsrMatrix } from "./tfidf/CsrMatrix.ts"
import { decodeTable } from "./tfidf/decodeTable.ts"
import { encodeTable } from "./tfidf/encodeTable.ts"
import type { RowCounts } from "./tfidf/RowCounts.ts"
import { selectTerms } from "./tfidf/Selection.ts"
import { TermCounting } from "./tfidf/TermCounting.ts"
import { TermSumming } from "./tfidf/TermSumming.ts"
import { findTerm, type TermTable, termOf } from "./tfidf/TermTable.ts"
import { CorruptCounts, NoDocuments, TfidfError } from "./tfidf/TfidfError.ts"
import { makeModel, type TfidfModel } from "./tfidf/TfidfModel.ts"
import { resolveOptions, type TfidfOptions } from "./tfidf/TfidfOptions.ts"
import { tableOfRows } from "./tfidf/tableOfRows.ts"
import { columnsOf } from "./tfidf/VocabularyTree.ts"
import { type Weighing, weigh } from "./tfidf/Weights.ts"

export type { CsrMatrix } from "./tfidf/CsrMatrix.ts"
export { findTerm, type TermTable, termOf } from "./tfidf/TermTable.ts"
export type { Weighing } from "./tfidf/Weights.ts"

/** How documents are counted; the same for every part of a corpus. */
export interface CountOptions extends AnalyzerOptions {
  /** The shortest and longest terms, in tokens (`[1, 1]`). */
  readonly ngramRange?: readonly [number, number] | undefined
}

/** Frequencies of terms over a corpus: what a model is made of. */
export interface CorpusCounts {
  readonly table: TermTable
}

/** The counts of one part: its sums, and the terms of each document in the order in which they were given. */
export interface TermCounts extends CorpusCounts {
  readonly rows: RowCounts
}

/** Documents of a part that no longer count, by their places in it, each once. */
export interface Removal {
  readonly counts: TermCounts
  readonly rows: Iterable<number>
}

/** Counts the terms of each document and of all. Fails only with `BadOption`. */
export const countTerms = (
  documents: Iterable<TfidfDocument>,
  options: CountOptions = {}
): Result.Result<TermCounts, TfidfError> => Result.flatMap(countEncoded(documents, options), decodeTermCounts)

/** The same as `encodeCounts` would encode it, in less time. Fails only with `BadOption`. */
export const countEncoded = (
  documents: Iterable<TfidfDocument>,
  options: CountOptions = {}
): Result.Result<Uint8Array<ArrayBuffer>, TfidfError> => encoded(documents, options, true)

/** The sums alone, without the counts of each document: see `CountsSum.addBytes`. Fails only with `BadOption`. */
export const sumEncoded = (
  documents: Iterable<TfidfDocument>,
  options: CountOptions = {}
): Result.Result<Uint8Array<ArrayBuffer>, TfidfError> => encoded(documents, options, false)

const encoded = (documents: Iterable<TfidfDocument>, options: CountOptions, hasRows: boolean) =>
  Result.map(makeReader(options), ({ ngramRange, read }) => {
    let counting: TermCounting | undefined
    for (const document of documents) {
      const tokens = read(document)
      counting ??= takeCounting(tokens)
      counting.add(tokens)
    }
    return countWith(counting ?? takeCounting([]), ngramRange, hasRows)
  })

/** The counts of documents that will never be removed, of which not all need to fit in memory. Fails only with `BadOption`. */
export const countCorpus = (
  documents: Iterable<TfidfDocument>,
  options: CountOptions = {}
): Result.Result<CorpusCounts, TfidfError> =>
  Result.flatMap(makeReader(options), ({ ngramRange, read }) => {
    const sum = new CountsSum()
    const countThese = (counting: TermCounting) => sum.addBytes(countWith(counting, ngramRange, false))
    return Result.gen(function* () {
      let counting: TermCounting | undefined
      for (const document of documents) {
        const tokens = read(document)
        counting ??= takeCounting(tokens)
        counting.add(tokens)
        if (counting.documents < documentsAtOnce) continue
        yield* countThese(counting)
        counting = undefined
      }
      if (counting !== undefined) yield* countThese(counting)
      return yield* sum.result()
    })
  })

/**
 * The sum of the parts without the removed documents: equal to counting the
 * documents that are left, byte for byte. Parts may be generated one by one;
 * they are not held together. Fails with `InconsistentCounts` if documents are
 * removed that the parts do not hold.
 */
export const mergeCounts = (
  parts: Iterable<CorpusCounts>,
  { remove = [] }: { readonly remove?: Iterable<Removal> } = {}
): Result.Result<CorpusCounts, TfidfError> => {
  const sum = new CountsSum()
  return Result.gen(function* () {
    for (const part of parts) yield* sum.add(part)
    for (const { counts, rows } of remove) yield* sum.subtract(countsOfRows(counts, rows))
    return yield* sum.result()
  })
}

/**
 * A sum that grows one part at a time, for those who read parts one by one.
 *
 * What is subtracted may come before what it is taken from; the sum as a whole
 * must not go below nothing, or `result` fails with `InconsistentCounts`.
 */
export class CountsSum {
  readonly #sum = new TermSumming()

  add({ table }: CorpusCounts): Result.Result<void, TfidfError> {
    return this.addBytes(encodeTable(table, undefined))
  }

  subtract({ table }: CorpusCounts): Result.Result<void, TfidfError> {
    return orFail(this.#sum.add(encodeTable(table, undefined), -1))
  }

  /** Adds a part or sum as it is kept, in less time than it takes to decode it. After a failure the sum is of no use. */
  addBytes(bytes: Uint8Array): Result.Result<void, TfidfError> {
    return orFail(this.#sum.add(bytes, 1))
  }

  result(): Result.Result<CorpusCounts, TfidfError> {
    return Result.flatMap(this.encoded(), decodeCorpusCounts)
  }

  /** The result as `encodeCounts` makes it. */
  encoded(): Result.Result<Uint8Array<ArrayBuffer>, TfidfError> {
    return orFail(this.#sum.sum())
  }
}

/** The sums of some documents of a part, by their places in it, each once. */
export const countsOfRows = (counts: TermCounts, rows: Iterable<number>): CorpusCounts => ({
  table: tableOfRows(counts, rows)
})

/** The model that `Tfidf.fit` makes of the counted documents with these options. */
export const selectVocabulary = (
  { table }: CorpusCounts,
  options: TfidfOptions = {}
): Result.Result<TfidfModel, TfidfError> =>
  Result.gen(function* () {
    const resolved = yield* orFail(resolveOptions(options))
    const { documents } = table
    if (resolved.vocabulary !== null) {
      if (documents === 0) return yield* orFail(Result.fail(new NoDocuments()))
      const nodes = Int32Array.from(resolved.vocabulary, (term) => findTerm(table, term))
      return makeModel(resolved.vocabulary, nodes, table, resolved)
    }
    const term = (node: number) => termOf(table, node)
    const { terms, vocabulary } = yield* orFail(selectTerms({ ...table, term }, resolved))
    return makeModel(vocabulary, terms, table, resolved)
  })

/** The weights of a part's documents: what `Tfidf.transform` makes of them. */
export const weighCounts = (model: Weighing, counts: TermCounts): Result.Result<CsrMatrix, TfidfError> =>
  orFail(weigh(counts.rows, columnsOf(model.vocabulary, counts.table), model))

/** How often each document of a part has each term of a vocabulary: the matrix before it is weighed. */
export const countMatrix = (vocabulary: ReadonlyArray<string>, counts: TermCounts): CsrMatrix =>
  Result.getOrThrow(
    weigh(counts.rows, columnsOf(vocabulary, counts.table), {
      vocabulary,
      idf: new Float64Array(vocabulary.length).fill(1),
      options: { binary: false, sublinearTf: false, norm: null }
    })
  )

/** The counts as bytes; equal counts give equal bytes, whoever made them. */
export const encodeCounts = (counts: CorpusCounts | TermCounts): Uint8Array<ArrayBuffer> =>
  encodeTable(counts.table, "rows" in counts ? counts.rows : undefined)

/** A part from its bytes; fails with `CorruptCounts` if they are anything else. */
export const decodeTermCounts = (bytes: Uint8Array): Result.Result<TermCounts, TfidfError> =>
  orFail(
    Result.flatMap(decodeTable(bytes, true), ({ rows, table }) =>
      rows === undefined
        ? Result.fail(new CorruptCounts({ problem: "they are sums, without the documents" }))
        : Result.succeed({ table, rows })
    )
  )

/** The sums from the bytes of a part or of a sum; fails with `CorruptCounts` if they are anything else. */
export const decodeCorpusCounts = (bytes: Uint8Array): Result.Result<CorpusCounts, TfidfError> =>
  orFail(Result.map(decodeTable(bytes, false), ({ table }) => ({ table })))

/** How many documents are sorted together where only sums are wanted: more take more memory, fewer more additions. */
const documentsAtOnce = 2_048

/**
 * Those that count and are not at work, with their memory: by the lexicon that they know, since learning a large one
 * takes long, or by nothing. Counting may count: documents may be made while they are read.
 */
const idle = new WeakMap<object, Array<TermCounting>>()
const noLexicon = {}

const idleFor = (lexicon: object): Array<TermCounting> => {
  const found = idle.get(lexicon) ?? []
  idle.set(lexicon, found)
  return found
}

const takeCounting = (tokens: Tokens): TermCounting =>
  idleFor("lexicon" in tokens ? tokens.lexicon : noLexicon).pop() ?? new TermCounting()

const countWith = (counting: TermCounting, ngramRange: readonly [number, number], hasRows: boolean) => {
  const counted = counting.count(ngramRange, hasRows)
  idleFor(counting.lexicon ?? noLexicon).push(counting)
  return counted
}

const makeReader = (options: CountOptions) =>
  Result.gen(function* () {
    const { ngramRange } = yield* orFail(resolveOptions(options))
    return { ngramRange, read: yield* orFail(makeAnalyzer(options)) }
  })

const orFail = <A>(result: Result.Result<A, TfidfError["reason"]>): Result.Result<A, TfidfError> =>
  Result.mapError(result, (reason) => new TfidfError({ reason }))
