/**
 * Counts terms by sorting the places where they begin.
 *
 * The places are sorted by the first word of their term, then by the next, as far as terms go. Equal terms then stand
 * side by side, in the order of their documents, and terms in the order of a `TermTable`.
 */
import { countingSort } from "../memory/countingSort"
import { get, Numbers, put } from "../memory/Numbers"
import { table } from "../table/Table"
import { clearEntries, countEntries, countFrequencies } from "./entries"
import { documentAt, documents, tokenAt, wordAt } from "./places"
import { order, spellingBegins, spellingLengths } from "./tokens"

/** By place, the node of the term that begins there, with as many words as were looked at. */
const nodes = new Numbers()
const begins = new Numbers()
const half = new Numbers()
const ordered = new Numbers()
const placeOfRank = new Numbers()

/** Makes the table of the terms of `shortest` to `longest` tokens, and the entries. */
export function countTerms(shortest: i32, longest: i32): void {
  const places = wordAt.length
  nodes.reserve(places)
  begins.reserve(places)
  half.reserve(places)
  ordered.reserve(places)
  table.documents = documents
  table.parents.length = 0
  table.lastWords.length = 0
  clearEntries()
  sortWords()
  let size = table.wordCount
  findBegins()
  countingSort(begins.at, begins.length, nodes.at, 0, size, ordered.at)
  countEntries(ordered.at, begins.length, nodes.at, 1, shortest)
  for (let length = 1; goesOn(length, longest); length++) size = nextWords(length, size, shortest)
  countFrequencies(size)
}

/** Makes the words of the places their places among the words in order, in `nodes` too. */
function sortWords(): void {
  order.update()
  const size = wordAt.length
  const terms = order.sorted.length
  const ranks = order.ranks.at
  placeOfRank.reserve(terms)
  const placeOf = placeOfRank.at
  memory.fill(placeOf, 0, <usize>terms << 2)
  for (let place = 0; place < size; place++) put(placeOf, get(ranks, get(wordAt.at, place)), 1)
  table.begins.length = 0
  table.lengths.length = 0
  for (let rank = 0; rank < terms; rank++) {
    if (get(placeOf, rank) == 0) continue
    const word = get(order.sorted.at, rank)
    put(placeOf, rank, table.begins.length)
    table.begins.push(get(spellingBegins.at, word))
    table.lengths.push(get(spellingLengths.at, word))
  }
  table.wordCount = table.begins.length
  for (let place = 0; place < size; place++) {
    const word = get(placeOf, get(ranks, get(wordAt.at, place)))
    put(wordAt.at, place, word)
    put(nodes.at, place, word)
  }
}

/** The places where a token begins. */
function findBegins(): void {
  const tokens = tokenAt.at
  let size = 0
  for (let place = 0; place < tokenAt.length; place++) {
    if (place == 0 || get(tokens, place) != get(tokens, place - 1)) put(begins.at, size++, place)
  }
  begins.length = size
}

/** Leaves the places where more than `length` words begin, of one document and of `longest` tokens at most; whether there are any. */
function goesOn(length: i32, longest: i32): bool {
  const places = tokenAt.length
  let size = 0
  for (let i = 0; i < begins.length; i++) {
    const begin = get(begins.at, i)
    const next = begin + length
    if (next >= places || get(documentAt.at, next) != get(documentAt.at, begin)) continue
    if (get(tokenAt.at, next) - get(tokenAt.at, begin) < longest) put(begins.at, size++, begin)
  }
  begins.length = size
  return size > 0
}

/** Numbers the terms that have one word more, behind the `size` that are numbered already; answers how many there are then. */
function nextWords(length: i32, size: i32, shortest: i32): i32 {
  const count = begins.length
  countingSort(begins.at, count, wordAt.at, length, table.wordCount, half.at)
  countingSort(half.at, count, nodes.at, 0, size, ordered.at)
  let node = size - 1
  let parent = -1
  let lastWord = -1
  for (let i = 0; i < count; i++) {
    const begin = get(ordered.at, i)
    const before = get(nodes.at, begin)
    const word = get(wordAt.at, begin + length)
    if (before != parent || word != lastWord) {
      parent = before
      lastWord = word
      table.parents.push(parent)
      table.lastWords.push(lastWord)
      node++
    }
    put(nodes.at, begin, node)
  }
  countEntries(ordered.at, count, nodes.at, length + 1, shortest)
  return node + 1
}
