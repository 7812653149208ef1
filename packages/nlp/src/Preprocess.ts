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
import { clean, cleanTraced } from "./preprocess/Clean.ts"
import { englishClitics, makeEnglish } from "./preprocess/English.ts"
import { fold } from "./preprocess/Fold.ts"
import { frenchElisions, makeFrench } from "./preprocess/French.ts"
import {
  defaultNames,
  findPhrase,
  type Phrase,
  type ProtectedNames,
  protectNames
} from "./preprocess/ProtectedNames.ts"
import { stopWordsOf } from "./preprocess/StopWords.ts"
import { endOfWord, isWordUnit, TextUnits } from "./preprocess/Words.ts"
import { emptyHash, hashLetter, unknownWord, WordTable } from "./preprocess/WordTable.ts"
import { detached } from "./tfidf/Detached.ts"
import { Lexicon, type NumberedTokens } from "./tfidf/Lexicon.ts"

/** Stands for everything but the names that decides the terms of a text. Part of the code version of what is made of them. */
export const preprocessVersion = "2 wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1 @orama/stemmers@3.1.18 stopword@3.1.5"

/**
 * The terms of a text in their order. `language` is an ISO 639-1 code; null
 * (not known) and languages that are not supported have no lemmas.
 *
 * Synchronous and pure; never throws. A term may hold a space (`power bi`),
 * so keep terms apart, as tokens, instead of joining them.
 */
export interface Preprocessor {
  (text: string, language: string | null): ReadonlyArray<string>
  /** The same terms by number, for those who count many texts. */
  readonly numbered: (text: string, language: string | null) => NumberedTokens
  /** The same terms with their places, for those who show them. */
  readonly located: (text: string, language: string | null) => ReadonlyArray<LocatedTerm>
}

/** A term, and where what it was made of stands in the text that was given, in UTF-16 units. */
export interface LocatedTerm {
  readonly term: string
  readonly begin: number
  /** The first unit behind. */
  readonly end: number
}

export interface PreprocessOptions {
  /** The names that are terms as they stand, in any case; one word or more. */
  readonly names?: Iterable<string>
  /** Whether English and French words become lemmas and stems (true). */
  readonly hasLemmas?: boolean
}

/** Makes a preprocessor with names of one's own. It keeps what it learns, so make one, not one per text. */
export const makePreprocessor = ({ hasLemmas = true, names = defaultNames }: PreprocessOptions = {}): Preprocessor => {
  const protectedNames = protectNames(names)
  let lexicon = new Lexicon()
  const readers = new Map<string | null, Reader>()
  const readerOf = (language: string | null): Reader => {
    if (lexicon.size > lexiconSize) {
      lexicon = new Lexicon()
      readers.clear()
    }
    const reader = readers.get(language) ?? new Reader(language, hasLemmas, protectedNames, lexicon)
    readers.set(language, reader)
    return reader
  }
  const numbered = (text: string, language: string | null): NumberedTokens => {
    const reader = readerOf(language)
    return { lexicon, numbers: reader.read(clean(text)) }
  }
  const spelled = (text: string, language: string | null): ReadonlyArray<string> => {
    const { lexicon, numbers } = numbered(text, language)
    return numbers.map((number) => lexicon.spell(number))
  }
  const located = (source: string, language: string | null): ReadonlyArray<LocatedTerm> => {
    const { origins, text } = cleanTraced(source)
    const reader = readerOf(language)
    return reader.read(text).map((number, place) => ({
      term: lexicon.spell(number),
      begin: origins[reader.begins[place] ?? 0] ?? 0,
      end: origins[reader.ends[place] ?? 0] ?? 0
    }))
  }
  return Object.assign(spelled, { numbered, located })
}

/** The preprocessor with the default names. */
export const preprocess: Preprocessor = makePreprocessor()

/**
 * What is known of a word is a number: that of its term, `noTerm`, or if names
 * of several words may begin with it, its place among the leaders, from
 * `firstLeader` down.
 */
const noTerm = -1
const firstLeader = -2

/** A word that names of several words begin with. */
interface Leader {
  readonly word: string
  /** The number of its own term, or `noTerm`. */
  readonly term: number
  readonly phrases: ReadonlyArray<Phrase>
}

/** Words kept by one reader; ads in two languages have about 100,000 distinct ones per 100,000 ads. */
const cacheSize = 200_000
/** Longer runs of letters are no words (keys, encoded data) and would only fill the cache. */
const longestWord = 64
/** Terms of all languages; then everything is learnt anew, so that a long life needs no more memory. */
const lexiconSize = 500_000

