import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option } from "effect"
import { TestClock } from "effect/testing"
import { Catalog } from "../../src/catalog/Catalog.ts"
import { layer, materialize, rowsOf, statuses } from "../../src/testing/materialize.ts"
import { assetsOver, script, Unavailable } from "./words.ts"

const day = "2026-01-08"

describe("materialize", () => {
  it.effect("makes every asset, upstream first, and keeps what it made", () =>
    Effect.gen(function* () {
      const assets = assetsOver(script({ [day]: "to be or not to be" }))
      const result = yield* materialize(assets)
      assert.deepStrictEqual(statuses(result), {
        [`words ${day}`]: "materialized",
        [`upper ${day}`]: "materialized",
        total: "materialized"
      })
      const rows = yield* rowsOf(assets[1], day)
      assert.deepStrictEqual(
        rows,
        ["TO", "BE", "OR", "NOT", "TO", "BE"].map((word) => ({ word }))
      )
      const total = Option.getOrThrow(yield* (yield* Catalog).current({ asset: "total", partition: null }))
      assert.deepStrictEqual(
        total.inputs.map(({ asset, mapping }) => [asset, mapping]),
        [["upper", "all"]]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("has nothing to do when it is called again", () =>
    Effect.gen(function* () {
      const texts = script({ [day]: "to be" })
      yield* materialize(assetsOver(texts))
      const again = yield* materialize(assetsOver(texts))
      assert.isNull(again.runId)
      assert.deepStrictEqual(Object.values(statuses(again)), ["fresh", "fresh", "fresh"])
      assert.strictEqual(texts.reads, 1)
    }).pipe(Effect.provide(layer))
  )

  it.effect("stops where content comes out as it was", () =>
    Effect.gen(function* () {
      const texts = script({ [day]: "to be" })
      yield* materialize(assetsOver(texts))
      texts.texts[day] = "to  be"
      const spaces = yield* materialize(assetsOver(texts))
      assert.deepStrictEqual(statuses(spaces), {
        [`words ${day}`]: "materialized",
        [`upper ${day}`]: "unchanged",
        total: "unchanged"
      })
      assert.isFalse(spaces.steps[0]?.changed)
      texts.texts[day] = "TO be"
      const capitals = yield* materialize(assetsOver(texts))
      assert.deepStrictEqual(
        capitals.steps.map(({ changed, status }) => [status, changed]),
        [
          ["materialized", true],
          ["materialized", false],
          ["unchanged", null]
        ]
      )
      // What the plan had to say with an "if", the run knows.
      assert.deepStrictEqual(
        capitals.steps.map(({ reason }) => reason),
        ["script has changed", "words has new data", "its inputs came out as they were"]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("runs again what its code, its configuration or its data make stale", () =>
    Effect.gen(function* () {
      const texts = script({ [day]: "to be or not" })
      yield* materialize(assetsOver(texts))
      const code = yield* materialize(assetsOver(texts, { codeVersion: "2" }))
      assert.match(code.steps[0]?.reason ?? "", /its code changed, 1 → 2/)
      assert.deepStrictEqual(Object.values(statuses(code)), ["materialized", "unchanged", "unchanged"])
      const config = yield* materialize(assetsOver(texts, { codeVersion: "2" }), {
        configs: { upper: { longerThan: 2 } }
      })
      assert.deepStrictEqual(Object.values(statuses(config)), ["fresh", "materialized", "materialized"])
      assert.deepStrictEqual(config.steps[1]?.metadata, { rows: 1, rejected: 3, letters: 3 })
    }).pipe(Effect.provide(layer))
  )

  it.effect("runs what is named, fresh or not, and says what is stale downstream", () =>
    Effect.gen(function* () {
      const texts = script({ [day]: "to be" })
      yield* materialize(assetsOver(texts))
      texts.texts[day] = "to be or"
      const result = yield* materialize(assetsOver(texts), { select: "words" })
      assert.deepStrictEqual(statuses(result), { [`words ${day}`]: "materialized" })
      assert.deepStrictEqual(
        result.downstream.map(({ asset, status }) => [asset, status]),
        [["upper", "stale"]]
      )
      const upper = yield* materialize(assetsOver(texts), { select: "upper" })
      assert.deepStrictEqual(
        upper.downstream.map(({ asset }) => asset),
        ["total"]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("does not run what lacks an input, and says what to select", () =>
    Effect.gen(function* () {
      const result = yield* materialize(assetsOver(script({})), { select: "upper" })
      assert.strictEqual(result.status, "failed")
      assert.isNull(result.runId)
      assert.deepStrictEqual(statuses(result), { [`upper ${day}`]: "blocked" })
      assert.match(result.steps[0]?.reason ?? "", /words 2026-01-08, which is missing: select \+upper/)
    }).pipe(Effect.provide(layer))
  )

  it.effect("makes an asset of all partitions from those that succeeded", () =>
    Effect.gen(function* () {
      const texts = script({ "2026-01-08": "a b", "2026-01-09": "c" }, [new Unavailable({ isTransient: false })])
      const result = yield* materialize(assetsOver(texts), { partition: "2026-01-08..2026-01-09", concurrency: 1 })
      assert.strictEqual(result.status, "failed")
      assert.deepStrictEqual(statuses(result), {
        "words 2026-01-08": "failed",
        "words 2026-01-09": "materialized",
        "upper 2026-01-08": "blocked",
        "upper 2026-01-09": "materialized",
        total: "materialized"
      })
    }).pipe(Effect.provide(layer))
  )

  it.effect("ends as cancelled when it is interrupted, and leaves nothing half made", () =>
    Effect.gen(function* () {
      const texts = script({ [day]: "to be" }, [new Unavailable({ isTransient: true })])
      const fiber = yield* Effect.forkChild(materialize(assetsOver(texts)))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.interrupt(fiber)
      const catalog = yield* Catalog
      const [run] = yield* catalog.runs({ limit: 1 })
      assert.strictEqual(run?.status, "cancelled")
      const known = Option.getOrThrow(yield* catalog.run(run?.runId ?? ""))
      assert.deepStrictEqual(
        known.steps.map(({ status }) => status),
        ["cancelled", "cancelled", "cancelled"]
      )
      assert.deepStrictEqual(yield* catalog.currents(), [])
      assert.strictEqual((yield* materialize(assetsOver(texts))).status, "success")
    }).pipe(Effect.provide(layer))
  )

  it.effect("numbers its events without gaps", () =>
    Effect.gen(function* () {
      const result = yield* materialize(assetsOver(script({ [day]: "to be" })))
      const events = yield* (yield* Catalog).events(result.runId ?? "", 0, 100)
      assert.deepStrictEqual(
        events.map(({ sequence }) => sequence),
        events.map((_, index) => index + 1)
      )
      assert.deepStrictEqual(
        events.map(({ asset, kind }) => `${kind} ${asset ?? ""}`.trim()),
        [
          "RunStarted",
          "StepStarted words",
          "StepEnded words",
          "StepStarted upper",
          "StepEnded upper",
          "StepStarted total",
          "StepEnded total",
          "RunEnded"
        ]
      )
    }).pipe(Effect.provide(layer))
  )
})

describe("a step that fails", () => {
  const failing = (...failures: ReadonlyArray<Unavailable>) => script({ [day]: "to be" }, failures)
  const transient = new Unavailable({ isTransient: true })

  it.effect("is attempted again after 60 and after 120 seconds while the error is transient", () =>
    Effect.gen(function* () {
      const texts = failing(transient, transient)
      const fiber = yield* Effect.forkChild(materialize(assetsOver(texts)))
      yield* TestClock.adjust("59 seconds")
      assert.strictEqual(texts.reads, 1)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(texts.reads, 2)
      yield* TestClock.adjust("119 seconds")
      assert.strictEqual(texts.reads, 2)
      yield* TestClock.adjust("1 second")
      const result = yield* Fiber.join(fiber)
      assert.strictEqual(texts.reads, 3)
      assert.deepStrictEqual([result.status, result.steps[0]?.attempts], ["success", 3])
    }).pipe(Effect.provide(layer))
  )

  it.effect("fails after three attempts, keeps the error, and blocks what needs it", () =>
    Effect.gen(function* () {
      const texts = failing(transient, transient, transient)
      const fiber = yield* Effect.forkChild(materialize(assetsOver(texts)))
      yield* TestClock.adjust("1 hour")
      const result = yield* Fiber.join(fiber)
      assert.deepStrictEqual(Object.values(statuses(result)), ["failed", "blocked", "blocked"])
      assert.deepStrictEqual(result.steps[0]?.error, {
        tag: "Unavailable",
        message: "the text cannot be read",
        transient: true
      })
      assert.strictEqual(texts.reads, 3)
    }).pipe(Effect.provide(layer))
  )

  it.effect("is not attempted again when the error is permanent", () =>
    Effect.gen(function* () {
      const texts = failing(new Unavailable({ isTransient: false }))
      const result = yield* materialize(assetsOver(texts))
      assert.deepStrictEqual([result.status, texts.reads], ["failed", 1])
    }).pipe(Effect.provide(layer))
  )

  it.effect("waits as long as the other side asks for", () =>
    Effect.gen(function* () {
      const texts = failing(new Unavailable({ isTransient: true, retryAfterMillis: 200_000 }))
      const fiber = yield* Effect.forkChild(materialize(assetsOver(texts)))
      yield* TestClock.adjust("199 seconds")
      assert.strictEqual(texts.reads, 1)
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber)).status, "success")
    }).pipe(Effect.provide(layer))
  )

  it.effect("does not wait longer than five minutes, and stays transient", () =>
    Effect.gen(function* () {
      const texts = failing(new Unavailable({ isTransient: true, retryAfterMillis: 301_000 }))
      const result = yield* materialize(assetsOver(texts))
      assert.deepStrictEqual([result.steps[0]?.status, result.steps[0]?.error?.transient], ["failed", true])
    }).pipe(Effect.provide(layer))
  )
})
