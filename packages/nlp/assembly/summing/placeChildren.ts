/** Terms of more than two words, put into the table of the sum behind the pairs. */
import { countingSort } from "../memory/countingSort"
import { get, Numbers, put } from "../memory/Numbers"
import { table } from "../table/Table"
import { childCount, documentsOf, lastWordOf, occurrencesOf, parentOf } from "./children"
import { placeOfPair } from "./pairs"
import { order } from "./words"

/** By child: how many words its parent has less one, then the place of its parent among those; the place of its last word; its node. */
const levels = new Numbers()
const wordPlaces = new Numbers()
const nodes = new Numbers()
/** The children, level by level, and those of a level by their words. */
const sorted = new Numbers()
const half = new Numbers()

/** Sorts the children by their levels; answers how many are pairs. */
export function sortChildren(): i32 {
  const children = childCount()
  levels.reserve(children)
  wordPlaces.reserve(children)
  nodes.reserve(children)
  sorted.reserve(children)
  half.reserve(children)
  const longest = findLevels()
  countingSort(half.at, children, levels.at, 0, longest + 1, sorted.at)
  return sizeOfLevel(0, 0)
}

/** Gives nodes to the sorted children, of which so many are `pairs`; all pairs have the nodes from `firstPair` to `first`. */
export function placeChildren(pairs: i32, firstPair: i32, first: i32): void {
  for (let i = 0; i < pairs; i++) findPair(get(sorted.at, i), firstPair)
  let firstParent = firstPair
  for (let begin = pairs; begin < childCount(); ) {
    const size = sizeOfLevel(begin, get(levels.at, get(sorted.at, begin)))
    placeLevel(begin, size, firstParent, first)
    firstParent = first
    first += size
    begin += size
  }
  // What is as large as all children is not needed before the next sum.
  levels.free()
  wordPlaces.free()
  nodes.free()
  sorted.free()
  half.free()
}

/** Notes the node of a child that is a pair. */
function findPair(child: i32, firstPair: i32): void {
  const first = get(order.ranks.at, parentOf(child) >> 1)
  put(nodes.at, child, firstPair + placeOfPair(first, get(wordPlaces.at, child)))
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

/** How many children of a level follow from a place. */
function sizeOfLevel(begin: i32, level: i32): i32 {
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
    put(levels.at, child, get(nodes.at, parent >> 1) - firstParent)
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
