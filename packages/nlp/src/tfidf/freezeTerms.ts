/**
 * From the order in which terms were met to the order of a `TermTable`.
 *
 * Words apart, every step is a pass, a counting sort, or the sort of one short
 * row, so the time is nearly proportional to the terms and entries.
 *
 * @module
 */
import { sortByCodePoint } from "./CodePoints.ts"
import type { RowCounts, TermCounter } from "./TermCounter.ts"
import type { TermIndex } from "./TermIndex.ts"
import { prune, type TermTable } from "./TermTable.ts"

/** What a counter has counted, sorted; its rows too, if it kept them. */
export const freezeTerms = (counter: TermCounter): { readonly table: TermTable; readonly rows: RowCounts } => {
  const { index } = counter
  const words = sortByCodePoint([...index.words().keys()])
  const { nodes, order } = sortNodes(index, words)
  const children = order.subarray(words.length)
  const { table, nodes: kept } = prune({
    documents: counter.documents,
    words,
    parents: pick(nodes, pick(index.parents, children)),
    lastWords: pick(nodes, pick(index.lastWords, children)),
    termFrequencies: pick(counter.termFrequencies(), order),
    documentFrequencies: pick(counter.documentFrequencies(), order)
  })
  return { table, rows: sortRows(counter.rows(), pick(kept, nodes)) }
}

/** `values[places[0]], values[places[1]], …` */
const pick = (values: Int32Array, places: Int32Array): Int32Array<ArrayBuffer> => {
  const picked = new Int32Array(places.length)
  for (let i = 0; i < places.length; i++) picked[i] = values[places[i] ?? 0] ?? 0
  return picked
}

/** The table's order of the index's nodes, and the place of each node in it: words first, then breadth first. */
const sortNodes = (index: TermIndex, words: ReadonlyArray<string>) => {
  const order = new Int32Array(index.size)
  const nodes = new Int32Array(index.size)
  for (const [rank, word] of words.entries()) {
    const node = index.findWord(word)
    order[rank] = node
    nodes[node] = rank
  }
  const byWord = countingSort(childrenOf(index), pick(nodes, index.lastWords), words.length)
  const { begins, sorted } = countingSort(byWord.sorted, index.parents, index.size)
  let numbered = words.length
  for (let place = 0; place < numbered; place++) {
    const parent = order[place] ?? 0
    for (let at = begins[parent] ?? 0; at < (begins[parent + 1] ?? 0); at++) {
      const child = sorted[at] ?? 0
      nodes[child] = numbered
      order[numbered++] = child
    }
  }
  return { order, nodes }
}

/** The nodes that are no words. */
const childrenOf = (index: TermIndex): Int32Array => {
  const parents = index.parents
  const children = new Int32Array(parents.length - index.words().size)
  let size = 0
  for (let node = 0; node < parents.length; node++) if ((parents[node] ?? -1) >= 0) children[size++] = node
  return children
}

/** Sorts by `keys[value]`, from 0 to below `size`, keeping the order of equal keys; key `k` begins at `begins[k]`. */
const countingSort = (values: Int32Array, keys: Int32Array, size: number) => {
  const begins = new Int32Array(size + 1)
  for (let i = 0; i < values.length; i++) {
    const after = (keys[values[i] ?? 0] ?? 0) + 1
    begins[after] = (begins[after] ?? 0) + 1
  }
  for (let i = 1; i <= size; i++) begins[i] = (begins[i] ?? 0) + (begins[i - 1] ?? 0)
  const next = begins.slice()
  const sorted = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    const key = keys[value] ?? 0
    const at = next[key] ?? 0
    next[key] = at + 1
    sorted[at] = value
  }
  return { sorted, begins }
}

/** Renumbers the terms and sorts each row by them. */
const sortRows = (rows: RowCounts, nodes: Int32Array): RowCounts => {
  const terms = new Int32Array(rows.terms.length)
  const counts = new Int32Array(rows.terms.length)
  /** One number for term and count, so that a typed array sorts both; counts are below `base`. */
  const base = rows.counts.reduce((most, count) => Math.max(most, count), 0) + 1
  let keys = new Float64Array(256)
  for (let row = 0; row < rows.offsets.length - 1; row++) {
    const begin = rows.offsets[row] ?? 0
    const width = (rows.offsets[row + 1] ?? 0) - begin
    if (width > keys.length) keys = new Float64Array(width * 2)
    for (let i = 0; i < width; i++) {
      keys[i] = (nodes[rows.terms[begin + i] ?? 0] ?? 0) * base + (rows.counts[begin + i] ?? 0)
    }
    keys.subarray(0, width).sort()
    for (let i = 0; i < width; i++) {
      const key = keys[i] ?? 0
      const term = Math.floor(key / base)
      terms[begin + i] = term
      counts[begin + i] = key - term * base
    }
  }
  return { offsets: rows.offsets.slice(), terms, counts }
}
