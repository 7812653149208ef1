import type { ResolvedOptions } from "./TfidfOptions.ts"
import { inverseDocumentFrequencies } from "./Weights.ts"

/** A fitted model: plain data. Column `i` of its matrices is `vocabulary[i]`. */
export interface TfidfModel {
  /** The terms, sorted by code point; in the given order if they were given as an array. */
  readonly vocabulary: ReadonlyArray<string>
  /** The factor of each term; all 1 if the model does not use idf. */
  readonly idf: Float64Array
  readonly options: ResolvedOptions
}

/** The model of a vocabulary whose terms have these numbers in the counts of `documents` documents; -1 is in none. */
export const makeModel = (
  vocabulary: ReadonlyArray<string>,
  terms: Int32Array,
  counts: { readonly documents: number; readonly documentFrequencies: Int32Array },
  options: ResolvedOptions
): TfidfModel => ({
  vocabulary,
  idf: inverseDocumentFrequencies(
    terms.map((term) => counts.documentFrequencies[term] ?? 0),
    counts.documents,
    options
  ),
  options
})
