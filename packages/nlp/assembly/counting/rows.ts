/** The same entries by document: the rows behind the table. */
import { mostOfNumber } from "../memory/Bytes"
import { get, Numbers, put } from "../memory/Numbers"
import { numberOf, out } from "../table/encodeTable"
import { entryCounts, entryDocuments, entryNodes } from "./entries"
import { documents } from "./places"

/** Row `i` is `rowOffsets[i]` to `rowOffsets[i + 1]` of the terms and counts. */
const rowOffsets = new Numbers()
const rowTerms = new Numbers()
const rowCounts = new Numbers()
const rowNext = new Numbers()

/** Puts the entries in the order of their documents; those of one stay in that of their terms. */
function sortRows(): void {
  const size = entryNodes.length
  rowOffsets.reserve(documents + 1)
  rowNext.reserve(documents + 1)
  rowTerms.reserve(size)
  rowCounts.reserve(size)
  const offsets = rowOffsets.at
  const next = rowNext.at
  memory.fill(offsets, 0, <usize>(documents + 1) << 2)
  for (let entry = 0; entry < size; entry++) {
    const after = get(entryDocuments.at, entry) + 1
    put(offsets, after, get(offsets, after) + 1)
  }
  for (let row = 1; row <= documents; row++) put(offsets, row, get(offsets, row) + get(offsets, row - 1))
  memory.copy(next, offsets, <usize>(documents + 1) << 2)
  for (let entry = 0; entry < size; entry++) {
    const document = get(entryDocuments.at, entry)
    const at = get(next, document)
    put(next, document, at + 1)
    put(rowTerms.at, at, get(entryNodes.at, entry))
    put(rowCounts.at, at, get(entryCounts.at, entry))
  }
}

/** Writes the rows behind the table. */
export function encodeRows(): void {
  sortRows()
  out.reserveMore(mostOfNumber * documents + 2 * mostOfNumber * entryNodes.length)
  for (let row = 0; row < documents; row++) {
    const begin = get(rowOffsets.at, row)
    const end = get(rowOffsets.at, row + 1)
    out.number(end - begin)
    let term = -1
    for (let entry = begin; entry < end; entry++) {
      const next = get(numberOf.at, get(rowTerms.at, entry))
      const count = get(rowCounts.at, entry)
      out.number((next - term - 1) * 2 + (count > 1 ? 1 : 0))
      if (count > 1) out.number(count - 2)
      term = next
    }
  }
}
