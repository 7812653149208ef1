/**
 * What a model remembers of its corpus, so that the next one need not read it: files below `cache/`.
 *
 * Frequencies are kept as a large sum, `base`, which is written once in a
 * while, and the small sums of what came and went since. If any of it is
 * missing or of another time, the next fit reads everything again.
 *
 * @module
 */
import { Schema } from "effect"

/** Where the files are. */
export const cacheNames = {
  state: "cache/state.json",
  base: "cache/base",
  top: "cache/top",
  added: "cache/added",
  removed: "cache/removed",
  ads: "cache/ads",
  newAds: "cache/new-ads"
} as const

/** Raise it when one of the files changes its form. */
const format = 1

/** A partition that is counted, in the corpus or not. */
export const KnownPartition = Schema.Struct({
  /** Its name in the index of ads. */
  number: Schema.Int,
  partition: Schema.String,
  made: Schema.String,
  isSample: Schema.Boolean,
  sizes: Schema.Array(Schema.Int),
  isInCorpus: Schema.Boolean,
  /** If it is in the corpus: the places of ads that do not count, ascending. */
  removed: Schema.Array(Schema.Int)
})
export type KnownPartition = typeof KnownPartition.Type

export const CorpusState = Schema.fromJsonString(
  Schema.Struct({
    format: Schema.Literal(format),
    /** See `countingOf`. */
    counting: Schema.String,
    /** The next number of a partition. */
    next: Schema.Int,
    partitions: Schema.Array(KnownPartition),
    /** The least frequency of the terms in `top`, and how many terms it was to have. */
    bound: Schema.Int,
    topSize: Schema.Int,
    /** How many terms `base` has. */
    baseTerms: Schema.Int
  })
)
export type CorpusState = typeof CorpusState.Type

export const stateFormat = format
