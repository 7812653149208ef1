import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { isShareable } from "../../src/service/http/Answers.ts"
import { makeShared } from "../../src/service/Shared.ts"

/** Something that is slow to find, and how often it was looked for. */
const slow = () => {
  const counter = { begun: 0 }
  const find = Effect.suspend(() => {
    counter.begun += 1
    return Effect.as(Effect.sleep("10 millis"), counter.begun)
  })
  return { counter, find }
}

describe("answers that are shared", () => {
  it.effect("are found once for all who ask at the same moment, and again when they are too old", () =>
    Effect.gen(function* () {
      const shared = makeShared<number>({ millis: 300 })
      const { find } = slow()
      const ask = Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(
          Effect.all(
            Array.from({ length: 50 }, () => shared.find("a", find)),
            { concurrency: "unbounded" }
          )
        )
        yield* TestClock.adjust("20 millis")
        return new Set(yield* Fiber.join(fiber))
      })
      assert.deepStrictEqual(yield* ask, new Set([1]))
      yield* TestClock.adjust("200 millis")
      assert.deepStrictEqual(yield* ask, new Set([1]))
      yield* TestClock.adjust("200 millis")
      assert.deepStrictEqual(yield* ask, new Set([2]))
    })
  )

  it.effect("that were begun before something changed go to nobody who asks after it", () =>
    Effect.gen(function* () {
      const shared = makeShared<number>({ millis: 300 })
      const { find } = slow()
      const before = yield* Effect.forkChild(shared.find("a", find))
      yield* TestClock.adjust("5 millis")
      yield* shared.forget
      const after = yield* Effect.forkChild(shared.find("a", find))
      yield* TestClock.adjust("20 millis")
      assert.deepStrictEqual([yield* Fiber.join(before), yield* Fiber.join(after)], [1, 2])
    })
  )

  it.effect("are found by the next one where the first has failed or gone away", () =>
    Effect.gen(function* () {
      const shared = makeShared<number>({ millis: 300 })
      const { find } = slow()
      const leader = yield* Effect.forkChild(shared.find("a", find))
      const follower = yield* Effect.forkChild(shared.find("a", find))
      yield* TestClock.adjust("5 millis")
      yield* Fiber.interrupt(leader)
      yield* TestClock.adjust("20 millis")
      assert.strictEqual(yield* Fiber.join(follower), 2)

      const gate = yield* Deferred.make<number, string>()
      const failing = yield* Effect.forkChild(Effect.exit(shared.find("b", Deferred.await(gate))))
      const beside = yield* Effect.forkChild(shared.find("b", find))
      yield* TestClock.adjust("5 millis")
      yield* Deferred.fail(gate, "no")
      yield* TestClock.adjust("20 millis")
      assert.isTrue(Exit.isFailure(yield* Fiber.join(failing)))
      assert.strictEqual(yield* Fiber.join(beside), 3)
    })
  )

  it.effect("are those that may be, and no others", () =>
    Effect.gen(function* () {
      const shared = makeShared<number>({ millis: 300, isShared: (answer) => answer !== 1 })
      const { find } = slow()
      const twice = yield* Effect.forkChild(Effect.all([shared.find("a", find), shared.find("a", find)]))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* Fiber.join(twice), [1, 2])
    })
  )

  it("are answers to reading requests of the API, but no streams", () => {
    const asked = [
      ["GET", "/api/v1/runs?limit=5"],
      ["GET", "/api/v1/runs/last/events?after=3"],
      ["GET", "/api/v1/live"],
      ["POST", "/api/v1/plan"],
      ["GET", "/healthz"]
    ] as const
    assert.deepStrictEqual(
      asked.map(([method, url]) => isShareable(method, url)),
      [true, false, false, false, false]
    )
  })
})
