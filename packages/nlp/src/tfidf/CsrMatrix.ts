/**
 * A sparse matrix by rows, laid out as scipy's `csr_matrix`.
 *
 * Row `i` has its columns, ascending, in `indices[indptr[i] … indptr[i + 1]]`
 * and its values at the same places of `data`.
 */
export interface CsrMatrix {
  /** Rows, columns. */
  readonly shape: readonly [number, number]
  readonly indptr: Int32Array
  readonly indices: Int32Array
  readonly data: Float64Array
}
