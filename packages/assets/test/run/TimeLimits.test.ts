import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Option, Schema } from "effect"
import { TestClock } from "effect/testing"
import { Catalog } from "../../src/catalog/Catalog.ts"
import type { Event } from "../../src/catalog/Event.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import type { Options } from "../../src/run/Materializer.ts"
import { none } from "../../src/run/TimeLimits.ts"
import { layer, materialize, statuses } from "../../src/testing/materialize.ts"

const level = (alert: Duration.Input, target: Duration.Input) => ({
  alert: Duration.fromInputUnsafe(alert),
  target: Duration.fromInputUnsafe(target)
})

/** Takes ten minutes; is late after five by its own account. */
const slow = Asset.make({
  key: "slow",
  codeVersion: "1",
  artifact: Artifact.value(Schema.Int),
  serviceLevel: level("4 minutes", "5 minutes"),
  make: () => Effect.as(Effect.sleep("10 minutes"), 1)
})

const after = Asset.make({
  key: "after",
  codeVersion: "1",
  dependencies: { slow },
  artifact: Artifact.value(Schema.Int),
  make: () => Effect.succeed(2)
})

/** Runs both assets for an hour of virtual time. */
const ended = Effect.fnUntraced(function* (options: Partial<Options>) {
  const told: Array<string> = []
  const watch = ({ asset, at, kind }: Event) =>
    Effect.sync(
      () => void (["OverThreshold", "Late", "TimedOut"].includes(kind) && told.push(`${asset} ${kind} ${at / 60_000}`))
    )
  const fiber = yield* Effect.forkChild(materialize([slow, after], { watch, ...options }))
  yield* TestClock.adjust("1 hour")
  return { result: yield* Fiber.join(fiber), told }
})

describe("time limits", () => {
  it.effect("of an asset are told of, and stop nothing", () =>
    Effect.gen(function* () {
      const { result, told } = yield* ended({})
      assert.deepStrictEqual(told, ["slow OverThreshold 4", "slow Late 5"])
      assert.strictEqual(result.status, "success")
    }).pipe(Effect.provide(layer))
  )

  it.effect("of steps and of the run as they are set", () =>
    Effect.gen(function* () {
      const timeLimits = {
        ...none,
        run: level("3 minutes", "30 minutes"),
        steps: { slow: level("7 minutes", "8 minutes") }
      }
      const { result, told } = yield* ended({ timeLimits })
      assert.deepStrictEqual(told, ["null OverThreshold 3", "slow OverThreshold 7", "slow Late 8"])
      assert.strictEqual(result.status, "success")
    }).pipe(Effect.provide(layer))
  )

  it.effect("stop a run, waits included, for a reason that may pass; a retry goes on", () =>
    Effect.gen(function* () {
      const timeLimits = { ...none, stopAfter: Duration.minutes(6) }
      const { result, told } = yield* ended({ timeLimits })
      assert.deepStrictEqual(told, ["slow OverThreshold 4", "slow Late 5", "null TimedOut 6"])
      assert.deepStrictEqual([result.status, statuses(result)], ["failed", { slow: "failed", after: "cancelled" }])
      assert.deepStrictEqual(result.steps[0]?.error, {
        tag: "RunTimedOut",
        message: "the run took longer than 6m and was stopped",
        transient: true
      })
      const known = Option.getOrThrow(yield* (yield* Catalog).run(result.runId ?? ""))
      assert.deepStrictEqual([known.run.status, known.run.endedAt], ["failed", 6 * 60_000])
    }).pipe(Effect.provide(layer))
  )
})
