/** Adds tables from their bytes: see `encodeTable.ts` of the host for their order. */
import { Input } from "../memory/Input"
import { get, Numbers, put } from "../memory/Numbers"
import { magic, space, version } from "../table/encodeTable"
import { isBefore } from "../words/isBefore"
import { addToChild, childOf, childParent, wordParent } from "./children"
import { firstOf, secondOf } from "./pair"
import { addedPairAt, addPair, reservePairs } from "./pairs"
import { addToWord, begins, wordOf } from "./words"

/** What may be wrong with the bytes: 0, or the place of its text among the host's, see `problems`. */
const fine: i32 = 0
const otherBeginning: i32 = 1
const otherVersion: i32 = 2
const tooShort: i32 = 3
const disorder: i32 = 4
const missingParent: i32 = 5
const rareTerm: i32 = 6
const missingTerm: i32 = 7
const longNumber: i32 = 8
const missingEnd: i32 = 9
const more: i32 = 10

/** How many documents all tables have. */
export let documents: i32 = 0

const input = new Input()
/** The children, which are read with their frequencies: those stand behind all of them. */
const children = new Input()
/** By node of the table that is added: its word; of pairs, the place where it was added, as -1 - place; its number among longer terms. */
const numbers = new Numbers()

/** Adds the table whose bytes begin at a place, `sign` times: 1, or -1 to take it away. */
export function addTable(at: usize, length: i32, sign: i32): i32 {
  input.begin(at, length)
  if (length < 4 || load<u32>(at) != magic) return otherBeginning
  input.at += 4
  if (input.number() != version) return otherVersion
  const hasRows = input.number() == 1
  const size = input.number()
  const wordCount = input.number()
  const childCount = input.number()
  const wordBytes = input.number()
  if (2 * (<u64>wordCount + <u64>childCount) + <u64>wordBytes > <u64>length) return tooShort
  numbers.reserve(wordCount + childCount)
  if (!findWords(wordCount, wordBytes)) return disorder
  reservePairs(childCount, begins.length)
  children.begin(input.at, input.left)
  for (let i: u32 = 0; i < 2 * childCount; i++) input.number()
  isRare = false
  addWords(wordCount, sign)
  if (!addChildren(wordCount, childCount, sign)) return missingParent
  if (isRare) return rareTerm
  if (hasRows && !passRows(size, wordCount + childCount)) return missingTerm
  if (!input.isShortest) return longNumber
  documents += sign * size
  return input.left == 0 ? fine : input.left < 0 ? missingEnd : more
}

/** Whether the words are as many as they are said to be, in ascending order. */
function findWords(count: i32, size: i32): bool {
  const end = input.at + <usize>min(size, max(input.left, 0))
  let before: usize = 0
  let beforeLength = 0
  let word = 0
  let at = input.at
  input.at += size
  if (count == 0) return end == at
  while (at <= end) {
    const begin = at
    while (at < end && load<u8>(at) != space) at++
    const length = <i32>(at - begin)
    if (word == count || (word > 0 && !isBefore(before, beforeLength, begin, length))) return false
    put(numbers.at, word++, wordOf(begin, length))
    before = begin
    beforeLength = length
    at++
  }
  return word == count
}

/** The frequencies of a term, `sign` times, and whether any term so far is in more documents than it occurs. */
let occurrences: i32 = 0
let inDocuments: i32 = 0
let isRare: bool = false

@inline
function readFrequencies(sign: i32): void {
  const frequency = <i32>input.number()
  const less = <i32>input.number()
  if (frequency < 0 || less < 0 || less > frequency) isRare = true
  occurrences = sign * frequency
  inDocuments = sign * (frequency - less)
}

function addWords(count: i32, sign: i32): void {
  for (let word = 0; word < count; word++) {
    readFrequencies(sign)
    addToWord(get(numbers.at, word), occurrences, inDocuments)
  }
}

/** Whether all parents and words are there. */
function addChildren(wordCount: i32, count: i32, sign: i32): bool {
  const found = numbers.at
  let parent: u64 = 0
  let word: u64 = 0
  for (let child = 0; child < count; child++) {
    const distance = children.number()
    const step = children.number()
    word = child > 0 && distance == 0 ? word + 1 + step : step
    parent += distance
    if (parent >= <u64>(wordCount + child) || word >= <u64>wordCount) return false
    readFrequencies(sign)
    const last = get(found, <i32>word)
    if (<i32>parent < wordCount) {
      put(found, wordCount + child, ~addPair(get(found, <i32>parent), last, occurrences, inDocuments))
      continue
    }
    const node = childOf(childParent(numberOf(<i32>parent)), last)
    put(found, wordCount + child, node)
    addToChild(node, occurrences, inDocuments)
  }
  return true
}

/** The number among longer terms of a table's child; a pair gets one as soon as it is the parent of one. */
function numberOf(child: i32): i32 {
  const number = get(numbers.at, child)
  if (number >= 0) return number
  const pair = addedPairAt(~number)
  const node = childOf(wordParent(firstOf(pair)), secondOf(pair))
  put(numbers.at, child, node)
  return node
}

/** Whether there are so many rows, and they have no terms but those that there are. */
function passRows(rows: u32, terms: i32): bool {
  const most = <u64>max(0, input.left)
  let entries: u64 = 0
  if (<u64>rows > most) return false
  for (let row: u32 = 0; row < rows; row++) {
    const size = input.number()
    entries += size
    if (entries > most) return false
    let term: i64 = -1
    for (let entry: u32 = 0; entry < size; entry++) {
      const step = input.number()
      if ((step & 1) == 1 && input.number() > <u32>i32.MAX_VALUE - 2) return false
      term += (step >>> 1) + 1
      if (term >= <i64>terms) return false
    }
  }
  return true
}
