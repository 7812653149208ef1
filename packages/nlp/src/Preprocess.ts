/**
 * From the text of an ad to the terms that a model counts.
 *
 * Lower case; URLs, e-mail addresses and punctuation out; stop words out;
 * words to lemmas (English, by wink-nlp) or stems (French, by Snowball), other
 * languages as they are; accents off. Names such as `c++`, `ci/cd` and
 * `power bi` are terms as they stand. Each distinct word is analysed once.
 *
 * @module
 */
import { englishClitics, makeEnglish } from "./preprocess/English.ts"
import { fold } from "./preprocess/Fold.ts"
import { frenchElisions, makeFrench } from "./preprocess/French.ts"
import { defaultNames, findPhrase, type ProtectedNames, protectNames } from "./preprocess/ProtectedNames.ts"
import { stopWordsOf } from "./preprocess/StopWords.ts"
import { endOfWord, isWordCharacter } from "./preprocess/Words.ts"
import { detached } from "./tfidf/Detached.ts"

/** Stands for everything but the names that decides the terms of a text. Part of the code version of what is made of them. */
export const preprocessVersion = "1 wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1 snowball-stemmers@0.6.0 stopword@3.1.5"

/**
 * The terms of a text in their order. `language` is an ISO 639-1 code; null
 * (not known) and languages that are not supported have no lemmas.
 *
 * Synchronous and pure; never throws. A term may hold a space (`power bi`),
 * so keep terms apart, as tokens, instead of joining them.
 */
export type Preprocessor = (text: string, language: string | null) => ReadonlyArray<string>

export interface PreprocessOptions {
  /** The names that are terms as they stand, in any case; one word or more. */
  readonly names?: Iterable<string>
  /** Whether English and French words become lemmas and stems (true). */
  readonly hasLemmas?: boolean
}

/** Makes a preprocessor with names of one's own. It keeps what it learns, so make one, not one per text. */
export const makePreprocessor = ({ hasLemmas = true, names = defaultNames }: PreprocessOptions = {}): Preprocessor => {
  const protectedNames = protectNames(names)
  const readers = new Map<string | null, Reader>()
  return (text, language) => {
    const known = readers.get(language)
    if (known !== undefined) return known.read(text)
    const reader = new Reader(language, hasLemmas, protectedNames)
    readers.set(language, reader)
    return reader.read(text)
  }
}

/** The preprocessor with the default names. */
export const preprocess: Preprocessor = makePreprocessor()

/** What is known of a word: its term, empty if it has none, and the longer names that may begin with it. */
interface Word {
  readonly term: string
  readonly phrases: Parameters<typeof findPhrase>[0]
}

/** Words kept by one reader; ads in two languages have about 100,000 distinct ones per 100,000 ads. */
const cacheSize = 200_000
/** Longer runs of letters are no words (keys, encoded data) and would only fill the cache. */
const longestWord = 64
const apostrophes = "'’ʼ‘"
const noPhrases: Word["phrases"] = []

/** Reads texts of one language. */
class Reader {
  readonly #names: ProtectedNames
  readonly #termOf: (word: string) => string
  readonly #language: string | null
  readonly #words = new Map<string, Word>()

  constructor(language: string | null, hasLemmas: boolean, names: ProtectedNames) {
    this.#language = language
    this.#names = names
    this.#termOf = makeTermOf(language, hasLemmas)
  }

  read(source: string): ReadonlyArray<string> {
    const text = clean(source)
    const terms: Array<string> = []
    for (let at = 0; at < text.length; at++) {
      if (!isWordCharacter(text, at)) continue
      const end = endOfWord(text, at)
      const isBeforeApostrophe = isWordCharacter(text, end + 1) && apostrophes.includes(text.charAt(end))
      at = isBeforeApostrophe ? this.#readContraction(text, at, end, terms) : this.#readWord(text, at, end, terms)
    }
    return terms
  }

  /** Adds the term of the word, or of the name that begins with it; answers where it ended. */
  #readWord(text: string, begin: number, end: number, terms: Array<string>): number {
    const { phrases, term } = this.#word(text.slice(begin, end))
    const name = phrases.length === 0 ? undefined : findPhrase(phrases, text, begin)
    if (name !== undefined) terms.push(name.term)
    else if (term !== "") terms.push(term)
    return name?.end ?? end
  }

  /** The same for a word with an apostrophe behind it, and what follows if that is no word. */
  #readContraction(text: string, begin: number, end: number, terms: Array<string>): number {
    const head = text.slice(begin, end)
    if (this.#language === "fr" && frenchElisions.has(head)) return end
    if (this.#language !== "en") return this.#readWord(text, begin, end, terms)
    const tailEnd = endOfWord(text, end + 1)
    const tail = text.slice(end + 1, tailEnd)
    if (tail === "t" && head.endsWith("n")) return tailEnd
    const readEnd = this.#readWord(text, begin, end, terms)
    return readEnd === end && englishClitics.has(tail) ? tailEnd : readEnd
  }

  #word(spelling: string): Word {
    const known = this.#words.get(spelling)
    if (known !== undefined) return known
    if (spelling.length > longestWord) return { term: "", phrases: noPhrases }
    const key = detached(spelling)
    const phrases = this.#names.phrases.get(key) ?? noPhrases
    const word = { term: this.#names.words.has(key) ? key : longEnough(this.#termOf(key)), phrases }
    if (this.#words.size >= cacheSize) this.#words.clear()
    this.#words.set(key, word)
    return word
  }
}

/** One character alone says nothing, as to scikit-learn. */
const longEnough = (term: string): string => (term.length < 2 ? "" : term)

const makeTermOf = (language: string | null, hasLemmas: boolean): ((word: string) => string) => {
  if (hasLemmas && language === "en") return makeEnglish()
  if (hasLemmas && language === "fr") return makeFrench()
  const stopWords = stopWordsOf(language)
  return (word) => (stopWords.has(word) ? "" : fold(word))
}

/** Lower case in NFC, without addresses and without characters that only steer the layout. */
const clean = (source: string): string => {
  const text = source
    .normalize("NFC")
    .toLowerCase()
    .replace(/\u00ad|\u200c|\u200d|\u2060|\ufeff/g, "")
  const withoutUrls = /:\/\/|www\./.test(text) ? text.replace(/(?:\w{2,10}:\/\/|www\.)\S+/g, " ") : text
  return withoutUrls.includes("@") ? withoutUrls.replace(/[^\s@]{1,64}@[^\s@]{1,255}/g, " ") : withoutUrls
}
