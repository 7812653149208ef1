/** Adds tables from their bytes: see `encodeTable.ts` of the host for their order. */
import { Input } from "../memory/Input"
import { get, Numbers, put } from "../memory/Numbers"
import { magic, space, version } from "../table/encodeTable"
import { isBefore } from "../words/isBefore"
import { addToChild, childOf, childParent, reserveChildren, wordParent } from "./children"
import { addToWord, wordOf } from "./words"

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
/** By node of the table that is added, its word or child among all. */
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
  const children = input.number()
  const wordBytes = input.number()
  if (2 * (<u64>wordCount + <u64>children) + <u64>wordBytes > <u64>length) return tooShort
  numbers.reserve(wordCount + children)
  reserveChildren(children)
  if (!findWords(wordCount, wordBytes)) return disorder
  if (!findChildren(wordCount, children)) return missingParent
  if (!addFrequencies(wordCount, children, sign)) return rareTerm
  if (hasRows && !passRows(size, wordCount + children)) return missingTerm
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

/** Whether all parents and words are there. */
function findChildren(wordCount: i32, children: i32): bool {
  const found = numbers.at
  let parent: u64 = 0
  let word: u64 = 0
  for (let child = 0; child < children; child++) {
    const distance = input.number()
    const step = input.number()
    word = child > 0 && distance == 0 ? word + 1 + step : step
    parent += distance
    if (parent >= <u64>(wordCount + child) || word >= <u64>wordCount) return false
    const number = get(found, <i32>parent)
    const key = <i32>parent < wordCount ? wordParent(number) : childParent(number)
    put(found, wordCount + child, childOf(key, get(found, <i32>word)))
  }
  return true
}

/** Whether no term is in more documents than it occurs. */
function addFrequencies(wordCount: i32, children: i32, sign: i32): bool {
  const found = numbers.at
  for (let node = 0; node < wordCount + children; node++) {
    const frequency = <i32>input.number()
    const less = <i32>input.number()
    if (frequency < 0 || less < 0 || less > frequency) return false
    const number = get(found, node)
    const occurrences = sign * frequency
    const inDocuments = sign * (frequency - less)
    if (node >= wordCount) addToChild(number, occurrences, inDocuments)
    else addToWord(number, occurrences, inDocuments)
  }
  return true
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
