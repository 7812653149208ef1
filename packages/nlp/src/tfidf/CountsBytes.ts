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
import { type PackedTable, packed, unpacked } from "./PackedTable.ts"
import type { RowCounts } from "./TermCounter.ts"
import type { TermTable } from "./TermTable.ts"
import { CorruptCounts } from "./TfidfError.ts"
import { VarintReader, VarintWriter } from "./Varints.ts"

const magic = new TextEncoder().encode("JGTC")
const version = 1

export const encodeTable = (table: TermTable, rows: RowCounts | undefined): Uint8Array<ArrayBuffer> =>
  encodePacked(packed(table), rows)

export const encodePacked = (table: PackedTable, rows: RowCounts | undefined): Uint8Array<ArrayBuffer> => {
  const out = new VarintWriter()
  out.bytes(magic)
  const header = [version, rows === undefined ? 0 : 1, table.documents, table.wordCount, table.parents.length]
  for (const value of [...header, table.words.length]) out.number(value)
  out.bytes(table.words)
  encodeChildren(out, table)
  encodeFrequencies(out, table)
  if (rows !== undefined) encodeRows(out, rows)
  return out.result()
}

// Each loop is a function of its own: the engine compiles one while it runs for the first time, knowing nothing yet of
// those behind it.
const encodeChildren = (out: VarintWriter, { lastWords, parents }: PackedTable): void => {
  let parent = 0
  let word = -1
  for (let child = 0; child < parents.length; child++) {
    const nextParent = parents[child] ?? 0
    const nextWord = lastWords[child] ?? 0
    out.number(nextParent - parent)
    out.number(nextParent === parent ? nextWord - word - 1 : nextWord)
    parent = nextParent
    word = nextWord
  }
}

const encodeFrequencies = (out: VarintWriter, { documentFrequencies, termFrequencies }: PackedTable): void => {
  for (let node = 0; node < termFrequencies.length; node++) {
    const frequency = termFrequencies[node] ?? 0
    out.number(frequency)
    out.number(frequency - (documentFrequencies[node] ?? 0))
  }
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
): Result.Result<{ readonly table: TermTable; readonly rows: RowCounts | undefined }, CorruptCounts> =>
  Result.flatMap(decodePacked(bytes, isRowsWanted), ({ rows, table }) =>
    Result.map(unpacked(table), (table) => ({ table, rows }))
  )

/** The same without a look at the words, which whoever unpacks or adds the table looks at. */
export const decodePacked = (
  bytes: Uint8Array,
  isRowsWanted: boolean
): Result.Result<{ readonly table: PackedTable; readonly rows: RowCounts | undefined }, CorruptCounts> => {
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
  const words = input.bytes(wordBytes)
  const parents = new Int32Array(children)
  const lastWords = new Int32Array(children)
  if (!decodeChildren(input, wordCount, parents, lastWords)) {
    return corrupt("a term has a parent or word that is not there")
  }
  const termFrequencies = new Int32Array(wordCount + children)
  const documentFrequencies = new Int32Array(wordCount + children)
  if (!decodeFrequencies(input, termFrequencies, documentFrequencies)) {
    return corrupt("a term is in more documents than it occurs")
  }
  const rows = hasRows ? decodeRows(input, documents, termFrequencies.length, isRowsWanted) : undefined
  if (rows === null) return corrupt("a row has a term that is not there")
  if (!input.isShortest) return corrupt("a number takes more bytes than it needs")
  if (input.left !== 0) return corrupt(input.left < 0 ? "their end is missing" : "something follows them")
  const table = { documents, words, wordCount, parents, lastWords, termFrequencies, documentFrequencies }
  return Result.succeed({ table, rows })
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
