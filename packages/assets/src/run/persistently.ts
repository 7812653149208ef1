import { Effect, Schedule } from "effect"
import type { Classified } from "../definition/Classified.ts"

/**
 * Tries a small record again, once a second for ten seconds, while its failure may pass.
 *
 * For the books of a run: a database that restarts must not fail a step that
 * has done its work. What another run holds is not waited for here.
 */
export const persistently = <A, E extends Classified, R>(record: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.retry(record, {
    schedule: Schedule.spaced("1 second").pipe(Schedule.upTo({ times: 10 })),
    while: (error) => error.isTransient
  })
