/** The sum as a table: words and children in their order. */
import { countingSort } from "../memory/countingSort"
import { get, Numbers, put } from "../memory/Numbers"
import { table } from "../table/Table"
import { documents } from "./addTable"
import { childCount, documentsOf, lastWordOf, occurrencesOf, parentOf } from "./children"
import { begins, lengths, order, wordDocuments, wordOccurrences } from "./words"

/** By child: how many words its parent has less one, then the place of its parent among those; the place of its last word; its node. */
const levels = new Numbers()
const wordPlaces = new Numbers()
const nodes = new Numbers()
/** The children, level by level, and those of a level by their words. */
const sorted = new Numbers()
const half = new Numbers()

export function makeTable(): void {
  const children = childCount()
  table.documents = documents
  table.parents.reserve(children)
  table.lastWords.reserve(children)
  table.parents.length = children
  table.lastWords.length = children
  table.termFrequencies.reserve(begins.length + children)
  table.documentFrequencies.reserve(begins.length + children)
  placeWords()
  levels.reserve(children)
  wordPlaces.reserve(children)
  nodes.reserve(children)
  sorted.reserve(children)
  half.reserve(children)
  const longest = findLevels()
  countingSort(half.at, children, levels.at, 0, longest + 1, sorted.at)
  let firstParent = 0
  let first = table.wordCount
  for (let begin = 0; begin < children; ) {
    const size = sizeOfLevel(begin)
    placeLevel(begin, size, firstParent, first)
    firstParent = first
    first += size
    begin += size
  }
  // What made the table is as large as all that is summed, and not needed before the next.
  levels.free()
  wordPlaces.free()
  nodes.free()
  sorted.free()
  half.free()
}

function placeWords(): void {
  order.update()
  table.wordCount = order.sorted.length
  table.begins.reserve(table.wordCount)
  table.lengths.reserve(table.wordCount)
  for (let place = 0; place < table.wordCount; place++) {
    const word = get(order.sorted.at, place)
    put(table.begins.at, place, get(begins.at, word))
    put(table.lengths.at, place, get(lengths.at, word))
    put(table.termFrequencies.at, place, get(wordOccurrences.at, word))
    put(table.documentFrequencies.at, place, get(wordDocuments.at, word))
  }
}

/** Notes each child's level, its last word, and, in `half`, the child; answers the last level. Parents are numbered before their children. */
function findLevels(): i32 {
  let longest = 0
  for (let child = 0; child < childCount(); child++) {
    const parent = parentOf(child)
    const level = (parent & 1) == 0 ? 0 : get(levels.at, parent >> 1) + 1
    longest = max(longest, level)
    put(levels.at, child, level)
    put(wordPlaces.at, child, get(order.ranks.at, lastWordOf(child)))
    put(half.at, child, child)
  }
  return longest
}

/** How many children follow from a place that are of one level. */
function sizeOfLevel(begin: i32): i32 {
  const level = get(levels.at, get(sorted.at, begin))
  let end = begin
  while (end < childCount() && get(levels.at, get(sorted.at, end)) == level) end++
  return end - begin
}

/** Gives nodes from `first` on to the children of a level, whose parents' nodes are those from `firstParent` to `first`. */
function placeLevel(begin: i32, size: i32, firstParent: i32, first: i32): void {
  const children = sorted.at + (<usize>begin << 2)
  for (let i = 0; i < size; i++) {
    const child = get(children, i)
    const parent = parentOf(child)
    const node = (parent & 1) == 0 ? get(order.ranks.at, parent >> 1) : get(nodes.at, parent >> 1)
    put(levels.at, child, node - firstParent)
  }
  countingSort(children, size, wordPlaces.at, 0, table.wordCount, half.at)
  countingSort(half.at, size, levels.at, 0, first - firstParent, children)
  for (let i = 0; i < size; i++) {
    const child = get(children, i)
    const node = first + i
    put(nodes.at, child, node)
    put(table.parents.at, node - table.wordCount, get(levels.at, child) + firstParent)
    put(table.lastWords.at, node - table.wordCount, get(wordPlaces.at, child))
    put(table.termFrequencies.at, node, occurrencesOf(child))
    put(table.documentFrequencies.at, node, documentsOf(child))
  }
}

/** The first node that is below nothing, or in more documents than it occurs, or -1. */
export function inconsistentNode(): i32 {
  const size = table.wordCount + table.parents.length
  for (let node = 0; node < size; node++) {
    const inDocuments = get(table.documentFrequencies.at, node)
    if (inDocuments < 0 || get(table.termFrequencies.at, node) < inDocuments) return node
  }
  return -1
}

/** The node of the term without its last word, or -1; and the last word's. */
export function beginningOf(node: i32): i32 {
  return node < table.wordCount ? -1 : get(table.parents.at, node - table.wordCount)
}
export function lastOf(node: i32): i32 {
  return node < table.wordCount ? node : get(table.lastWords.at, node - table.wordCount)
}
