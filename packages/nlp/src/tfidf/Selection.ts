/**
 * Which of the counted terms become a model's vocabulary.
 *
 * @module
 */
import { Result } from "effect"
import { compareCodePoints } from "./CodePoints.ts"
import { ContradictoryLimits, EmptyVocabulary, NoTermsRemain } from "./TfidfError.ts"
import { documentsOf, type ResolvedOptions } from "./TfidfOptions.ts"

/** Terms with their frequencies over a corpus, by number; a term whose frequency is 0 is none. */
export interface CountedTerms {
  readonly documents: number
  readonly termFrequencies: Int32Array
  readonly documentFrequencies: Int32Array
  /** The spelling of a term. */
  readonly term: (number: number) => string
}

/** The selected terms in the order of their columns. */
export interface Selection {
  readonly vocabulary: ReadonlyArray<string>
  /** The terms' numbers, by column. */
  readonly terms: Int32Array
}

/**
 * Selects as scikit-learn does: first by document frequency, then the
 * `maxFeatures` terms with the highest term frequency, sorted by code point.
 *
 * Where the cut goes through terms of equal frequency, scikit-learn's choice
 * depends on an unstable sort and the processor; here the first by code point
 * stay, so that equal counts give equal models everywhere.
 */
export const selectTerms = (
  counted: CountedTerms,
  options: Pick<ResolvedOptions, "minDf" | "maxDf" | "maxFeatures" | "binary">
): Result.Result<Selection, EmptyVocabulary | ContradictoryLimits | NoTermsRemain> => {
  const { documents, documentFrequencies } = counted
  if (!documentFrequencies.some((frequency) => frequency > 0)) return Result.fail(new EmptyVocabulary({ documents }))
  const minDocuments = documentsOf(options.minDf, documents)
  const maxDocuments = documentsOf(options.maxDf, documents)
  if (maxDocuments < minDocuments) {
    return Result.fail(new ContradictoryLimits({ minDocuments, maxDocuments, documents }))
  }
  const isWithin = (term: number): boolean => {
    const frequency = documentFrequencies[term] ?? 0
    return frequency > 0 && frequency >= minDocuments && frequency <= maxDocuments
  }
  const frequencies = options.binary ? documentFrequencies : counted.termFrequencies
  const terms = mostFrequent(frequencies, isWithin, options.maxFeatures, counted.term)
  if (terms.length === 0) return Result.fail(new NoTermsRemain({ documents }))
  const sorted = terms.sort((a, b) => compareCodePoints(a.spelling, b.spelling))
  return Result.succeed({
    vocabulary: sorted.map(({ spelling }) => spelling),
    terms: Int32Array.from(sorted, ({ number }) => number)
  })
}

interface Term {
  readonly number: number
  readonly spelling: string
}

/** The `limit` most frequent of the terms within; only those at the cut are spelled out to be compared. */
const mostFrequent = (
  frequencies: Int32Array,
  isWithin: (term: number) => boolean,
  limit: number | null,
  spell: (term: number) => string
): Array<Term> => {
  const cut = limit === null ? 0 : findCut(frequencies, isWithin, limit)
  const above: Array<Term> = []
  const ties: Array<Term> = []
  for (let number = 0; number < frequencies.length; number++) {
    const frequency = frequencies[number] ?? 0
    if (frequency < cut || !isWithin(number)) continue
    const into = frequency > cut ? above : ties
    into.push({ number, spelling: spell(number) })
  }
  if (limit === null || above.length + ties.length <= limit) return above.concat(ties)
  ties.sort((a, b) => compareCodePoints(a.spelling, b.spelling))
  return above.concat(ties.slice(0, limit - above.length))
}

/** Frequencies are counted one by one up to this; the few above are sorted. */
const histogramSize = 1 << 16

/** The lowest frequency that is still among the `limit` highest. */
export const findCut = (frequencies: Int32Array, isWithin: (term: number) => boolean, limit: number): number => {
  const histogram = new Int32Array(histogramSize)
  const high: Array<number> = []
  for (let term = 0; term < frequencies.length; term++) {
    if (!isWithin(term)) continue
    const frequency = frequencies[term] ?? 0
    if (frequency < histogramSize) histogram[frequency] = (histogram[frequency] ?? 0) + 1
    else high.push(frequency)
  }
  if (high.length >= limit) return Int32Array.from(high).sort()[high.length - limit] ?? 0
  let above = high.length
  for (let frequency = histogramSize - 1; frequency > 0; frequency--) {
    above += histogram[frequency] ?? 0
    if (above >= limit) return frequency
  }
  return 0
}
