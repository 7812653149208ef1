/** The tokens of documents, and the words that they are: what the host's lexicon knows. */
import { Bytes } from "../memory/Bytes"
import { get, Numbers } from "../memory/Numbers"
import { WordOrder } from "../words/WordOrder"

/** By a token's number: that of its one word, or below 0 its place among those of several words, from -1 down. */
export const wordOf = new Numbers()
/** Where each token of several words begins among `severals`, and where the last one ends. */
export const begins = new Numbers()
export const severals = new Numbers()

/** By number: where the UTF-8 of a word begins, and how many bytes it has. */
export const spellingBegins = new Numbers()
export const spellingLengths = new Numbers()
export const spellings = new Bytes()
/** Of those that are words and stand for themselves. */
export const order = new WordOrder(spellings, spellingBegins, spellingLengths)

/** What the host writes before it calls: bytes of a spelling, numbers of tokens. */
export const input = new Bytes()

export function inputFor(bytes: i32): usize {
  input.reserveMore(bytes)
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
  spellings.reserveMore(length)
  spellings.copy(input.at, length)
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
