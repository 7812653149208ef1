/**
 * What the processes of the TF-IDF benchmark tell each other.
 *
 * @module
 */
import { Schema } from "effect"

/** Seconds of the clock, and of all cores that were used. */
export const Times = Schema.Struct({ cpu: Schema.Finite, wall: Schema.Finite })
export type Times = typeof Times.Type

/** A fit of ours. */
export const Round = Schema.Struct({
  threads: Schema.Int,
  /** Preprocessing and counting the partitions, in threads. */
  count: Times,
  /** Adding up what was counted, and selecting the vocabulary. */
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
