/**
 * Reads the terms of texts.
 *
 * Its loops over the letters are compiled (`assembly/reading.ts`): it asks here
 * for what it does not know, the first time that it meets a word.
 *
 * @module
 */
import { addressOf, type Compiled, instantiate, int32s } from "../compiled/instantiate.ts"
import { reading } from "../compiled/modules.ts"
import { Lexicon } from "../tfidf/Lexicon.ts"
import { clean } from "./Clean.ts"
import { makeEnglish } from "./English.ts"
import { fold } from "./Fold.ts"
import { frenchElisions, makeFrench } from "./French.ts"
import { lowerUnits } from "./LowerUnits.ts"
import { findPhrase, type Phrase, type ProtectedNames } from "./ProtectedNames.ts"
import { stopWordsOf } from "./StopWords.ts"
import { isWordPair, wordUnits } from "./Words.ts"

/** See `assembly/reading.ts`. */
interface Reading extends Compiled {
  readonly kinds: { readonly value: number }
  readonly lowers: { readonly value: number }
  readonly joinsAsEnglish: { readonly value: number }
  readonly joinsAsFrench: { readonly value: number }
  readonly textFor: (length: number) => number
  readonly lower: (length: number) => number
  readonly newTable: () => number
  readonly read: (table: number, joins: number, length: number) => number
  readonly addTerm: (term: number, begin: number, end: number) => void
  readonly termsAt: () => number
  readonly beginsAt: () => number
  readonly endsAt: () => number
}

/** Numbers that are given a piece of memory together: those of some 250 ads. */
const numbersAtOnce = 16_384

/** What a word is known by if it has no term. */
const noTerm = -1
/** Words that names of several words may begin with are known by their places, from here down. */
const firstLeader = -2

/** A word that names of several words begin with. */
interface Leader {
  readonly word: string
  /** The number of its own term, or `noTerm`. */
  readonly term: number
  readonly phrases: ReadonlyArray<Phrase>
}

interface Language {
  /** By which rules its words are written together; 0 by none. */
  readonly joins: number
  readonly termOf: (word: string) => string
  /** The table of its words, in the memory of what is compiled. */
  readonly table: number
  readonly leaders: Array<Leader>
}

export class TextReader {
  readonly lexicon = new Lexicon()
  readonly #names: ProtectedNames
  readonly #hasLemmas: boolean
  readonly #languages = new Map<string | null, Language>()
  readonly #reading: Reading
  #memory = Buffer.alloc(0)
  /** Memory for numbers that nobody has yet. */
  #copies = new Int32Array(0)
  /** Where the text that is read begins, its units, what it is as a string if somebody asked, and how many terms it has. */
  #textAt = 0
  #length = 0
  #text: string | undefined
  #language: Language
  #count = 0

  constructor(names: ProtectedNames, hasLemmas: boolean) {
    this.#names = names
    this.#hasLemmas = hasLemmas
    this.#reading = instantiate<Reading>("reading", reading, {
      isWordPair: (at = 0) => (isWordPair(this.#units(), at) ? 1 : 0),
      learn: (begin = 0, end = 0) => this.#learn(this.#spelling(begin, end)),
      lead: (leader = firstLeader, begin = 0, end = 0) => this.#lead(leader, begin, end)
    })
    const { kinds, lowers, memory } = this.#reading
    new Uint8Array(memory.buffer).set(wordUnits(), addressOf(kinds.value))
    new Uint16Array(memory.buffer, addressOf(lowers.value)).set(lowerUnits())
    this.#language = this.#languageOf(null)
  }

