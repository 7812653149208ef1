/** The table as bytes: see `encodeTable.ts` of the host for their order. */
import { Bytes, mostOfNumber } from "../memory/Bytes"
import { get, Numbers, put } from "../memory/Numbers"
import { table } from "./Table"

/** "JGTC" */
export const magic: u32 = 0x4354474a
export const version: i32 = 1
export const space: u8 = 0x20
/** Instead of a number, for nodes that are neither a term nor part of one. */
const dropped: i32 = -1

export const out = new Bytes()
/** By node, its number in what is written, or `dropped`. */
export const numberOf = new Numbers()

/** Writes the table, of which nodes that are neither a term nor part of one are left out. */
export function encodeTable(spellings: usize, hasRows: bool): void {
  findDropped()
  const words = numberNodes(0, table.wordCount, 0)
  const written = numberNodes(table.wordCount, table.wordCount + table.parents.length, words)
  out.length = 0
  out.reserveMore(4 + 6 * mostOfNumber)
  store<u32>(out.at, magic)
  out.length = 4
  out.number(version)
  out.number(hasRows ? 1 : 0)
  out.number(table.documents)
  out.number(words)
  out.number(written - words)
  encodeWords(spellings)
  encodeChildren()
  encodeFrequencies()
}

/** Marks as `dropped` what is neither a term nor part of one. */
function findDropped(): void {
  const wordCount = table.wordCount
  const size = wordCount + table.parents.length
  numberOf.reserve(size)
  const numbers = numberOf.at
  memory.fill(numbers, 0xff, <usize>size << 2)
  for (let node = size - 1; node >= 0; node--) {
    if (get(table.termFrequencies.at, node) == 0 && get(numbers, node) == dropped) continue
    put(numbers, node, 0)
    if (node < wordCount) continue
    put(numbers, get(table.parents.at, node - wordCount), 0)
    put(numbers, get(table.lastWords.at, node - wordCount), 0)
  }
}

/** Numbers the nodes from one to before another that are written, from `first` on; answers the number behind the last. */
function numberNodes(from: i32, end: i32, first: i32): i32 {
  let number = first
  for (let node = from; node < end; node++) if (get(numberOf.at, node) != dropped) put(numberOf.at, node, number++)
  return number
}

/** The length of the words' UTF-8, and the words, joined by spaces. */
function encodeWords(spellings: usize): void {
  let length = -1
  for (let word = 0; word < table.wordCount; word++) {
    if (get(numberOf.at, word) != dropped) length += get(table.lengths.at, word) + 1
  }
  out.number(max(length, 0))
  out.reserveMore(length + 1)
  let isFirst = true
  for (let word = 0; word < table.wordCount; word++) {
    if (get(numberOf.at, word) == dropped) continue
    if (!isFirst) out.number(space)
    isFirst = false
    out.copy(spellings + <usize>get(table.begins.at, word), get(table.lengths.at, word))
  }
}

function encodeChildren(): void {
  const children = table.parents.length
  out.reserveMore(2 * mostOfNumber * children)
  let parent = 0
  let word = -1
  for (let child = 0; child < children; child++) {
    if (get(numberOf.at, table.wordCount + child) == dropped) continue
    const nextParent = get(numberOf.at, get(table.parents.at, child))
    const nextWord = get(numberOf.at, get(table.lastWords.at, child))
    out.number(nextParent - parent)
    out.number(nextParent == parent ? nextWord - word - 1 : nextWord)
    parent = nextParent
    word = nextWord
  }
}

function encodeFrequencies(): void {
  const size = table.wordCount + table.parents.length
  out.reserveMore(2 * mostOfNumber * size)
  for (let node = 0; node < size; node++) {
    if (get(numberOf.at, node) == dropped) continue
    const frequency = get(table.termFrequencies.at, node)
    out.number(frequency)
    out.number(frequency - get(table.documentFrequencies.at, node))
  }
}
