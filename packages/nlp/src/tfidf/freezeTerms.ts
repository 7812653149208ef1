/**
 * From the order in which terms were met to the order of a `TermTable`.
 *
 * @module
 */
import { compareCodePoints } from "./CodePoints.ts"
import type { RowCounts, TermCounter } from "./TermCounter.ts"
import { prune, type TermTable } from "./TermTable.ts"

/** What a counter has counted, sorted; its rows too, if it kept them. */
export const freezeTerms = (counter: TermCounter): { readonly table: TermTable; readonly rows: RowCounts } => {
  const { index } = counter
  const words = [...index.words()].sort(([a], [b]) => compareCodePoints(a, b))
  const nodes = new Int32Array(index.size)
  for (const [rank, [, node]] of words.entries()) nodes[node] = rank
  const order = sortChildren(index.parents, index.lastWords, words.length, nodes)
  const frequencies = counter.termFrequencies()
  const documents = counter.documentFrequencies()
  const sorted = (values: Int32Array) => {
    const out = new Int32Array(values.length)
    for (let node = 0; node < values.length; node++) out[nodes[node] ?? 0] = values[node] ?? 0
    return out
  }
  const { table, nodes: kept } = prune({
    documents: counter.documents,
    words: words.map(([word]) => word),
    parents: order.map((node) => nodes[index.parents[node] ?? 0] ?? 0),
    lastWords: order.map((node) => nodes[index.lastWords[node] ?? 0] ?? 0),
    termFrequencies: sorted(frequencies),
    documentFrequencies: sorted(documents)
  })
  const place = nodes.map((node) => kept[node] ?? -1)
  return { table, rows: sortRows(counter.rows(), place, table.termFrequencies.length) }
}

/**
 * The nodes that are no words, by parent and then last word; writes the new
 * numbers of all of them into `nodes`, which has those of the words.
 *
 * Level by level, since a child's order needs its parent's number. Two stable
 * counting sorts order a level, so the time is proportional to its size.
 */
const sortChildren = (parents: Int32Array, lastWords: Int32Array, words: number, nodes: Int32Array): Int32Array => {
  const order = new Int32Array(nodes.length - words)
  let numbered = words
  let level = nodes.map((_, node) => (parents[node] === -1 ? node : -1)).filter((node) => node >= 0)
  while (numbered < nodes.length) {
    const isAbove = new Uint8Array(nodes.length)
    for (const node of level) isAbove[node] = 1
    const below = Int32Array.from(nodes.keys()).filter((node) => isAbove[parents[node] ?? -1] === 1)
    const byWord = countingSort(below, (node) => nodes[lastWords[node] ?? 0] ?? 0, words)
    level = countingSort(byWord, (node) => nodes[parents[node] ?? 0] ?? 0, numbered)
    for (const node of level) {
      order[numbered - words] = node
      nodes[node] = numbered++
    }
  }
  return order
}

/** Sorts by a key from 0 to below `size`, keeping the order of equal keys. */
const countingSort = (values: Int32Array, key: (value: number) => number, size: number): Int32Array<ArrayBuffer> => {
  const next = new Int32Array(size + 1)
  for (const value of values) next[key(value) + 1] = (next[key(value) + 1] ?? 0) + 1
  for (let i = 1; i <= size; i++) next[i] = (next[i] ?? 0) + (next[i - 1] ?? 0)
  const sorted = new Int32Array(values.length)
  for (const value of values) {
    const at = next[key(value)] ?? 0
    next[key(value)] = at + 1
    sorted[at] = value
  }
  return sorted
}

/** Renumbers the terms and sorts each row by them: a transposition there and back, linear in the entries. */
const sortRows = (rows: RowCounts, nodes: Int32Array, size: number): RowCounts => {
  const entries = rows.terms.length
  const next = new Int32Array(size + 1)
  for (const term of rows.terms) {
    const at = (nodes[term] ?? 0) + 1
    next[at] = (next[at] ?? 0) + 1
  }
  for (let i = 1; i <= size; i++) next[i] = (next[i] ?? 0) + (next[i - 1] ?? 0)
  const postings = new Int32Array(entries)
  const postingCounts = new Int32Array(entries)
  const begins = next.slice()
  for (let row = 0; row < rows.offsets.length - 1; row++) {
    for (let entry = rows.offsets[row] ?? 0; entry < (rows.offsets[row + 1] ?? 0); entry++) {
      const node = nodes[rows.terms[entry] ?? 0] ?? 0
      const at = next[node] ?? 0
      next[node] = at + 1
      postings[at] = row
      postingCounts[at] = rows.counts[entry] ?? 0
    }
  }
  const ends = rows.offsets.slice()
  const terms = new Int32Array(entries)
  const counts = new Int32Array(entries)
  for (let node = 0; node < size; node++) {
    for (let at = begins[node] ?? 0; at < (begins[node + 1] ?? 0); at++) {
      const row = postings[at] ?? 0
      const entry = ends[row] ?? 0
      ends[row] = entry + 1
      terms[entry] = node
      counts[entry] = postingCounts[at] ?? 0
    }
  }
  return { offsets: rows.offsets.slice(), terms, counts }
}
