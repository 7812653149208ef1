/**
 * What a model has learned, for people.
 *
 * @module
 */
import { type CsrMatrix, weighCounts } from "@jobgraph/nlp/TermCounts"
import { Effect, Stream } from "effect"
import type { AdFacts } from "../tfidf/AdFacts.ts"
import type { StoredModel } from "../tfidf/ModelFiles.ts"
import { addCoverage, type Coverage, coverageOf, noCoverage } from "../tfidf/modelFigures.ts"
import { adsThatCount, pickRows, storedRows } from "../tfidf/storedRows.ts"

/** A term with its mean weight over some ads. */
export interface WeighedTerm {
  readonly term: string
  readonly weight: number
}

export interface ModelReport {
  readonly coverage: Coverage
  /** Weights other than 0. */
  readonly entries: number
  /** The terms with the greatest mean weight over all ads. */
  readonly topTerms: ReadonlyArray<WeighedTerm>
  /** For the cities with most ads: the terms whose mean weight there is furthest above that of all ads. */
  readonly cities: ReadonlyArray<{
    readonly city: string
    readonly ads: number
    readonly topTerms: ReadonlyArray<WeighedTerm>
  }>
}

/** Reads all ads of a model, some thousands at a time. */
export const modelReport = Effect.fn("modelReport")(function* (
  model: StoredModel,
  { mostCities, mostTerms }: { readonly mostCities: number; readonly mostTerms: number }
) {
  const all = new TermSums(model.vocabulary.length)
  const byCity = new Map<string, TermSums>()
  let coverage = noCoverage
  let entries = 0
  const largest = yield* largestCities(model, mostCities)
  yield* Stream.runForEach(
    storedRows(model),
    Effect.fnUntraced(function* ({ ads, counts, rows }) {
      coverage = addCoverage(coverage, coverageOf(model.vocabulary, counts, rows))
      const matrix = pickRows(yield* Effect.fromResult(weighCounts(model, counts)), rows)
      entries += matrix.data.length
      for (const [row, { city }] of ads.entries()) {
        all.add(matrix, row)
        if (city === null || !largest.has(city)) continue
        const sums = byCity.get(city) ?? new TermSums(model.vocabulary.length)
        byCity.set(city, sums)
        sums.add(matrix, row)
      }
    })
  )
  const top = (weightOf: (column: number) => number) => topTerms(model.vocabulary, weightOf, mostTerms)
  return {
    coverage,
    entries,
    topTerms: top((column) => all.mean(column)),
    cities: [...byCity]
      .map(([city, sums]) => ({
        city,
        ads: sums.ads,
        topTerms: top((column) => sums.mean(column) - all.mean(column))
      }))
      .sort((a, b) => b.ads - a.ads || (a.city < b.city ? -1 : 1))
  } satisfies ModelReport
})

/** Sums of weights by column. */
class TermSums {
  ads = 0
  readonly #sums: Float64Array

  constructor(columns: number) {
    this.#sums = new Float64Array(columns)
  }

  add({ data, indices, indptr }: CsrMatrix, row: number): void {
    this.ads++
    for (let at = indptr[row] ?? 0; at < (indptr[row + 1] ?? 0); at++) {
      const column = indices[at] ?? 0
      this.#sums[column] = (this.#sums[column] ?? 0) + (data[at] ?? 0)
    }
  }

  mean(column: number): number {
    return this.ads === 0 ? 0 : (this.#sums[column] ?? 0) / this.ads
  }
}

const topTerms = (vocabulary: ReadonlyArray<string>, weightOf: (column: number) => number, most: number) =>
  vocabulary
    .map((term, column): WeighedTerm => ({ term, weight: weightOf(column) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, most)

const largestCities = Effect.fnUntraced(function* (model: StoredModel, most: number) {
  const ads = new Map<string, number>()
  const count = ({ city }: AdFacts) => void (city !== null && ads.set(city, (ads.get(city) ?? 0) + 1))
  for (const partition of model.corpus) (yield* adsThatCount(partition)).forEach(count)
  return new Set(
    [...ads]
      .sort(([a, adsOfA], [b, adsOfB]) => adsOfB - adsOfA || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([city]) => city)
  )
})
