/**
 * What is measured of a new model: how it differs from the one before, and how well it knows the new ads.
 *
 * @module
 */
import type { FilesOutput } from "@jobgraph/assets/Artifact"
import * as ArtifactReader from "@jobgraph/assets/ArtifactReader"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import type { Materialization } from "@jobgraph/assets/Materialization"
import { countMatrix, decodeTermCounts, type TermCounts } from "@jobgraph/nlp/TermCounts"
import { Effect } from "effect"
import { countsName } from "./PartitionCounts.ts"

/** Ads beyond these are not examined: a first fit would read all its counts twice. */
const mostExamined = 20_000

/** How well a vocabulary knows some ads. */
export interface Coverage {
  readonly ads: number
  /** Ads without any feature. */
  readonly emptyAds: number
  /** Occurrences of single words. */
  readonly words: number
  /** Those of words that are no feature. */
  readonly unknownWords: number
}

export const noCoverage: Coverage = { ads: 0, emptyAds: 0, words: 0, unknownWords: 0 }

/** How well a vocabulary knows the counted ads; `rows` are those that count. */
export const coverageOf = (
  vocabulary: ReadonlyArray<string>,
  counts: TermCounts,
  rows: Iterable<number> = counts.rows.offsets.keys().take(counts.table.documents)
): Coverage => {
  const { indptr } = countMatrix(vocabulary, counts)
  const known = new Set(vocabulary)
  const isKnown = counts.table.words.map((word) => known.has(word))
  let [ads, emptyAds, words, unknownWords] = [0, 0, 0, 0]
  for (const row of rows) {
    ads++
    if (indptr[row] === indptr[row + 1]) emptyAds++
    for (let entry = counts.rows.offsets[row] ?? 0; entry < (counts.rows.offsets[row + 1] ?? 0); entry++) {
      const isOne = isKnown[counts.rows.terms[entry] ?? 0]
      if (isOne === undefined) continue
      const count = counts.rows.counts[entry] ?? 0
      words += count
      if (!isOne) unknownWords += count
    }
  }
  return { ads, emptyAds, words, unknownWords }
}

export const addCoverage = (a: Coverage, b: Coverage): Coverage => ({
  ads: a.ads + b.ads,
  emptyAds: a.emptyAds + b.emptyAds,
  words: a.words + b.words,
  unknownWords: a.unknownWords + b.unknownWords
})

/** The share of words that are no feature; 0 where there are no words. */
export const unknownShare = ({ unknownWords, words }: Coverage): number => (words === 0 ? 0 : unknownWords / words)

/** How well a new model knows the ads that were counted for it, the newest first. */
export const newCoverage = Effect.fnUntraced(function* (
  vocabulary: ReadonlyArray<string>,
  counted: ReadonlyArray<{ readonly made: string; readonly sizes: ReadonlyArray<number>; readonly isNew: boolean }>,
  output: FilesOutput
) {
  let sum = noCoverage
  for (const { made, sizes } of counted.filter(({ isNew }) => isNew).toReversed()) {
    for (const index of sizes.keys()) {
      if (sum.ads >= mostExamined) return sum
      const counts = yield* Effect.fromResult(decodeTermCounts(yield* output.read(countsName(made, index))))
      sum = addCoverage(sum, coverageOf(vocabulary, counts))
    }
  }
  return sum
})

/** Where there is nothing to compare with. */
export const noChange = { added: 0, dropped: 0 }

/** How many features a new vocabulary has more and less than that of the version before. */
export const vocabularyChange = Effect.fnUntraced(function* (
  vocabulary: ReadonlyArray<string>,
  previous: Materialization | null
) {
  const parts = previous?.manifest.parts ?? []
  if (!parts.some(({ name }) => name === "vocabulary.txt")) {
    return { added: vocabulary.length, dropped: 0 }
  }
  const bytes = yield* ArtifactReader.readFile(yield* ArtifactStore, parts, "vocabulary.txt")
  const before = new Set(Buffer.from(bytes).toString().split("\n").slice(0, -1))
  const kept = vocabulary.filter((term) => before.has(term)).length
  return { added: vocabulary.length - kept, dropped: before.size - kept }
})
