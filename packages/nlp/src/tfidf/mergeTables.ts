/**
 * Adding tables of counted terms, in one pass over both.
 *
 * @module
 */
import { Result } from "effect"
import { compareCodePoints } from "./CodePoints.ts"
import { prune, type TermTable, termOf } from "./TermTable.ts"
import { InconsistentCounts } from "./TfidfError.ts"

/** The table with every count below zero that was above: added to another, it takes its documents away. */
export const negated = (table: TermTable): TermTable => ({
  ...table,
  documents: -table.documents,
  termFrequencies: table.termFrequencies.map((frequency) => -frequency),
  documentFrequencies: table.documentFrequencies.map((frequency) => -frequency)
})

/** A sum with negated tables in it as the table of what is left; fails if more was taken away than there was. */
export const settled = (sum: TermTable): Result.Result<TermTable, InconsistentCounts> => {
  const { documentFrequencies, documents, termFrequencies } = sum
  for (let node = 0; node < termFrequencies.length; node++) {
    if ((termFrequencies[node] ?? 0) < 0 || (documentFrequencies[node] ?? 0) < 0) {
      return Result.fail(new InconsistentCounts({ term: termOf(sum, node) }))
    }
  }
  return documents < 0 ? Result.fail(new InconsistentCounts({ term: "" })) : Result.succeed(prune(sum).table)
}

/** The counts of all documents of both: what counting them together would have given. */
export const addTables = (a: TermTable, b: TermTable): TermTable => {
  const { nodesOfA, nodesOfB, words } = mergeWords(a, b)
  const most = words.length + a.parents.length + b.parents.length
  const parents = new Int32Array(most - words.length)
  const lastWords = new Int32Array(most - words.length)
  const sizeOfA = a.parents.length
  const sizeOfB = b.parents.length
  let children = 0
  let i = 0
  for (let j = 0; j <= sizeOfB; j++) {
    // Up to the next node of `b`, the nodes of `a` follow each other: usually a long way.
    const parentOfB = j < sizeOfB ? (nodesOfB[b.parents[j] ?? 0] ?? 0) : most
    const wordOfB = j < sizeOfB ? (nodesOfB[b.lastWords[j] ?? 0] ?? 0) : 0
    let order = -1
    for (; i < sizeOfA; i++) {
      const parent = nodesOfA[a.parents[i] ?? 0] ?? 0
      const word = nodesOfA[a.lastWords[i] ?? 0] ?? 0
      order = parent - parentOfB || word - wordOfB
      if (order >= 0) break
      parents[children] = parent
      lastWords[children] = word
      nodesOfA[a.words.length + i] = words.length + children++
    }
    if (j === sizeOfB) break
    if (i < sizeOfA && order === 0) nodesOfA[a.words.length + i++] = words.length + children
    parents[children] = parentOfB
    lastWords[children] = wordOfB
    nodesOfB[b.words.length + j] = words.length + children++
  }
  const size = words.length + children
  return {
    documents: a.documents + b.documents,
    words,
    parents: trimmed(parents, children),
    lastWords: trimmed(lastWords, children),
    termFrequencies: added(size, a.termFrequencies, nodesOfA, b.termFrequencies, nodesOfB),
    documentFrequencies: added(size, a.documentFrequencies, nodesOfA, b.documentFrequencies, nodesOfB)
  }
}

/** The first values; a copy of them where much memory would stay behind. */
const trimmed = (values: Int32Array, length: number): Int32Array =>
  length > values.length * 0.9 ? values.subarray(0, length) : values.slice(0, length)

const added = (size: number, a: Int32Array, nodesOfA: Int32Array, b: Int32Array, nodesOfB: Int32Array): Int32Array => {
  const sums = new Int32Array(size)
  for (let node = 0; node < a.length; node++) sums[nodesOfA[node] ?? 0] = a[node] ?? 0
  for (let node = 0; node < b.length; node++) {
    const into = nodesOfB[node] ?? 0
    sums[into] = (sums[into] ?? 0) + (b[node] ?? 0)
  }
  return sums
}

/** All words of both, and where those of each are among them; the maps have room for the other nodes. */
const mergeWords = (a: TermTable, b: TermTable) => {
  const words: Array<string> = []
  const nodesOfA = new Int32Array(a.termFrequencies.length)
  const nodesOfB = new Int32Array(b.termFrequencies.length)
  let i = 0
  let j = 0
  while (i < a.words.length || j < b.words.length) {
    const ofA = a.words[i]
    const ofB = b.words[j]
    const order = ofA === undefined ? 1 : ofB === undefined ? -1 : compareCodePoints(ofA, ofB)
    if (order <= 0) nodesOfA[i++] = words.length
    if (order >= 0) nodesOfB[j++] = words.length
    words.push((order <= 0 ? ofA : ofB) ?? "")
  }
  return { words, nodesOfA, nodesOfB }
}
