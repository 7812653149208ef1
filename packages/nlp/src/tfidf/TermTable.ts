/**
 * Terms with their frequencies over some documents, in the one order that
 * depends on nothing but the terms.
 *
 * Node `i` below `words.length` is the word `words[i]`; the nodes behind are
 * longer terms, each its parent's term followed by one more word, sorted by
 * parent and then word. Parents come before their children. A node with the
 * frequency 0 is no term, but the beginning or a word of one. Equal counts
 * give equal tables, so tables can be compared and hashed.
 *
 * @module
 */
import { compareCodePoints } from "./CodePoints.ts"

export interface TermTable {
  /** How many documents were counted. */
  readonly documents: number
  /** Without spaces, sorted by code point. */
  readonly words: ReadonlyArray<string>
  /** The parents of the nodes behind the words. */
  readonly parents: Int32Array
  /** The last words of the nodes behind the words. */
  readonly lastWords: Int32Array
  /** Occurrences, by node. */
  readonly termFrequencies: Int32Array
  /** Documents, by node. */
  readonly documentFrequencies: Int32Array
}

/** The term of a node. */
export const termOf = (table: TermTable, node: number): string => {
  const child = node - table.words.length
  return child < 0
    ? (table.words[node] ?? "")
    : `${termOf(table, table.parents[child] ?? 0)} ${table.words[table.lastWords[child] ?? 0]}`
}

/** The node of a term, or -1 if the table has none. */
export const findTerm = (table: TermTable, term: string): number => {
  let node = -1
  for (const text of term.split(" ")) {
    const word = findWord(table.words, text)
    if (word < 0) return -1
    node = node < 0 ? word : findChild(table, node, word)
    if (node < 0) return -1
  }
  return node
}

const findWord = (words: ReadonlyArray<string>, word: string): number => {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareCodePoints(words[middle] ?? "", word) < 0) low = middle + 1
    else high = middle
  }
  return words[low] === word ? low : -1
}

const findChild = ({ lastWords, parents, words }: TermTable, parent: number, word: number): number => {
  let low = 0
  let high = parents.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = (parents[middle] ?? 0) - parent || (lastWords[middle] ?? 0) - word
    if (order < 0) low = middle + 1
    else high = middle
  }
  return parents[low] === parent && lastWords[low] === word ? words.length + low : -1
}

/** Drops the nodes that are neither a term nor part of one. */
export const prune = (table: TermTable): TermTable => {
  const { lastWords, parents, termFrequencies, words } = table
  /** Where each node goes, -1 if it is dropped. */
  const nodes = new Int32Array(termFrequencies.length).fill(-1)
  for (let node = nodes.length - 1; node >= 0; node--) {
    if ((termFrequencies[node] ?? 0) === 0 && nodes[node] === -1) continue
    nodes[node] = 0
    if (node < words.length) continue
    nodes[parents[node - words.length] ?? 0] = 0
    nodes[lastWords[node - words.length] ?? 0] = 0
  }
  let size = 0
  for (let node = 0; node < nodes.length; node++) if (nodes[node] === 0) nodes[node] = size++
  if (size === nodes.length) return table
  const keptWords = words.filter((_, word) => (nodes[word] ?? -1) >= 0)
  return compacted(table, keptWords, nodes, size)
}

/** The table with its nodes at their new places; loops, since this may be millions of nodes for a few that go. */
const compacted = (table: TermTable, words: ReadonlyArray<string>, nodes: Int32Array, size: number): TermTable => {
  const before = table.words.length
  const parents = new Int32Array(size - words.length)
  const lastWords = new Int32Array(size - words.length)
  const termFrequencies = new Int32Array(size)
  const documentFrequencies = new Int32Array(size)
  for (let node = 0; node < nodes.length; node++) {
    const place = nodes[node] ?? -1
    if (place < 0) continue
    termFrequencies[place] = table.termFrequencies[node] ?? 0
    documentFrequencies[place] = table.documentFrequencies[node] ?? 0
    if (node < before) continue
    parents[place - words.length] = nodes[table.parents[node - before] ?? 0] ?? 0
    lastWords[place - words.length] = nodes[table.lastWords[node - before] ?? 0] ?? 0
  }
  return { documents: table.documents, words, parents, lastWords, termFrequencies, documentFrequencies }
}
