/**
 * From counts to TF-IDF weights.
 *
 * @module
 */
import { Result } from "effect"
import type { CsrMatrix } from "./CsrMatrix.ts"
import type { RowCounts } from "./RowCounts.ts"
import { InfiniteWeight } from "./TfidfError.ts"
import type { ResolvedOptions } from "./TfidfOptions.ts"

/** ln(documents / documents with the term) + 1 for each column; all 1 where idf is off. */
export const inverseDocumentFrequencies = (
  documentFrequencies: ArrayLike<number>,
  documents: number,
  options: Pick<ResolvedOptions, "useIdf" | "smoothIdf">
): Float64Array<ArrayBuffer> => {
  const extra = options.smoothIdf ? 1 : 0
  return Float64Array.from(documentFrequencies, (frequency) =>
    options.useIdf ? Math.log((documents + extra) / (frequency + extra)) + 1 : 1
  )
}

/** What weighing needs of a model. */
export interface Weighing {
  readonly vocabulary: ReadonlyArray<string>
  readonly idf: Float64Array
  readonly options: Pick<ResolvedOptions, "binary" | "sublinearTf" | "norm">
}

/**
 * The rows' weights, columns ascending in each row.
 *
 * `columns[term]` is the column of a counted term, -1 for terms outside of the
 * vocabulary. A row without any term of the vocabulary stays empty. Fails
 * where a norm would have to scale an infinite weight.
 */
export const weigh = (
  rows: RowCounts,
  columns: Int32Array,
  model: Weighing
): Result.Result<CsrMatrix, InfiniteWeight> => {
  const { binary, norm, sublinearTf } = model.options
  const height = Math.max(0, rows.offsets.length - 1)
  const indptr = new Int32Array(height + 1)
  const size = countEntries(rows, columns)
  const indices = new Int32Array(size)
  const data = new Float64Array(size)
  /** One number for column and count, so that a typed array sorts both; counts are below `base`. */
  const base = rows.counts.reduce((most, count) => Math.max(most, count), 0) + 1
  const keys = new Float64Array(longestRow(rows))
  let end = 0
  for (let row = 0; row < height; row++) {
    const begin = end
    const last = rows.offsets[row + 1] ?? 0
    let width = 0
    for (let entry = rows.offsets[row] ?? 0; entry < last; entry++) {
      const column = columns[rows.terms[entry] ?? 0] ?? -1
      if (column >= 0) keys[width++] = column * base + (rows.counts[entry] ?? 0)
    }
    keys.subarray(0, width).sort()
    let length = 0
    for (let i = 0; i < width; i++) {
      const key = keys[i] ?? 0
      const column = Math.floor(key / base)
      const count = binary ? 1 : key - column * base
      const weight = (sublinearTf ? Math.log(count) + 1 : count) * (model.idf[column] ?? 0)
      if (norm !== null && !Number.isFinite(weight)) {
        return Result.fail(new InfiniteWeight({ term: model.vocabulary[column] ?? "" }))
      }
      indices[end] = column
      data[end++] = weight
      length += norm === "l1" ? Math.abs(weight) : weight * weight
    }
    if (norm !== null && length > 0) {
      const scale = norm === "l1" ? length : Math.sqrt(length)
      for (let i = begin; i < end; i++) data[i] = (data[i] ?? 0) / scale
    }
    indptr[row + 1] = end
  }
  return Result.succeed({ shape: [height, model.vocabulary.length], indptr, indices, data })
}

const countEntries = (rows: RowCounts, columns: Int32Array): number => {
  let entries = 0
  for (const term of rows.terms) if ((columns[term] ?? -1) >= 0) entries++
  return entries
}

const longestRow = (rows: RowCounts): number => {
  let longest = 0
  for (let row = 1; row < rows.offsets.length; row++) {
    longest = Math.max(longest, (rows.offsets[row] ?? 0) - (rows.offsets[row - 1] ?? 0))
  }
  return longest
}