/** Texts are read one after another, so all readers share it. */
const textUnits = new TextUnits()

/** Reads texts of one language. */
class Reader {
  readonly #names: ProtectedNames
  readonly #termOf: (word: string) => string
  readonly #language: string | null
  readonly #lexicon: Lexicon
  readonly #words = new WordTable(cacheSize)
  readonly #leaders: Array<Leader> = []
  /** The terms of the text that is read: one growing array for all texts, copied once for each. */
  readonly #terms: Array<number> = []
  #count = 0
  /** Where each term that was read last begins and ends in its clean text. */
  readonly begins: Array<number> = []
  readonly ends: Array<number> = []

  constructor(language: string | null, hasLemmas: boolean, names: ProtectedNames, lexicon: Lexicon) {
    this.#language = language
    this.#names = names
    this.#lexicon = lexicon
    this.#termOf = makeTermOf(language, hasLemmas)
  }

  /** The terms of a clean text. */
  read(text: string): ReadonlyArray<number> {
    const units = textUnits.read(text)
    this.#count = 0
    for (let at = 0; at < text.length; at++) {
      if (!isWordUnit(units, at)) continue
      const begin = at
      let hash = emptyHash
      do hash = hashLetter(hash, units[at++] ?? 0)
      while (isWordUnit(units, at))
      const found = this.#words.find(units, begin, at, hash)
      const word = found === unknownWord ? this.#learn(text.slice(begin, at), hash) : found
      const isContracted = isApostrophe(units[at] ?? 0) && isWordUnit(units, at + 1)
      if (isContracted && this.#isElided(text, begin, at)) continue
      const tail = isContracted ? text.slice(at + 1, endOfWord(units, at + 1)) : ""
      if (this.#isNegation(text, at, tail)) at += 1 + tail.length
      else {
        const end = this.#add(word, text, units, begin, at)
        at = end === at && this.#isClitic(tail) ? at + 1 + tail.length : end
      }
    }
    return this.#terms.slice(0, this.#count)
  }

  /** `l'`, `qu'`: the word begins behind. */
  #isElided(text: string, begin: number, end: number): boolean {
    return this.#language === "fr" && frenchElisions.has(text.slice(begin, end))
  }

  /** `isn't`, `don't`: verbs that are stop words. */
  #isNegation(text: string, end: number, tail: string): boolean {
    return tail === "t" && this.#language === "en" && text[end - 1] === "n"
  }

  /** `company's`, `we're`: what follows is no word. */
  #isClitic(tail: string): boolean {
    return tail !== "" && this.#language === "en" && englishClitics.has(tail)
  }

  /** Adds the term of a word, or of the name that begins with it; answers where it ended. */
  #add(word: number, text: string, units: Uint16Array, begin: number, end: number): number {
    const leader = word <= firstLeader ? this.#leaders[firstLeader - word] : undefined
    const name = leader === undefined ? undefined : findPhrase(leader.phrases, text, units, begin)
    const term = name === undefined ? (leader?.term ?? word) : this.#lexicon.numberOf(name.term)
    const ended = name?.end ?? end
    if (term >= 0) {
      this.begins[this.#count] = name?.begin ?? begin
      this.ends[this.#count] = ended
      this.#terms[this.#count++] = term
    }
    return ended
  }

  #learn(spelling: string, hash: number): number {
    if (spelling.length > longestWord) return noTerm
    const word = detached(spelling)
    const isName = this.#names.words.has(word)
    const spelled = isName ? word : this.#termOf(word)
    // One character alone says nothing, as to scikit-learn; unless it is a name.
    const term = isName || spelled.length > 1 ? this.#lexicon.numberOf(spelled) : noTerm
    const phrases = this.#names.phrases.get(word)
    const known = phrases === undefined ? term : this.#lead({ word, term, phrases })
    this.#words.add(word, hash, known)
    return known
  }

  /** The leader's number; a word that was forgotten by a full table has one already. */
  #lead(leader: Leader): number {
    const place = this.#leaders.findIndex(({ word }) => word === leader.word)
    return firstLeader - (place < 0 ? this.#leaders.push(leader) - 1 : place)
  }
}

/** Straight, curly either way, and the letter. */
const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019 || unit === 0x2018 || unit === 0x2bc

const makeTermOf = (language: string | null, hasLemmas: boolean): ((word: string) => string) => {
  if (hasLemmas && language === "en") return makeEnglish()
  if (hasLemmas && language === "fr") return makeFrench()
  const stopWords = stopWordsOf(language)
  return (word) => (stopWords.has(word) ? "" : fold(word))
}
