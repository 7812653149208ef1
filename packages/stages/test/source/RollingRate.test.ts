import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { makeRollingRate } from "../../src/source/RollingRate.ts"

/** When each of `count` callers, who come at once, may pass. */
const passes = (pass: Effect.Effect<void>, count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.andThen(pass, Clock.currentTimeMillis), {
    concurrency: "unbounded"
  })

describe("a rolling rate", () => {
  it.effect("lets its limit pass at once, and each further one a window after the one it replaces", () =>
    Effect.gen(function* () {
      const { pass } = yield* makeRollingRate(2, "1 minute")
      yield* pass
      yield* TestClock.adjust("40 seconds")
      const fiber = yield* Effect.forkChild(passes(pass, 4))
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual(yield* Fiber.join(fiber), [40_000, 60_000, 100_000, 120_000])
    })
  )

  it.effect("gives nobody the turn of one who stopped waiting", () =>
    Effect.gen(function* () {
      const { pass } = yield* makeRollingRate(1, "1 minute")
      yield* pass
      const impatient = yield* Effect.forkChild(pass)
      yield* TestClock.adjust("30 seconds")
      yield* Fiber.interrupt(impatient)
      const fiber = yield* Effect.forkChild(passes(pass, 2))
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual(yield* Fiber.join(fiber), [60_000, 120_000])
    })
  )
})
