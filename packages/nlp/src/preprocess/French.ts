/**
 * French words by Snowball.
 *
 * @module
 */
import { createRequire } from "node:module"
import { fold } from "./Fold.ts"
import { stopWordsOf } from "./StopWords.ts"

interface Snowball {
  readonly newStemmer: (language: string) => { readonly stem: (word: string) => string }
}

/**
 * The function from a lower-case word to its term: the Snowball stem, without
 * accents; empty for stop words.
 *
 * The stemmer needs the accents, so they are taken off last. A stem is no
 * word, so it is not looked up among the stop words: `tonne` is not `ton`.
 */
export const makeFrench = (): ((word: string) => string) => {
  const snowball: Snowball = createRequire(import.meta.url)("snowball-stemmers")
  const stemmer = snowball.newStemmer("french")
  const stopWords = stopWordsOf("fr")
  return (word) => (stopWords.has(word) ? "" : fold(/\p{N}/u.test(word) ? word : stemmer.stem(word)))
}

/** What stands before an apostrophe without being a word: `l'équipe`, `qu'il`. */
export const frenchElisions: ReadonlySet<string> = new Set(
  "l d j m t s n c qu jusqu lorsqu puisqu quoiqu quelqu".split(" ")
)
