/**
 * French words by Snowball.
 *
 * @module
 */
import { stemmer } from "@orama/stemmers/french"
import { fold } from "./Fold.ts"
import { stopWordsOf } from "./StopWords.ts"

/**
 * The function from a lower-case word to its term: the Snowball stem, without
 * accents; empty for stop words.
 *
 * The stemmer needs the accents, so they are taken off last. A stem is no
 * word, so it is not looked up among the stop words: `tonne` is not `ton`.
 */
export const makeFrench = (): ((word: string) => string) => {
  const stopWords = stopWordsOf("fr")
  return (word) => (stopWords.has(word) ? "" : fold(/\p{N}/u.test(word) ? word : stemmer(word)))
}

/** What stands before an apostrophe without being a word: `l'équipe`, `qu'il`. */
export const frenchElisions: ReadonlySet<string> = new Set(
  "l d j m t s n c qu jusqu lorsqu puisqu quoiqu quelqu".split(" ")
)
