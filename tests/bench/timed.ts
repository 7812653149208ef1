/**
 * How long something takes.
 *
 * @module
 */
import { Clock, Effect, Schema } from "effect"

/** Seconds of the clock, and of all cores that were used. */
export const Times = Schema.Struct({ cpu: Schema.Finite, wall: Schema.Finite })
export type Times = typeof Times.Type

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
