/** The sum as a table: words and children in their order. */
import { countingSort } from "../memory/countingSort"
import { get, Numbers, put } from "../memory/Numbers"
import { table } from "../table/Table"
import { documents } from "./addTable"
import { childCount, documentsOf, lastWordOf, occurrencesOf, parentOf } from "./children"
import { begins, lengths, order, wordDocuments, wordOccurrences } from "./words"

/** By child: the node of its parent, the place of its last word, and its own node, or `none` while it has none. */
const parentNodes = new Numbers()
const wordPlaces = new Numbers()
const nodes = new Numbers()
const none: i32 = -1
/** Children of one length: as they are numbered, by their words, and by parents and words. */
const level = new Numbers()
const half = new Numbers()
const sorted = new Numbers()

export function makeTable(): void {
  const children = childCount()
  table.documents = documents
  table.parents.length = 0
  table.lastWords.length = 0
  table.parents.reserve(children)
  table.lastWords.reserve(children)
  table.termFrequencies.reserve(begins.length + children)
  table.documentFrequencies.reserve(begins.length + children)
  placeWords()
  parentNodes.reserve(children)
  wordPlaces.reserve(children)
  nodes.reserve(children)
  memory.fill(nodes.at, 0xff, <usize>children << 2)
  while (findLevel()) placeLevel()
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

/** The children that have no node yet, but their parents have; whether there are any. */
function findLevel(): bool {
  level.length = 0
  for (let child = 0; child < childCount(); child++) {
    if (get(nodes.at, child) != none) continue
    const parent = parentOf(child)
    const node = (parent & 1) == 0 ? get(order.ranks.at, parent >> 1) : get(nodes.at, parent >> 1)
    if (node == none) continue
    put(parentNodes.at, child, node)
    put(wordPlaces.at, child, get(order.ranks.at, lastWordOf(child)))
    level.push(child)
  }
  return level.length > 0
}

function placeLevel(): void {
  const size = level.length
  half.reserve(size)
  sorted.reserve(size)
  const placed = table.wordCount + table.parents.length
  countingSort(level.at, size, wordPlaces.at, 0, table.wordCount, half.at)
  countingSort(half.at, size, parentNodes.at, 0, placed, sorted.at)
  for (let i = 0; i < size; i++) {
    const child = get(sorted.at, i)
    const node = placed + i
    put(nodes.at, child, node)
    table.parents.push(get(parentNodes.at, child))
    table.lastWords.push(get(wordPlaces.at, child))
    put(table.termFrequencies.at, node, occurrencesOf(child))
    put(table.documentFrequencies.at, node, documentsOf(child))
  }
}

/** The first node whose frequencies are below nothing, or -1. */
export function inconsistentNode(): i32 {
  const size = table.wordCount + table.parents.length
  for (let node = 0; node < size; node++) {
    if (get(table.termFrequencies.at, node) < 0 || get(table.documentFrequencies.at, node) < 0) return node
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
