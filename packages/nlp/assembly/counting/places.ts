/**
 * The words of documents, one behind the other, to be counted.
 *
 * A place is a word of a document. Most tokens are one word; one with spaces in it takes several places.
 */
import { get, Numbers } from "../memory/Numbers"
import { begins, input, severals, wordOf } from "./tokens"

/** By place: its word's number, its token, counted over all documents, and its document. */
export const wordAt = new Numbers()
export const tokenAt = new Numbers()
export const documentAt = new Numbers()
export let documents: i32 = 0
let tokens: i32 = 0

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
