import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber } from "effect"
import { RowWorkers } from "../../src/run/RowWorkers.ts"
import endings from "./endings.ts"

const work = Effect.fnUntraced(function* (ending: Parameters<typeof endings.run>[0]) {
  return yield* (yield* RowWorkers).work(endings, ending)
})

/** After anything, the next work finds a thread. */
const worksAgain = Effect.map(work("well"), (made) =>
  assert.deepStrictEqual(made, { bytes: new Uint8Array([1, 2, 3]) })
)

describe("a worker thread", () => {
  it.live.each(["out of memory", "with its thread"] as const)("whose work ends %s is lost, and replaced", (ending) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(work(ending))
      assert.deepStrictEqual([error._tag, error.isTransient], ["ThreadLost", false])
      assert.match(error.message, /out of memory|memory limit|exited with code: 3/)
      yield* worksAgain
    }).pipe(Effect.provide(RowWorkers.layer(1)))
  )

  it.live("whose work throws lives on, and what it threw is a defect", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(work("by throwing"))
      const [defect] = Exit.isFailure(exit)
        ? exit.cause.reasons.filter(Cause.isDieReason).map((each) => each.defect)
        : []
      assert.instanceOf(defect, Error)
      assert.include(defect, { name: "RangeError", message: "beyond the range" })
      yield* worksAgain
    }).pipe(Effect.provide(RowWorkers.layer(1)))
  )

  it.live("is given bytes, of which none are left, and so can do its work once", () =>
    Effect.gen(function* () {
      const bytes = new Uint8Array([7, 8])
      const once = work(bytes)
      assert.deepStrictEqual(yield* once, { bytes: new Uint8Array([8, 9]) })
      assert.strictEqual(bytes.length, 0)
      const exit = yield* Effect.exit(once)
      assert.isTrue(Exit.isFailure(exit) && Cause.pretty(exit.cause).includes("can be done only once"))
      // A part of a piece of memory stays, as others may use the rest of it.
      const part = new Uint8Array([1, 2, 3]).subarray(1)
      assert.deepStrictEqual(yield* work(part), { bytes: new Uint8Array([3, 4]) })
      assert.deepStrictEqual(yield* work(part), { bytes: new Uint8Array([3, 4]) })
    }).pipe(Effect.provide(RowWorkers.layer(1)))
  )

  it.live("ends with the fiber that waits for it, whatever it does", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(work("never"))
      yield* Effect.sleep("500 millis")
      yield* Fiber.interrupt(fiber)
      yield* worksAgain
    }).pipe(Effect.provide(RowWorkers.layer(1)))
  )
})
