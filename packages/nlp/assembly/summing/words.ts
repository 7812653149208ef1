/** The words of all tables, with the sums of their frequencies. */
import { get, Numbers, put } from "../memory/Numbers"
import { WordOrder } from "../words/WordOrder"
import { hashOf, unknownWord, WordTable } from "../words/WordTable"

const words = new WordTable(i32.MAX_VALUE)
/** By word: where its spelling begins, how many bytes it has, its occurrences, its documents. */
export const begins = new Numbers()
export const lengths = new Numbers()
export const wordOccurrences = new Numbers()
export const wordDocuments = new Numbers()
export const order = new WordOrder(words.letters, begins, lengths)

/** Where the spellings of all words begin. */
export function lettersAt(): usize {
  return words.letters.at
}

/** The number of the word that is spelled at a place, which gets one if it has none. */
export function wordOf(at: usize, length: i32): i32 {
  const hash = hashOf(at, length)
  const found = words.find(at, length, hash)
  if (found != unknownWord) return found
  const word = begins.length
  begins.push(words.add(at, length, hash, word))
  lengths.push(length)
  wordOccurrences.push(0)
  wordDocuments.push(0)
  order.add(word)
  return word
}

@inline
export function addToWord(word: i32, occurrences: i32, documents: i32): void {
  put(wordOccurrences.at, word, get(wordOccurrences.at, word) + occurrences)
  put(wordDocuments.at, word, get(wordDocuments.at, word) + documents)
}
