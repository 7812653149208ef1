import { assert, describe, it } from "@effect/vitest"
import { layer, materialize, rowsOf, statuses } from "@jobgraph/assets/testing/materialize"
import { Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { averages } from "../src/averages.ts"
import { plausible } from "../src/plausible.ts"
import { readings } from "../src/readings.ts"
import { Dismantled, type Hours, Silent, Thermometer } from "../src/Thermometer.ts"

const assets = [readings, plausible, averages] as const
const request = { partition: "2026-01-08/garden", fixed: ["garden"] }

/** A thermometer that gives these answers, one a question, the last one for ever. */
const answering = (...answers: ReadonlyArray<Hours | Silent | Dismantled>) => {
  const left = [...answers]
  return Layer.succeed(Thermometer, {
    day: () =>
      Effect.suspend(() => {
        const answer = (left.length > 1 ? left.shift() : left[0]) ?? []
        return "_tag" in answer ? Effect.fail(answer) : Effect.succeed(answer)
      })
  })
}

describe("own-graph", () => {
  it.effect("keeps what is no temperature as a reject, and averages the rest", () =>
    Effect.gen(function* () {
      const run = yield* materialize(assets, request)
      assert.deepStrictEqual(statuses(run), {
        "readings 2026-01-08/garden": "materialized",
        "plausible 2026-01-08/garden": "materialized",
        averages: "materialized"
      })
      assert.deepStrictEqual(yield* rowsOf(plausible, "2026-01-08/garden"), [
        { hour: 0, celsius: 1 },
        { hour: 2, celsius: 4 }
      ])
      assert.strictEqual(run.steps[1]?.metadata["rejected"], 1)
    }).pipe(Effect.provide([layer, answering([1, 999, 4])]))
  )

  it.effect("asks a silent thermometer again after a minute, which takes the test no time", () =>
    Effect.gen(function* () {
      const run = yield* Effect.forkChild(materialize(assets, { ...request, select: "readings" }))
      yield* TestClock.adjust("60 seconds")
      const { status, steps } = yield* Fiber.join(run)
      assert.strictEqual(status, "success")
      assert.strictEqual(steps[0]?.attempts, 2)
    }).pipe(Effect.provide([layer, answering(new Silent({ station: "garden" }), [1])]))
  )

  it.effect("gives up at once on one that was dismantled, and runs nothing that needs it", () =>
    Effect.gen(function* () {
      const run = yield* materialize(assets, request)
      assert.strictEqual(statuses(run)["readings 2026-01-08/garden"], "failed")
      assert.strictEqual(statuses(run)["plausible 2026-01-08/garden"], "blocked")
      assert.strictEqual(run.steps[0]?.error?.tag, "Dismantled")
      assert.strictEqual(run.steps[0]?.attempts, 1)
    }).pipe(Effect.provide([layer, answering(new Dismantled({ station: "garden" }))]))
  )

  it.effect("leaves the good version where a check fails", () =>
    Effect.gen(function* () {
      yield* materialize(assets, request)
      const worse = yield* materialize(assets, { ...request, select: "readings+" })
      assert.strictEqual(statuses(worse)["plausible 2026-01-08/garden"], "failed")
      assert.deepStrictEqual(yield* rowsOf(plausible, "2026-01-08/garden"), [{ hour: 0, celsius: 7 }])
    }).pipe(Effect.provide([layer, answering([7], [999, 999, 7])]))
  )

  it.effect("runs nothing downstream of what came out as it was", () =>
    Effect.gen(function* () {
      yield* materialize(assets, request)
      const again = yield* materialize(assets, { ...request, select: "readings" })
      assert.deepStrictEqual(statuses(again), { "readings 2026-01-08/garden": "materialized" })
      assert.strictEqual(again.steps[0]?.changed, false)
      const fresh = yield* materialize(assets, request)
      assert.isNull(fresh.runId)
    }).pipe(Effect.provide([layer, answering([7, 8])]))
  )
})
