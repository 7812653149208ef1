/**
 * Where the terms of a model stand in a text, as people wrote them.
 *
 * @module
 */
import { type LocatedTerm, preprocess } from "../Preprocess.ts"

/** From a UTF-16 unit to the first one behind. */
export type Range = readonly [begin: number, end: number]

/** One occurrence of a term. */
export interface TermPlace {
  readonly term: string
  /** Its words as they stand in the text. */
  readonly word: string
  /** The range of each of its words, in order: between them there may be words that do not count. */
  readonly ranges: ReadonlyArray<Range>
}

/** Every occurrence of the terms in a text, in the order of their beginnings. */
export const termPlaces = (
  text: string,
  language: string | null,
  { ngramRange: [shortest, longest], terms }: TermsToPlace
): ReadonlyArray<TermPlace> => {
  const located = preprocess.located(text, language)
  const begun = beginningsOf(terms)
  const places: Array<TermPlace> = []
  for (let first = 0; first < located.length; first++) {
    let term = ""
    // Most words begin no term that is looked for.
    for (let size = 1; size <= longest && first + size <= located.length; size++) {
      const next = located[first + size - 1]?.term ?? ""
      term = size === 1 ? next : `${term} ${next}`
      if (!begun.has(term)) break
      if (size < shortest || !terms.has(term)) continue
      const words = located.slice(first, first + size)
      places.push({ term, word: spelling(text, words), ranges: words.map(({ begin, end }) => [begin, end]) })
    }
  }
  return places
}

/** The terms, and what stands before each space in them. */
const beginningsOf = (terms: ReadonlySet<string>): ReadonlySet<string> => {
  const begun = new Set(terms)
  for (const term of terms) {
    for (let at = term.indexOf(" "); at >= 0; at = term.indexOf(" ", at + 1)) begun.add(term.slice(0, at))
  }
  return begun
}

export interface TermsToPlace {
  /** The shortest and longest terms, in words. */
  readonly ngramRange: readonly [number, number]
  readonly terms: ReadonlySet<string>
}

/** For each term that was found how it is written most often; of equally frequent ways the first. */
export const writtenForms = (places: ReadonlyArray<TermPlace>): ReadonlyMap<string, string> => {
  const uses = new Map<string, number>()
  const forms = new Map<string, string>()
  const usesOf = (term: string, word: string | undefined) => uses.get(`${term}\n${word}`) ?? 0
  for (const { term, word } of places) uses.set(`${term}\n${word}`, usesOf(term, word) + 1)
  for (const { term, word } of places) {
    if (usesOf(term, word) > usesOf(term, forms.get(term))) forms.set(term, word)
  }
  return forms
}

/** Ranges in their order, those that touch or overlap as one. */
export const joinedRanges = (ranges: Iterable<Range>): ReadonlyArray<Range> => {
  const joined: Array<Range> = []
  for (const [begin, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && begin <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], end)]
    else joined.push([begin, end])
  }
  return joined
}

/** More than this between two words of a term, or the end of a line, is not shown as part of it. */
const widestGap = 12

/** The words and what stands between them, as long as that is short: `ingénieur de données`. */
const spelling = (text: string, words: ReadonlyArray<LocatedTerm>): string =>
  words
    .map(({ begin, end }, place) => {
      const gap = place === 0 ? "" : text.slice(words[place - 1]?.end, begin)
      const shown = gap.length > widestGap || /[\n.!?]/.test(gap) ? " " : gap
      return shown + text.slice(begin, end)
    })
    .join("")
    .replace(/\s+/g, " ")
