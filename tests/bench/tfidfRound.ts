/**
 * What the processes of the TF-IDF benchmark tell each other.
 *
 * @module
 */
import { Schema } from "effect"

/** Seconds of a core, and of the clock. */
export const Times = Schema.Struct({ cpu: Schema.Finite, wall: Schema.Finite })
export type Times = typeof Times.Type

/** A fit of ours. Reading the ads is in none of it. */
export const Round = Schema.Struct({
  threads: Schema.Array(Schema.Struct({ preprocess: Times, all: Times })),
  /** Adding up what the threads counted, and selecting the vocabulary. */
  select: Times,
  /** A day's ads on top. */
  refit: Times,
  /** The largest resident size of the process, all threads in it. */
  megabytes: Schema.Int,
  documents: Schema.Int,
  terms: Schema.Int,
  features: Schema.Int
})
export type Round = typeof Round.Type

/** A fit of scikit-learn. */
export const Reference = Schema.Struct({ preprocess: Times, fit: Times, megabytes: Schema.Int })
export type Reference = typeof Reference.Type
