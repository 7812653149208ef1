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
import type { RowCounts } from "./RowCounts.ts"
import type { TermTable } from "./TermTable.ts"
import { VarintWriter } from "./Varints.ts"

export const magic = new TextEncoder().encode("JGTC")
export const version = 1

export const encodeTable = (table: TermTable, rows: RowCounts | undefined): Uint8Array<ArrayBuffer> => {
  const out = new VarintWriter()
  const words = new TextEncoder().encode(table.words.join(" "))
  out.bytes(magic)
  const header = [version, rows === undefined ? 0 : 1, table.documents, table.words.length, table.parents.length]
  for (const value of [...header, words.length]) out.number(value)
  out.bytes(words)
  encodeChildren(out, table)
  encodeFrequencies(out, table)
  if (rows !== undefined) encodeRows(out, rows)
  return out.result()
}

// Each loop is a function of its own: the engine compiles one while it runs for the first time, knowing nothing yet of
// those behind it.
const encodeChildren = (out: VarintWriter, { lastWords, parents }: TermTable): void => {
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

const encodeFrequencies = (out: VarintWriter, { documentFrequencies, termFrequencies }: TermTable): void => {
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
