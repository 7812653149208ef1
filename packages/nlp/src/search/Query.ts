/**
 * What somebody searches for, as a vector of a model.
 *
 * @module
 */
import { Result } from "effect"
import { preprocess } from "../Preprocess.ts"
import { stopWordsOf } from "../preprocess/StopWords.ts"
import { countTerms, termOf, type Weighing } from "../TermCounts.ts"
import type { SparseVector } from "./SearchIndex.ts"
import { type TermPlace, type TermsToPlace, termPlaces } from "./TermPlaces.ts"

/** A model that reads queries. */
export interface QueryModel extends Weighing {
  readonly ngramRange: readonly [number, number]
}

/** In which languages a query is read that does not say its own: too short to tell, and often a mixture. */
const languages = ["fr", "en", null] as const

/** Stop words of one language that people search in the other: `car mechanic`, `responsable IT`. */
const homographs: ReadonlySet<string> = new Set(["car", "it"])

/** Words that say nothing in French or in English. */
const stopWords: ReadonlySet<string> = new Set(
  [...stopWordsOf("fr"), ...stopWordsOf("en")].filter((word) => !homographs.has(word))
)

/**
 * The query's weights, of length 1; without columns if the model knows none of its words.
 *
 * A few words do not tell their language, and ads in all of them are searched, so the query is read in French, in
 * English and as it stands, and a term counts as often as in the reading that has it most often. Stop words of both
 * languages are left out of each: ads in other languages, or in none that was told, have `the` and `de` as terms.
 */
export const queryVector = (model: QueryModel, text: string, language?: string | null): SparseVector => {
  const readings = language === undefined ? languages : [language]
  const counts = Result.getOrThrow(
    countTerms(
      readings.map((language) => termsIn(text, language)),
      { ngramRange: model.ngramRange }
    )
  )
  const known = columnsOf(model.vocabulary)
  const { rows, table } = counts
  const most = new Map<number, number>()
  for (const [at, node] of rows.terms.entries()) {
    const column = known.get(termOf(table, node))
    if (column !== undefined) most.set(column, Math.max(most.get(column) ?? 0, rows.counts[at] ?? 0))
  }
  const columns = [...most.keys()].sort((a, b) => a - b)
  const { binary, norm, sublinearTf } = model.options
  const weights = Float64Array.from(columns, (column) => {
    const count = binary ? 1 : (most.get(column) ?? 0)
    return (sublinearTf ? Math.log(count) + 1 : count) * (model.idf[column] ?? 0)
  })
  const sum = weights.reduce((sum, weight) => sum + (norm === "l1" ? Math.abs(weight) : weight * weight), 0)
  const length = norm === null || sum === 0 ? 1 : norm === "l1" ? sum : Math.sqrt(sum)
  return { columns, weights: weights.map((weight) => weight / length) }
}

const termsIn = (text: string, language: string | null): ReadonlyArray<string> =>
  preprocess.located(text, language).flatMap(({ begin, end, term }) => {
    const word = text.slice(begin, end).normalize("NFC").toLowerCase()
    return stopWords.has(word) ? [] : [term]
  })

/** Where the terms of a query stand in it, in each of the languages in which it is read. */
export const queryPlaces = (text: string, wanted: TermsToPlace): ReadonlyArray<TermPlace> =>
  languages.flatMap((language) => termPlaces(text, language, wanted))

/** Vocabularies are plain data, so what is derived from them is kept beside them. */
const columns = new WeakMap<ReadonlyArray<string>, ReadonlyMap<string, number>>()

const columnsOf = (vocabulary: ReadonlyArray<string>): ReadonlyMap<string, number> => {
  const known = columns.get(vocabulary)
  if (known !== undefined) return known
  const made = new Map(vocabulary.map((term, column) => [term, column]))
  columns.set(vocabulary, made)
  return made
}
