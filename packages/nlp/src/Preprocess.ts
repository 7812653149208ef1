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
import { cleanTraced } from "./preprocess/Clean.ts"
import { defaultNames, protectNames } from "./preprocess/ProtectedNames.ts"
import { TextReader } from "./preprocess/TextReader.ts"
import type { NumberedTokens } from "./tfidf/Lexicon.ts"

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
  /** The same terms by number, for those who count many texts: of a text, or of its UTF-16 units. */
  readonly numbered: (text: string | Uint16Array, language: string | null) => NumberedTokens
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

/** Terms of all languages; then everything is learnt anew, so that a long life needs no more memory. */
const lexiconSize = 500_000

/** Makes a preprocessor with names of one's own. It keeps what it learns, so make one, not one per text. */
export const makePreprocessor = ({ hasLemmas = true, names = defaultNames }: PreprocessOptions = {}): Preprocessor => {
  const protectedNames = protectNames(names)
  let reader: TextReader | undefined
  const readerNow = (): TextReader => {
    if (reader === undefined || reader.lexicon.size > lexiconSize) reader = new TextReader(protectedNames, hasLemmas)
    return reader
  }
  const numbered = (text: string | Uint16Array, language: string | null): NumberedTokens => {
    const reader = readerNow()
    return { lexicon: reader.lexicon, numbers: reader.read(text, language) }
  }
  const spelled = (text: string, language: string | null): ReadonlyArray<string> => {
    const { lexicon, numbers } = numbered(text, language)
    return Array.from(numbers, (number) => lexicon.spell(number))
  }
  const located = (source: string, language: string | null): ReadonlyArray<LocatedTerm> => {
    const { origins, text } = cleanTraced(source)
    const reader = readerNow()
    const numbers = reader.readClean(text, language)
    const { begins, ends } = reader.places()
    return Array.from(numbers, (number, place) => ({
      term: reader.lexicon.spell(number),
      begin: origins[begins[place] ?? 0] ?? 0,
      end: origins[ends[place] ?? 0] ?? 0
    }))
  }
  return Object.assign(spelled, { numbered, located })
}

/** The preprocessor with the default names. */
export const preprocess: Preprocessor = makePreprocessor()
