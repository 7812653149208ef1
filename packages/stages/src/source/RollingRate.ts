import { Clock, Duration, Effect, Semaphore } from "effect"

/** Lets callers pass one after the other, in the order in which they came, and no more than its limit in any window. */
export interface RollingRate {
  /** Waits until one more may pass. */
  readonly pass: Effect.Effect<void>
}

export const unlimitedRate: RollingRate = { pass: Effect.void }

/**
 * At most `limit` passes in *any* span of `window`, not only in aligned ones.
 *
 * A token bucket or a fixed window lets through up to twice the limit around
 * its edge, which an API that counts by another clock answers with 429.
 */
export const makeRollingRate = Effect.fnUntraced(function* (limit: number, window: Duration.Input) {
  const span = Duration.toMillis(window)
  const turn = yield* Semaphore.make(1)
  const passed: Array<number> = []
  const pass = Effect.gen(function* () {
    const oldest = passed.length < limit ? undefined : passed[0]
    if (oldest !== undefined) {
      const wait = oldest + span - (yield* Clock.currentTimeMillis)
      if (wait > 0) {
        yield* Effect.sleep(wait)
      }
      // Only now: an interrupted wait must not make room for one more.
      passed.shift()
    }
    passed.push(yield* Clock.currentTimeMillis)
  }).pipe(turn.withPermit)
  return { pass } satisfies RollingRate
})
