/** The terms of each document, by rows: row `i` is `offsets[i] … offsets[i + 1]` of `terms` and `counts`. */
export interface RowCounts {
  readonly offsets: Int32Array
  readonly terms: Int32Array
  readonly counts: Int32Array
}
