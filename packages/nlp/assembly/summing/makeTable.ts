/** The sum as a table: words, pairs, and longer terms in their order. */
import { get, put } from "../memory/Numbers"
import { table } from "../table/Table"
import { documents } from "./addTable"
import { childCount } from "./children"
import { documentsOf, firstOf, occurrencesOf, secondOf } from "./pair"
import { pairAt, pairCount, rankPairs, unrankPairs } from "./pairs"
import { placeChildren, sortChildren } from "./placeChildren"
import { begins, lengths, order, wordDocuments, wordOccurrences } from "./words"

export function makeTable(): void {
  order.update()
  rankPairs(order.ranks.at, begins.length)
  const parents = sortChildren()
  table.documents = documents
  reserveNodes(pairCount() + childCount() - parents)
  placeWords()
  placePairs()
  placeChildren(parents, table.wordCount, table.wordCount + pairCount())
  unrankPairs(order.sorted.at)
}

function reserveNodes(children: i32): void {
  table.parents.reserve(children)
  table.lastWords.reserve(children)
  table.parents.length = children
  table.lastWords.length = children
  table.termFrequencies.reserve(begins.length + children)
  table.documentFrequencies.reserve(begins.length + children)
}

function placePairs(): void {
  for (let place = 0; place < pairCount(); place++) {
    const pair = pairAt(place)
    put(table.parents.at, place, firstOf(pair))
    put(table.lastWords.at, place, secondOf(pair))
    put(table.termFrequencies.at, table.wordCount + place, occurrencesOf(pair))
    put(table.documentFrequencies.at, table.wordCount + place, documentsOf(pair))
  }
}

function placeWords(): void {
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
