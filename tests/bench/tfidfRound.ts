/**
 * What the processes of the TF-IDF benchmark tell each other.
 *
 * @module
 */
import { Schema } from "effect"
import { Times } from "./timed.ts"

/** A fit of ours to texts. */
export const TextsRound = Schema.Struct({
  fit: Times,
  /** The largest resident size of the process, all threads and the texts in it. */
  megabytes: Schema.Int,
  documents: Schema.Int,
  features: Schema.Int
})
export type TextsRound = typeof TextsRound.Type

/** A fit by what the asset is made with. */
export const Round = Schema.Struct({
  /** Preprocessing and counting the partitions, in threads, and adding them up meanwhile. */
  count: Times,
  /** What is left to add up, selecting the vocabulary, and what the next fit builds on. */
  fit: Times,
  /** The largest resident size of the process, all threads in it. */
  megabytes: Schema.Int,
  documents: Schema.Int,
  features: Schema.Int
})
export type Round = typeof Round.Type

/** A fit of scikit-learn. */
export const Reference = Schema.Struct({ preprocess: Times, fit: Times, megabytes: Schema.Int })
export type Reference = typeof Reference.Type
