/**
 * Where the terms of a model stand in an ad.
 *
 * @module
 */
import { joinedRanges, type Range, termPlaces, writtenForms } from "@jobgraph/nlp/search/TermPlaces"
import { adText, descriptionStart } from "../tfidf/adText.ts"

/** An ad with its text. */
export interface AdToMark {
  readonly job_title: string
  readonly job_description: string | null
  readonly language: string | null
}

/** Places in a field of an ad: UTF-16 units, ascending, apart from each other; the second number is the first unit behind. */
export interface Highlight {
  readonly field: "title" | "description"
  readonly ranges: ReadonlyArray<Range>
}

export interface Marks {
  /** How the ad writes each term that it has. */
  readonly words: ReadonlyMap<string, string>
  readonly highlights: ReadonlyArray<Highlight>
}

/** Finds terms in an ad as the model counts them: by lemma or stem, with stop words between the words of a pair. */
export const highlights = (
  ad: AdToMark,
  terms: Iterable<string>,
  { ngramRange }: { readonly ngramRange: readonly [number, number] }
): Marks => {
  const places = termPlaces(adText(ad), ad.language, { ngramRange, terms: new Set(terms) })
  const ranges = joinedRanges(places.flatMap(({ ranges }) => ranges))
  const start = descriptionStart(ad)
  const within = (field: Highlight["field"], from: number, to: number): ReadonlyArray<Highlight> => {
    const own = ranges.flatMap(([begin, end]): ReadonlyArray<Range> => {
      const range = [Math.max(begin, from) - from, Math.min(end, to) - from] as const
      return range[0] < range[1] ? [range] : []
    })
    return own.length === 0 ? [] : [{ field, ranges: own }]
  }
  return {
    words: writtenForms(places),
    highlights: [...within("title", 0, ad.job_title.length), ...within("description", start, Number.POSITIVE_INFINITY)]
  }
}
