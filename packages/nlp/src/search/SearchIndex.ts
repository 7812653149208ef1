/**
 * An inverted index over weighed documents: which of them are nearest to a query.
 *
 * Documents are held as counts, and weighed while they are read: for each
 * column the rows that have it, and for each row its columns. A search walks
 * the rows of the query's columns alone, adding up, and keeps the best.
 *
 * @module
 */
import type { CsrMatrix } from "../tfidf/CsrMatrix.ts"
import type { Weighing } from "../tfidf/Weights.ts"
import { growing, type Numbers, narrowest } from "./NumberArrays.ts"
import { TopRows } from "./TopRows.ts"

/** A row's or a query's weights, columns ascending. */
export interface SparseVector {
  readonly columns: ArrayLike<number>
  readonly weights: ArrayLike<number>
}

/** What a search found. */
export interface Hits {
  /** Best first. */
  readonly hits: ReadonlyArray<Hit>
  /** How many documents have something in common with the query and are accepted. */
  readonly total: number
}

/** A document that was found. */
export interface Hit {
  readonly row: number
  /** Cosine of the angle to the query, 0 to 1. */
  readonly score: number
}

export interface SearchOptions {
  /** How many documents, at most. */
  readonly limit: number
  /** Which rows may be answered; all unless given. Asked only of rows that have something in common with the query. */
  readonly accepts?: ((row: number) => boolean) | undefined
}

/** Weighed documents that can be searched. */
export class SearchIndex {
  /** How many documents there are. */
  readonly rows: number
  readonly #model: Weighing
  readonly #weightOfCount: (count: number) => number
  /** By rows: the columns of row `i` are those from `#offsets[i]`. */
  readonly #offsets: Numbers
  readonly #columns: Numbers
  readonly #counts: Numbers
  /** By columns: the rows of column `i` are those from `#begins[i]`. */
  readonly #begins: Numbers
  readonly #postings: Numbers
  readonly #postingCounts: Numbers
  /** What a row's weights are divided by. */
  readonly #lengths: Float64Array
  /** Of the search that is at work: the rows that have a sum, the sums, and whether a row has one; 0 between searches. */
  readonly #touched: Uint32Array
  readonly #sums: Float64Array
  readonly #isTouched: Uint8Array

  /** Indexes the counts of documents, given in pieces in the order of their rows; see `TermCounts.countMatrix`. */
  constructor(model: Weighing, counts: Iterable<CsrMatrix>) {
    this.#model = model
    const { binary, sublinearTf } = model.options
    this.#weightOfCount = (count) => (sublinearTf ? Math.log(binary ? 1 : count) + 1 : binary ? 1 : count)
    const offsets = growing()
    const columns = growing()
    const values = growing()
    offsets.push(0)
    for (const { data, indices, indptr, shape } of counts) {
      const before = columns.length
      columns.append(indices)
      values.append(data)
      for (let row = 1; row <= shape[0]; row++) offsets.push(before + (indptr[row] ?? 0))
    }
    this.rows = offsets.length - 1
    this.#offsets = narrowest(offsets.take())
    this.#columns = narrowest(columns.take())
    this.#counts = narrowest(values.take())
    const inverted = this.#invert()
    this.#begins = inverted.begins
    this.#postings = inverted.postings
    this.#postingCounts = inverted.counts
    this.#lengths = Float64Array.from({ length: this.rows }, (_, row) => this.#length(row))
    this.#sums = new Float64Array(this.rows)
    this.#touched = new Uint32Array(this.rows)
    this.#isTouched = new Uint8Array(this.rows)
  }

  /** A document's weights, of length 1 unless it has no term. */
  vectorOf(row: number): SparseVector {
    const begin = this.#offsets[row] ?? 0
    const end = this.#offsets[row + 1] ?? begin
    const length = this.#lengths[row] || 1
    const columns = this.#columns.slice(begin, end)
    const weights = Float64Array.from(columns, (column, at) => this.#weight(column, this.#counts[begin + at]) / length)
    return { columns, weights }
  }

  /** In how many documents a column is. */
  documentsOf(column: number): number {
    return (this.#begins[column + 1] ?? 0) - (this.#begins[column] ?? 0)
  }

  /**
   * The documents with the greatest scores, best first; of equal ones the later row. None that has nothing in
   * common with the query. The same, to the last bit, as multiplying every row with the query column by column.
   */
  search(query: SparseVector, { accepts = acceptAll, limit }: SearchOptions): Hits {
    const best = new TopRows(limit, this.rows)
    let touched = 0
    for (let i = 0; i < query.columns.length; i++) {
      const weight = query.weights[i] ?? 0
      if (weight !== 0) touched = this.#addColumn(query.columns[i] ?? 0, weight, touched)
    }
    let total = 0
    for (let at = 0; at < touched; at++) {
      const row = this.#touched[at] ?? 0
      const score = this.#sums[row] ?? 0
      this.#sums[row] = 0
      this.#isTouched[row] = 0
      if (score <= 0 || !accepts(row)) continue
      total++
      if (best.wants(score, row)) best.add(score, row)
    }
    return { hits: best.take(), total }
  }

  /** Adds what the rows of a column have in common with a query to their sums; answers how many have one then. */
  #addColumn(column: number, weight: number, before: number): number {
    const sums = this.#sums
    const isTouched = this.#isTouched
    const lengths = this.#lengths
    const postings = this.#postings
    const end = this.#begins[column + 1] ?? 0
    let touched = before
    for (let at = this.#begins[column] ?? 0; at < end; at++) {
      const row = postings[at] ?? 0
      if (isTouched[row] === 0) {
        isTouched[row] = 1
        this.#touched[touched++] = row
      }
      sums[row] = (sums[row] ?? 0) + weight * (this.#weight(column, this.#postingCounts[at]) / (lengths[row] || 1))
    }
    return touched
  }

  #weight(column: number, count = 0): number {
    return this.#weightOfCount(count) * (this.#model.idf[column] ?? 0)
  }

  #length(row: number): number {
    const { norm } = this.#model.options
    if (norm === null) return 1
    let sum = 0
    for (let at = this.#offsets[row] ?? 0; at < (this.#offsets[row + 1] ?? 0); at++) {
      const weight = this.#weight(this.#columns[at] ?? 0, this.#counts[at])
      sum += norm === "l1" ? Math.abs(weight) : weight * weight
    }
    return norm === "l1" ? sum : Math.sqrt(sum)
  }

  /** The same entries by column, rows ascending in each. */
  #invert() {
    const columns = this.#columns
    const begins = new Uint32Array(this.#model.vocabulary.length + 1)
    for (const column of columns) begins[column + 1] = (begins[column + 1] ?? 0) + 1
    for (let column = 1; column < begins.length; column++) {
      begins[column] = (begins[column] ?? 0) + (begins[column - 1] ?? 0)
    }
    const next = begins.slice()
    const postings = new Uint32Array(columns.length)
    const counts = this.#counts.slice()
    for (let row = 0; row < this.rows; row++) {
      for (let at = this.#offsets[row] ?? 0; at < (this.#offsets[row + 1] ?? 0); at++) {
        const column = columns[at] ?? 0
        const place = next[column] ?? 0
        next[column] = place + 1
        postings[place] = row
        counts[place] = this.#counts[at] ?? 0
      }
    }
    return { begins, postings, counts }
  }
}

const acceptAll = (): boolean => true
