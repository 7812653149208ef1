/**
 * The words of documents, one behind the other, to be counted.
 *
 * A place is a word of a document. Most tokens are one word; one with spaces in it takes several places.
 */
import { Bytes } from "./Bytes"
import { get, Numbers } from "./Numbers"
import { WordOrder } from "./WordOrder"

/** By place: its word's number, its token, counted over all documents, and its document. */
export const wordAt = new Numbers()
export const tokenAt = new Numbers()
export const documentAt = new Numbers()
export let documents: i32 = 0
let tokens: i32 = 0

/** By a token's number: that of its one word, or below 0 its place among those of several words, from -1 down. */
const wordOf = new Numbers()
/** Where each token of several words begins among `severals`, and where the last one ends. */
const begins = new Numbers()
const severals = new Numbers()

/** By number: where the UTF-8 of a word begins, and how many bytes it has. */
export const spellingBegins = new Numbers()
export const spellingLengths = new Numbers()
export const spellings = new Bytes()
/** Of those that are words and stand for themselves. */
export const order = new WordOrder(spellings, spellingBegins, spellingLengths)

/** What the host writes before it calls: bytes of a spelling, numbers of tokens. */
const input = new Bytes()

export function inputFor(bytes: i32): usize {
  input.reserve(bytes)
  return input.at
}

/** A token of one word that is its own, spelled by the input's first bytes. Tokens are numbered from 0 as they come. */
export function addWord(length: i32): void {
  order.add(wordOf.length)
  wordOf.push(wordOf.length)
  addSpelling(length)
}

/** A token that counts as one with another number. */
export function addAlias(word: i32): void {
  wordOf.push(word)
  addSpelling(0)
}

/** A token of several words, whose numbers are the input's first ones. */
export function addSeveral(count: i32): void {
  if (begins.length == 0) begins.push(0)
  wordOf.push(-begins.length)
  for (let i = 0; i < count; i++) severals.push(get(input.at, i))
  begins.push(severals.length)
  addSpelling(0)
}

function addSpelling(length: i32): void {
  spellingBegins.push(spellings.length)
  spellingLengths.push(length)
  spellings.reserve(length)
  spellings.copy(input.at, length)
}

/** A document of `count` tokens, whose numbers are the input's first ones. */
export function addDocument(count: i32): void {
  for (let i = 0; i < count; i++) {
    const word = get(wordOf.at, get(input.at, i))
    if (word >= 0) addPlace(word)
    else for (let each = get(begins.at, -1 - word); each < get(begins.at, -word); each++) addPlace(get(severals.at, each))
    tokens++
  }
  documents++
}

@inline
function addPlace(word: i32): void {
  wordAt.push(word)
  tokenAt.push(tokens)
  documentAt.push(documents)
}

/** Forgets the documents, and keeps the memory for others. */
export function clearPlaces(): void {
  wordAt.length = 0
  tokenAt.length = 0
  documentAt.length = 0
  documents = 0
  tokens = 0
}

/** Forgets the tokens, of which no document may be left. */
export function clearTokens(): void {
  wordOf.length = 0
  begins.length = 0
  severals.length = 0
  spellingBegins.length = 0
  spellingLengths.length = 0
  spellings.length = 0
  order.clear()
}
