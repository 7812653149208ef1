/**
 * Counted terms as bytes: equal counts give equal bytes.
 *
 * Layout, all numbers LEB128: "JGTC", version 1, whether there are rows,
 * documents, words, longer terms, length of the words' UTF-8; the words,
 * joined by spaces; for each longer term its parent as the distance from the
 * one before and its last word (as the distance too, where the parent is the
 * same); for each node its frequency and how much lower its document
 * frequency is; for each row its length and its terms as distances, doubled,
 * plus one where the count is above 1 and follows.
 *
 * @module
 */
import { Result } from "effect"
import { compareCodePoints } from "./CodePoints.ts"
import type { RowCounts } from "./TermCounter.ts"
import type { TermTable } from "./TermTable.ts"
import { CorruptCounts } from "./TfidfError.ts"
import { VarintReader, VarintWriter } from "./Varints.ts"

const magic = new TextEncoder().encode("JGTC")
const version = 1

export const encodeTable = (table: TermTable, rows: RowCounts | undefined): Uint8Array<ArrayBuffer> => {
  const out = new VarintWriter()
  const words = new TextEncoder().encode(table.words.join(" "))
  out.bytes(magic)
  const header = [version, rows === undefined ? 0 : 1, table.documents, table.words.length, table.parents.length]
  for (const value of [...header, words.length]) out.number(value)
  out.bytes(words)
  let parent = 0
  let word = -1
  for (let child = 0; child < table.parents.length; child++) {
    const nextParent = table.parents[child] ?? 0
    const nextWord = table.lastWords[child] ?? 0
    out.number(nextParent - parent)
    out.number(nextParent === parent ? nextWord - word - 1 : nextWord)
    parent = nextParent
    word = nextWord
  }
  for (let node = 0; node < table.termFrequencies.length; node++) {
    const frequency = table.termFrequencies[node] ?? 0
    out.number(frequency)
    out.number(frequency - (table.documentFrequencies[node] ?? 0))
  }
  if (rows !== undefined) encodeRows(out, rows)
  return out.result()
}

const encodeRows = (out: VarintWriter, rows: RowCounts): void => {
  for (let row = 0; row < rows.offsets.length - 1; row++) {
    const begin = rows.offsets[row] ?? 0
    const end = rows.offsets[row + 1] ?? 0
    out.number(end - begin)
    let term = -1
    for (let entry = begin; entry < end; entry++) {
      const next = rows.terms[entry] ?? 0
      const count = rows.counts[entry] ?? 0
      out.number((next - term - 1) * 2 + (count > 1 ? 1 : 0))
      if (count > 1) out.number(count - 2)
      term = next
    }
  }
}

/**
 * What `bytes` hold; refused unless everything in them is in order, so that nothing later meets nonsense. Rows are
 * looked at in any case, but kept only if they are wanted.
 */
export const decodeTable = (
  bytes: Uint8Array,
  isRowsWanted: boolean
): Result.Result<{ readonly table: TermTable; readonly rows: RowCounts | undefined }, CorruptCounts> => {
  const input = new VarintReader(bytes)
  const corrupt = (problem: string) => Result.fail(new CorruptCounts({ problem }))
  if (!input.bytes(magic.length).every((byte, i) => byte === magic[i]) || input.left < 0) {
    return corrupt("they begin with something else")
  }
  const readVersion = input.number()
  if (readVersion !== version) return corrupt(`their version is ${readVersion}, this program reads ${version}`)
  const hasRows = input.number() === 1
  const [documents, wordCount, children, wordBytes] = [input.number(), input.number(), input.number(), input.number()]
  if (2 * (wordCount + children) + wordBytes > bytes.length) return corrupt("they are shorter than they say")
  const words = decodeWords(input.bytes(wordBytes), wordCount)
  if (words === undefined) return corrupt("their words are not in order")
  const parents = new Int32Array(children)
  const lastWords = new Int32Array(children)
  let parent = 0
  let word = -1
  for (let child = 0; child < children; child++) {
    const distance = input.number()
    word = distance === 0 ? word + 1 + input.number() : input.number()
    parent += distance
    if (parent >= wordCount + child || word >= wordCount)
      return corrupt("a term has a parent or word that is not there")
    parents[child] = parent
    lastWords[child] = word
  }
  const termFrequencies = new Int32Array(wordCount + children)
  const documentFrequencies = new Int32Array(wordCount + children)
  for (let node = 0; node < termFrequencies.length; node++) {
    const frequency = input.number()
    termFrequencies[node] = frequency
    documentFrequencies[node] = frequency - input.number()
    if ((documentFrequencies[node] ?? 0) < 0) return corrupt("a term is in more documents than it occurs")
  }
  const rows = hasRows ? decodeRows(input, documents, termFrequencies.length, isRowsWanted) : undefined
  if (rows === null) return corrupt("a row has a term that is not there")
  if (!input.isShortest) return corrupt("a number takes more bytes than it needs")
  if (input.left !== 0) return corrupt(input.left < 0 ? "their end is missing" : "something follows them")
  return Result.succeed({ table: { documents, words, parents, lastWords, termFrequencies, documentFrequencies }, rows })
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
      if (term >= terms) return null
      if (!isWanted) continue
      rowTerms[entry] = term
      counts[entry] = count
    }
    offsets[row + 1] = entry
  }
  return isWanted ? { offsets, terms: rowTerms.slice(0, entry), counts: counts.slice(0, entry) } : undefined
}