  /** The numbers of the terms of a text, of which its UTF-16 units may be given instead. */
  read(text: string | Uint16Array, language: string | null): Int32Array {
    this.#write(text)
    if (this.#reading.lower(text.length) === 0) this.#write(clean(stringOf(text)))
    return this.#terms(language)
  }

  /** The same of a text that is clean already. */
  readClean(text: string, language: string | null): Int32Array {
    this.#write(text)
    return this.#terms(language)
  }

  #write(text: string | Uint16Array): void {
    const { memory, textFor } = this.#reading
    this.#textAt = addressOf(textFor(text.length))
    this.#length = text.length
    this.#text = undefined
    if (this.#memory.buffer !== memory.buffer) this.#memory = Buffer.from(memory.buffer)
    if (typeof text === "string") this.#memory.write(text, this.#textAt, "utf16le")
    else new Uint16Array(memory.buffer, this.#textAt, text.length).set(text)
  }

  #terms(language: string | null): Int32Array {
    const { read, termsAt } = this.#reading
    this.#language = this.#languageOf(language)
    this.#count = read(this.#language.table, this.#language.joins, this.#length)
    return this.#copied(int32s(this.#reading, termsAt(), this.#count))
  }

  /** The next text's numbers will stand where these do. A piece of memory for each text alone would take longer than copying. */
  #copied(numbers: Int32Array): Int32Array {
    if (this.#copies.length < numbers.length) this.#copies = new Int32Array(Math.max(numbersAtOnce, numbers.length))
    const copy = this.#copies.subarray(0, numbers.length)
    copy.set(numbers)
    this.#copies = this.#copies.subarray(numbers.length)
    return copy
  }

  /** Where each term that was read last begins in its text, and the first unit behind it. */
  places(): { readonly begins: Int32Array; readonly ends: Int32Array } {
    const { beginsAt, endsAt } = this.#reading
    const placesAt = (at: number) => int32s(this.#reading, at, this.#count)
    return { begins: placesAt(beginsAt()), ends: placesAt(endsAt()) }
  }

  /** Those of the text, until what is compiled has need of more memory; one of 0 stands behind. */
  #units(): Uint16Array {
    return new Uint16Array(this.#reading.memory.buffer, this.#textAt, this.#length + 1)
  }

  /** What stands between two places of the text. */
  #spelling(begin: number, end: number): string {
    const { buffer } = this.#reading.memory
    return Buffer.from(buffer, this.#textAt + 2 * begin, 2 * (end - begin)).toString("utf16le")
  }

  #languageOf(code: string | null): Language {
    const known = this.#languages.get(code)
    if (known !== undefined) return known
    const { joinsAsEnglish, joinsAsFrench } = this.#reading
    const joins = code === "en" ? joinsAsEnglish.value : code === "fr" ? joinsAsFrench.value : 0
    const language = { joins, termOf: makeTermOf(code, this.#hasLemmas), table: this.#reading.newTable(), leaders: [] }
    this.#languages.set(code, language)
    return language
  }

  /** Twice what the word is known by, and one more where it is written together with the next. */
  #learn(word: string): number {
    const isName = this.#names.words.has(word)
    const spelled = isName ? word : this.#language.termOf(word)
    // One character alone says nothing, as to scikit-learn; unless it is a name.
    const term = isName || spelled.length > 1 ? this.lexicon.numberOf(spelled) : noTerm
    const phrases = this.#names.phrases.get(word)
    const known = phrases === undefined ? term : this.#leaderOf({ word, term, phrases })
    return 2 * known + (frenchElisions.has(word) ? 1 : 0)
  }

  /** The leader's number; a word that was forgotten by a full table has one already. */
  #leaderOf(leader: Leader): number {
    const { leaders } = this.#language
    const place = leaders.findIndex(({ word }) => word === leader.word)
    return firstLeader - (place < 0 ? leaders.push(leader) - 1 : place)
  }

  /** Adds the name that begins with a word, or the word's own term; answers where it ended. */
  #lead(leader: number, begin: number, end: number): number {
    const { phrases = [], term = noTerm } = this.#language.leaders[firstLeader - leader] ?? {}
    this.#text ??= this.#spelling(0, this.#length)
    const name = findPhrase(phrases, this.#text, this.#units(), begin)
    if (name !== undefined) this.#reading.addTerm(this.lexicon.numberOf(name.term), name.begin, name.end)
    else if (term !== noTerm) this.#reading.addTerm(term, begin, end)
    return name?.end ?? end
  }
}

const stringOf = (text: string | Uint16Array): string =>
  typeof text === "string" ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString("utf16le")

const makeTermOf = (language: string | null, hasLemmas: boolean): ((word: string) => string) => {
  if (hasLemmas && language === "en") return makeEnglish()
  if (hasLemmas && language === "fr") return makeFrench()
  const stopWords = stopWordsOf(language)
  return (word) => (stopWords.has(word) ? "" : fold(word))
}
