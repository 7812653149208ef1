import type { RowCounts } from "./RowCounts.ts"
import { prune, type TermTable } from "./TermTable.ts"

/** The sums of some documents of a part, by their places in it. */
export const tableOfRows = (
  { rows, table }: { readonly rows: RowCounts; readonly table: TermTable },
  places: Iterable<number>
): TermTable => {
  const termFrequencies = new Int32Array(table.termFrequencies.length)
  const documentFrequencies = new Int32Array(table.documentFrequencies.length)
  let documents = 0
  for (const row of places) {
    documents++
    for (let entry = rows.offsets[row] ?? 0; entry < (rows.offsets[row + 1] ?? 0); entry++) {
      const term = rows.terms[entry] ?? 0
      termFrequencies[term] = (termFrequencies[term] ?? 0) + (rows.counts[entry] ?? 0)
      documentFrequencies[term] = (documentFrequencies[term] ?? 0) + 1
    }
  }
  return prune({ ...table, documents, termFrequencies, documentFrequencies })
}
