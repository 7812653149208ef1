/**
 * What bytes of counted terms hold: see `encodeTable`.
 *
 * @module
 */
import { Result } from "effect"
import { compareCodePoints } from "./CodePoints.ts"
import { magic, version } from "./encodeTable.ts"
import type { RowCounts } from "./RowCounts.ts"
import type { TermTable } from "./TermTable.ts"
import { CorruptCounts } from "./TfidfError.ts"
import { VarintReader } from "./Varints.ts"

/** What may be wrong with bytes. `assembly/summing/addTable.ts` names them by their places here, from 1. */
export const problems = {
  beginning: "they begin with something else",
  version: "they are of another version of this program",
  short: "they are shorter than they say",
  words: "their words are not in order",
  parent: "a term has a parent or word that is not there",
  frequency: "a term is in more documents than it occurs",
  row: "a row has a term that is not there",
  number: "a number takes more bytes than it needs",
  end: "their end is missing",
  more: "something follows them"
} as const

/**
 * What `bytes` hold; refused unless everything in them is in order, so that nothing later meets nonsense. Rows are
 * looked at in any case, but kept only if they are wanted.
 */
export const decodeTable = (
  bytes: Uint8Array,
  isRowsWanted: boolean
): Result.Result<{ readonly table: TermTable; readonly rows: RowCounts | undefined }, CorruptCounts> => {
  const input = new VarintReader(bytes)
  const corrupt = (problem: keyof typeof problems) => Result.fail(new CorruptCounts({ problem: problems[problem] }))
  if (!input.bytes(magic.length).every((byte, i) => byte === magic[i]) || input.left < 0) {
    return corrupt("beginning")
  }
  if (input.number() !== version) return corrupt("version")
  const hasRows = input.number() === 1
  const [documents, wordCount, children, wordBytes] = [input.number(), input.number(), input.number(), input.number()]
  if (2 * (wordCount + children) + wordBytes > bytes.length) return corrupt("short")
  const words = decodeWords(input.bytes(wordBytes), wordCount)
  if (words === undefined) return corrupt("words")
  const parents = new Int32Array(children)
  const lastWords = new Int32Array(children)
  if (!decodeChildren(input, wordCount, parents, lastWords)) {
    return corrupt("parent")
  }
  const termFrequencies = new Int32Array(wordCount + children)
  const documentFrequencies = new Int32Array(wordCount + children)
  if (!decodeFrequencies(input, termFrequencies, documentFrequencies)) {
    return corrupt("frequency")
  }
  const rows = hasRows ? decodeRows(input, documents, termFrequencies.length, isRowsWanted) : undefined
  if (rows === null) return corrupt("row")
  if (!input.isShortest) return corrupt("number")
  if (input.left !== 0) return corrupt(input.left < 0 ? "end" : "more")
  const table = { documents, words, parents, lastWords, termFrequencies, documentFrequencies }
  return Result.succeed({ table, rows })
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** The words, undefined unless they are `count` in ascending order. */
const decodeWords = (bytes: Uint8Array, count: number): ReadonlyArray<string> | undefined => {
  if (count === 0) return bytes.length === 0 ? [] : undefined
  const words = Result.getOrElse(
    Result.map(
      Result.try(() => utf8.decode(bytes)),
      (text) => text.split(" ")
    ),
    () => []
  )
  const isDisordered = (word: string, i: number) => i > 0 && compareCodePoints(words[i - 1] ?? "", word) >= 0
  return words.length === count && !words.some(isDisordered) ? words : undefined
}

/** Whether all parents and words are there. */
const decodeChildren = (
  input: VarintReader,
  wordCount: number,
  parents: Int32Array,
  lastWords: Int32Array
): boolean => {
  let parent = 0
  let word = -1
  for (let child = 0; child < parents.length; child++) {
    const distance = input.number()
    word = distance === 0 ? word + 1 + input.number() : input.number()
    parent += distance
    if (parent >= wordCount + child || word >= wordCount) return false
    parents[child] = parent
    lastWords[child] = word
  }
  return true
}

/** Whether no term is in more documents than it occurs. */
const decodeFrequencies = (
  input: VarintReader,
  termFrequencies: Int32Array,
  documentFrequencies: Int32Array
): boolean => {
  for (let node = 0; node < termFrequencies.length; node++) {
    const frequency = input.number()
    const documents = frequency - input.number()
    if (documents < 0 || frequency > 0x7fff_ffff) return false
    termFrequencies[node] = frequency
    documentFrequencies[node] = documents
  }
  return true
}

/** Reads rows, and writes them down if they are wanted; null where they are not in order. */
const decodeRows = (
  input: VarintReader,
  documents: number,
  terms: number,
  isWanted: boolean
): RowCounts | undefined | null => {
  const most = Math.max(0, input.left)
  if (documents > most) return null
  const offsets = new Int32Array(documents + 1)
  const rowTerms = new Int32Array(isWanted ? most : 0)
  const counts = new Int32Array(isWanted ? most : 0)
  let entry = 0
  for (let row = 0; row < documents; row++) {
    const end = entry + input.number()
    let term = -1
    if (end > most) return null
    for (; entry < end; entry++) {
      const step = input.number()
      const count = (step & 1) === 1 ? input.number() + 2 : 1
      term += (step >>> 1) + 1
      if (term >= terms || count > 0x7fff_ffff) return null
      if (!isWanted) continue
      rowTerms[entry] = term
      counts[entry] = count
    }
    offsets[row + 1] = entry
  }
  return isWanted ? { offsets, terms: rowTerms.slice(0, entry), counts: counts.slice(0, entry) } : undefined
}
