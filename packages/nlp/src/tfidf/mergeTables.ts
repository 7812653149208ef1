/**
 * Adding and subtracting tables of counted terms, in one pass over both.
 *
 * @module
 */
import { Result } from "effect"
import { compareCodePoints } from "./CodePoints.ts"
import { prune, type TermTable, termOf } from "./TermTable.ts"
import { InconsistentCounts } from "./TfidfError.ts"

/** The counts of all documents of both: what counting them together would have given. */
export const addTables = (a: TermTable, b: TermTable): TermTable => combine(a, b, 1)

/** The counts without those of `b`, which must be among the documents of `a`. */
export const subtractTables = (a: TermTable, b: TermTable): Result.Result<TermTable, InconsistentCounts> => {
  const difference = combine(a, b, -1)
  const { documentFrequencies, documents, termFrequencies } = difference
  const isWrong = (frequency: number, node: number) => frequency < 0 || (documentFrequencies[node] ?? 0) < 0
  const wrong = termFrequencies.findIndex(isWrong)
  return wrong >= 0 || documents < 0
    ? Result.fail(new InconsistentCounts({ term: wrong >= 0 ? termOf(difference, wrong) : "" }))
    : Result.succeed(prune(difference).table)
}

/** `a + sign · b`, with the nodes of both. */
const combine = (a: TermTable, b: TermTable, sign: 1 | -1): TermTable => {
  const { nodesOfA, nodesOfB, words } = mergeWords(a, b)
  const most = words.length + a.parents.length + b.parents.length
  const parents = new Int32Array(most - words.length)
  const lastWords = new Int32Array(most - words.length)
  const termFrequencies = new Int32Array(most)
  const documentFrequencies = new Int32Array(most)
  let children = 0
  let i = 0
  let j = 0
  while (i < a.parents.length || j < b.parents.length) {
    const parentOfA = i < a.parents.length ? (nodesOfA[a.parents[i] ?? 0] ?? 0) : most
    const parentOfB = j < b.parents.length ? (nodesOfB[b.parents[j] ?? 0] ?? 0) : most
    const wordOfA = nodesOfA[a.lastWords[i] ?? 0] ?? 0
    const wordOfB = nodesOfB[b.lastWords[j] ?? 0] ?? 0
    const order = parentOfA - parentOfB || wordOfA - wordOfB
    parents[children] = order <= 0 ? parentOfA : parentOfB
    lastWords[children] = order <= 0 ? wordOfA : wordOfB
    if (order <= 0) nodesOfA[a.words.length + i++] = words.length + children
    if (order >= 0) nodesOfB[b.words.length + j++] = words.length + children
    children++
  }
  accumulate(termFrequencies, a.termFrequencies, nodesOfA, 1)
  accumulate(documentFrequencies, a.documentFrequencies, nodesOfA, 1)
  accumulate(termFrequencies, b.termFrequencies, nodesOfB, sign)
  accumulate(documentFrequencies, b.documentFrequencies, nodesOfB, sign)
  return {
    documents: a.documents + sign * b.documents,
    words,
    parents: parents.slice(0, children),
    lastWords: lastWords.slice(0, children),
    termFrequencies: termFrequencies.slice(0, words.length + children),
    documentFrequencies: documentFrequencies.slice(0, words.length + children)
  }
}

const accumulate = (sums: Int32Array, values: Int32Array, nodes: Int32Array, sign: 1 | -1): void => {
  for (let node = 0; node < values.length; node++) {
    const into = nodes[node] ?? 0
    sums[into] = (sums[into] ?? 0) + sign * (values[node] ?? 0)
  }
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
