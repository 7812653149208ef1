/** How often which document has which term, by term and then document. */
import { get, Numbers, put } from "../memory/Numbers"
import { table } from "../table/Table"
import { documentAt, tokenAt } from "./places"

export const entryNodes = new Numbers()
export const entryDocuments = new Numbers()
export const entryCounts = new Numbers()

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
