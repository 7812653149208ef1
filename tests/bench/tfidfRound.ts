/**
 * What the processes of the TF-IDF benchmark tell each other.
 *
 * @module
 */
import { Clock, Effect, Schema } from "effect"

/** Seconds of the clock, and of all cores that were used. */
export const Times = Schema.Struct({ cpu: Schema.Finite, wall: Schema.Finite })
export type Times = typeof Times.Type

/** A fit of ours to texts. */
export const TextsRound = Schema.Struct({
  threads: Schema.Int,
  fit: Times,
  /** The largest resident size of the process, all threads and the texts in it. */
  megabytes: Schema.Int,
  documents: Schema.Int,
  features: Schema.Int
})
export type TextsRound = typeof TextsRound.Type

/** A fit by what the asset is made with. */
export const Round = Schema.Struct({
  threads: Schema.Int,
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

/** The seconds of the clock, and those that all threads have worked. */
const now = Effect.gen(function* () {
  const { system, user } = process.cpuUsage()
  return { cpu: (user + system) / 1e6, wall: Number(yield* Clock.currentTimeNanos) / 1e9 }
})

export const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const start = yield* now
    const result = yield* effect
    const stop = yield* now
    return [result, { cpu: stop.cpu - start.cpu, wall: stop.wall - start.wall }] as const
  })
