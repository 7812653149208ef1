/**
 * English words by wink-nlp.
 *
 * @module
 */
import { createRequire } from "node:module"
import { fold } from "./Fold.ts"
import { stopWordsOf } from "./StopWords.ts"

/** What is used of wink-nlp; its own types of `out` refuse its own `lemma`. */
interface Wink {
  readonly its: { readonly lemma: Feature<string>; readonly stopWordFlag: Feature<boolean> }
  readonly readDoc: (text: string) => { readonly tokens: () => Tokens; readonly isOOV: (word: string) => boolean }
}
interface Tagger extends Wink {
  /** Whether it has no entry for a lower-case word. */
  readonly isUnknown: (word: string) => boolean
}
interface Tokens {
  readonly length: () => number
  readonly itemAt: (place: number) => { readonly out: <A>(feature: Feature<A>) => A }
}
type Feature<A> = (...internals: ReadonlyArray<never>) => A

/** Where the lemma of a word on its own is not what ads mean by it: `data` is no plural to them. */
const exceptions: ReadonlyMap<string, string> = new Map([
  ["data", "data"],
  ["media", "media"],
  ["analyses", "analysis"]
])

/**
 * A word of which wink knows no form is what it is if it is spelled like none: nothing has to be tagged and taken off.
 * Tagging one takes twenty times as long as looking it up. Of the different words of a hundred ads a tenth are such
 * (names, misspellings); the more ads, the more of them.
 */
const inflected = /[^a-z]|(?:s|ed|ing|est|ier|men|ae)$|^(?:djinn|floreant|marchesi|ossa|terata)$/

/** The tagger keeps each word that it reads: some 150 bytes. After so many it is loaded anew. */
const mostWords = 500_000
const model = "wink-eng-lite-web-model"
let tagger: Tagger | undefined
let words = 0

/** One for all who read English, for the next word. */
const taggerNow = (): Tagger => {
  if (tagger === undefined || words >= mostWords) {
    tagger = loadTagger()
    words = 0
  }
  return tagger
}

/** Loads the files of the model too: each tagger that is made of the same ones doubles something in them, and some twentieth fails. */
const loadTagger = (): Tagger => {
  const require = createRequire(import.meta.url)
  for (const file of Object.keys(require.cache)) if (file.includes(model)) delete require.cache[file]
  const wink: (model: unknown, pipe: ReadonlyArray<string>) => Wink = require("wink-nlp")
  const nlp = wink(require(model), ["pos"])
  return { ...nlp, isUnknown: nlp.readDoc("").isOOV }
}

/**
 * The function from a lower-case word to its term: the lemma of its most
 * likely part of speech; empty for stop words. Accents come off first, since
 * the model knows no `résumés`. The first call loads the language model (about 0.1 s).
 *
 * Words are read on their own, so that each is read once: of the words of an
 * ad, nearly all have one lemma in every context.
 */
export const makeEnglish = (): ((word: string) => string) => {
  taggerNow()
  const stopWords = stopWordsOf("en")
  return (spelling) => {
    const word = fold(spelling)
    if (stopWords.has(word)) return ""
    const exception = exceptions.get(word)
    if (exception !== undefined) return exception
    const nlp = taggerNow()
    if (!inflected.test(word) && nlp.isUnknown(word)) return word
    words++
    const tokens = nlp.readDoc(word).tokens()
    if (tokens.length() !== 1) return word
    const token = tokens.itemAt(0)
    if (token.out(nlp.its.stopWordFlag)) return ""
    const lemma = token.out(nlp.its.lemma).toLowerCase()
    return stopWords.has(lemma) ? "" : lemma
  }
}
