/**
 * Adding many tables of counted terms at once.
 *
 * Two tables are added in one pass over both (`addTables`); many by pairs would
 * move each count once for every doubling. Here the children of all tables are
 * sorted together, by parent and then word, one length of terms after another.
 *
 * Each loop over all nodes is a function of its own: the engine compiles a loop
 * while it runs for the first time, and would know nothing of those behind it.
 *
 * @module
 */
import { ByteWords } from "./ByteWords.ts"
import { Int32Buffer } from "./Int32Buffer.ts"
import type { PackedTable } from "./PackedTable.ts"
import { release } from "./release.ts"
import { type Children, sortChildren } from "./sortChildren.ts"

/** A table, where its nodes are in the sum, and the first of its children that has no place there yet. */
interface Summand {
  readonly table: PackedTable
  readonly nodes: Int32Array
  begin: number
  /** Behind the children whose parents have a place. */
  end: number
}

/**
 * The counts of all documents of all tables: what counting them together would have given. Undefined where the words of
 * a table are not in order.
 */
export const sumTables = (tables: ReadonlyArray<PackedTable>): PackedTable | undefined => {
  const summands = tables.map(
    (table): Summand => ({ table, nodes: new Int32Array(table.termFrequencies.length), begin: 0, end: 0 })
  )
  const words = placeWords(summands)
  if (words === undefined) return undefined
  const parents = new Int32Buffer()
  const lastWords = new Int32Buffer()
  for (let first = 0; ; ) {
    const size = words.wordCount + parents.length
    const children = childrenOf(summands)
    const count = children.parents.length
    if (count === 0) break
    for (const each of [parents, lastWords]) each.reserve(each.length + count)
    const sorted = sortChildren(children, words.wordCount, first, size)
    const nodes = numberChildren(children, sorted, parents, lastWords, size)
    placeChildren(summands, nodes)
    release(children.parents, children.words, sorted, nodes)
    first = size
  }
  const size = words.wordCount + parents.length
  const sum = {
    ...words,
    documents: tables.reduce((sum, { documents }) => sum + documents, 0),
    parents: parents.view().slice(),
    lastWords: lastWords.view().slice(),
    termFrequencies: summed(summands, size, ({ termFrequencies }) => termFrequencies),
    documentFrequencies: summed(summands, size, ({ documentFrequencies }) => documentFrequencies)
  }
  release(parents.array, lastWords.array, ...summands.map(({ nodes }) => nodes))
  return sum
}

/** All words in order; their places in it are noted. */
const placeWords = (summands: ReadonlyArray<Summand>): Pick<PackedTable, "words" | "wordCount"> | undefined => {
  const found = new ByteWords()
  for (const { nodes, table } of summands) {
    if (!found.numberAll(table.words, table.wordCount, nodes)) return undefined
  }
  const { places, words } = found.sorted()
  for (const { nodes, table } of summands) placeNumbers(nodes, table.wordCount, places)
  return { words, wordCount: found.size }
}

const placeNumbers = (nodes: Int32Array, words: number, places: Int32Array): void => {
  for (let word = 0; word < words; word++) nodes[word] = places[nodes[word] ?? 0] ?? 0
}

/** The next length of terms: children whose parents have a place, of which `begin` to `end` are noted. */
const childrenOf = (summands: ReadonlyArray<Summand>): Children => {
  let size = 0
  for (const summand of summands) {
    const { begin, table } = summand
    summand.end = firstWithParent(table.parents, begin, table.wordCount + begin)
    size += summand.end - begin
  }
  const parents = new Int32Array(size)
  const words = new Int32Array(size)
  let at = 0
  for (const summand of summands) {
    placeSome(summand.table.parents, summand, parents, at)
    placeSome(summand.table.lastWords, summand, words, at)
    at += summand.end - summand.begin
  }
  return { parents, words }
}

const placeSome = (ofChildren: Int32Array, { begin, end, nodes }: Summand, into: Int32Array, first: number): void => {
  let at = first
  for (let child = begin; child < end; child++) into[at++] = nodes[ofChildren[child] ?? 0] ?? 0
}

/** The first child behind `begin` with this parent or a later one; parents ascend. */
const firstWithParent = (parents: Int32Array, begin: number, parent: number): number => {
  let low = begin
  let high = parents.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((parents[middle] ?? 0) < parent) low = middle + 1
    else high = middle
  }
  return low
}

/** Notes each different child in the sum; answers the node of each child. */
const numberChildren = (
  { parents, words }: Children,
  sorted: Int32Array,
  parentsOfSum: Int32Buffer,
  wordsOfSum: Int32Buffer,
  size: number
): Int32Array => {
  const nodes = new Int32Array(sorted.length)
  let node = size - 1
  let parent = -1
  let word = -1
  for (let i = 0; i < sorted.length; i++) {
    const child = sorted[i] ?? 0
    const parentOfChild = parents[child] ?? 0
    const wordOfChild = words[child] ?? 0
    if (parentOfChild !== parent || wordOfChild !== word) {
      parent = parentOfChild
      word = wordOfChild
      parentsOfSum.push(parent)
      wordsOfSum.push(word)
      node++
    }
    nodes[child] = node
  }
  return nodes
}

const placeChildren = (summands: ReadonlyArray<Summand>, nodesOfChildren: Int32Array): void => {
  let from = 0
  for (const summand of summands) {
    const { begin, end, nodes, table } = summand
    nodes.set(nodesOfChildren.subarray(from, from + end - begin), table.wordCount + begin)
    from += end - begin
    summand.begin = end
  }
}

const summed = (
  summands: ReadonlyArray<Summand>,
  size: number,
  frequenciesOf: (table: PackedTable) => Int32Array
): Int32Array => {
  const sums = new Int32Array(size)
  for (const { nodes, table } of summands) addInto(sums, nodes, frequenciesOf(table))
  return sums
}

const addInto = (sums: Int32Array, nodes: Int32Array, frequencies: Int32Array): void => {
  for (let node = 0; node < frequencies.length; node++) {
    const into = nodes[node] ?? 0
    sums[into] = (sums[into] ?? 0) + (frequencies[node] ?? 0)
  }
}
