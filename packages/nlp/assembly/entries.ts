/** How often which document has which term, by term and then document; and the same by document. */
import { get, Numbers, put } from "./Numbers"
import { documentAt, documents, tokenAt } from "./places"
import { mostOfNumber } from "./Bytes"
import { numberOf, out, table } from "./Table"

const entryNodes = new Numbers()
const entryDocuments = new Numbers()
const entryCounts = new Numbers()

export function clearEntries(): void {
  entryNodes.length = 0
  entryDocuments.length = 0
  entryCounts.length = 0
}

/**
 * Counts the terms of `length` words that begin at these places, sorted by node, where a token ends with them and they
 * have `shortest` tokens or more.
 */
export function countEntries(begins: usize, size: i32, nodeOf: usize, length: i32, shortest: i32): void {
  const from = entryNodes.length
  entryNodes.reserve(from + size)
  entryDocuments.reserve(from + size)
  entryCounts.reserve(from + size)
  const nodes = entryNodes.at
  const documentsOf = entryDocuments.at
  const counts = entryCounts.at
  const tokens = tokenAt.at
  const places = tokenAt.length
  let last = from - 1
  let lastNode = -1
  let lastDocument = -1
  for (let i = 0; i < size; i++) {
    const begin = get(begins, i)
    const end = begin + length
    const token = get(tokens, end - 1)
    if (end < places && get(tokens, end) == token) continue
    if (token - get(tokens, begin) + 1 < shortest) continue
    const node = get(nodeOf, begin)
    const document = get(documentAt.at, begin)
    if (node == lastNode && document == lastDocument) put(counts, last, get(counts, last) + 1)
    else {
      lastNode = node
      lastDocument = document
      last++
      put(nodes, last, node)
      put(documentsOf, last, document)
      put(counts, last, 1)
    }
  }
  entryNodes.length = last + 1
  entryDocuments.length = last + 1
  entryCounts.length = last + 1
}

/** Occurrences and documents of each of `size` nodes, into the table. */
export function countFrequencies(size: i32): void {
  table.termFrequencies.reserve(size)
  table.documentFrequencies.reserve(size)
  const occurrences = table.termFrequencies.at
  const documentsOf = table.documentFrequencies.at
  memory.fill(occurrences, 0, <usize>size << 2)
  memory.fill(documentsOf, 0, <usize>size << 2)
  for (let entry = 0; entry < entryNodes.length; entry++) {
    const node = get(entryNodes.at, entry)
    put(occurrences, node, get(occurrences, node) + get(entryCounts.at, entry))
    put(documentsOf, node, get(documentsOf, node) + 1)
  }
}

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
  out.reserve(mostOfNumber * documents + 2 * mostOfNumber * entryNodes.length)
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
