import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Logger, Option, Schema } from "effect"
import { TestClock } from "effect/testing"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as OwnerProcess from "../../src/catalog/OwnerProcess.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { layer, materialize, statuses } from "../../src/testing/materialize.ts"
import { run } from "../../src/testing/records.ts"
import { assetsOver, script } from "./words.ts"

const day = "2026-01-08"
const words = { asset: "words", partition: day }
const other = "01900000-0000-7000-8000-00000000000f"

/** Lets another run hold `words`: of this process, which lives, or of one that is gone. */
const held = Effect.fnUntraced(function* (by: "living" | "dead") {
  const catalog = yield* Catalog
  const self = yield* OwnerProcess.self
  const holder = by === "living" ? self : { ...self, startedAt: "long ago" }
  yield* catalog.createRun(run({ runId: other, startedAt: -1, owner: holder }), [])
  yield* catalog.renewLease(other, 3_600_000)
  return yield* catalog.claim({ ...words, runId: other })
})

const newestRun = Effect.gen(function* () {
  const catalog = yield* Catalog
  const [run] = yield* catalog.runs({ limit: 1 })
  return Option.getOrThrow(yield* catalog.run(run?.runId ?? ""))
})

describe("a step whose asset partition another run holds", () => {
  it.effect("waits for it, says so once, and goes on when it is free", () =>
    Effect.gen(function* () {
      const catalog = yield* Catalog
      const claim = yield* held("living")
      const texts = script({ [day]: "to be" })
      const fiber = yield* Effect.forkChild(materialize(assetsOver(texts)))
      yield* TestClock.adjust("30 seconds")
      const { run, steps } = yield* newestRun
      assert.deepStrictEqual([steps[0]?.status, texts.reads], ["waiting", 0])
      assert.match(steps[0]?.reason ?? "", /^words 2026-01-08 is held by run .*0f \(process \d+ on /)
      const told = (yield* catalog.events(run.runId, 0, 99)).filter(({ kind }) => kind === "StepWaiting")
      assert.deepStrictEqual(
        told.map(({ data }) => data.reason),
        [steps[0]?.reason]
      )
      yield* catalog.release(claim)
      yield* TestClock.adjust("1 second")
      const result = yield* Fiber.join(fiber)
      assert.deepStrictEqual(Object.values(statuses(result)), ["materialized", "materialized", "materialized"])
      assert.strictEqual(result.steps[0]?.reason, "it has never been materialized")
    }).pipe(Effect.provide(layer))
  )

  it.effect("does not run what the holder has made meanwhile", () =>
    Effect.gen(function* () {
      const catalog = yield* Catalog
      const texts = script({ [day]: "to be" })
      yield* materialize(assetsOver(texts))
      const version = Option.getOrThrow(yield* catalog.current(words))
      texts.texts[day] = "not to be"
      const claim = yield* held("living")
      const fiber = yield* Effect.forkChild(materialize(assetsOver(texts)))
      yield* TestClock.adjust("5 seconds")
      const source = { name: "script", version: "not to be", hint: null }
      yield* catalog.publish(claim, Effect.succeed({ ...version, id: "by the other", runId: other, source }))
      yield* catalog.release(claim)
      yield* TestClock.adjust("1 second")
      const result = yield* Fiber.join(fiber)
      assert.deepStrictEqual([result.steps[0]?.status, result.steps[0]?.reason], ["fresh", "it is fresh by now"])
      assert.strictEqual(texts.reads, 1)
    }).pipe(Effect.provide(layer))
  )

  it.effect("fails at once where it may not wait, and may be tried later", () =>
    Effect.gen(function* () {
      yield* held("living")
      const result = yield* materialize(assetsOver(script({ [day]: "to be" })), { waitForHolder: false })
      assert.deepStrictEqual(Object.values(statuses(result)), ["failed", "blocked", "blocked"])
      const { error } = result.steps[0] ?? {}
      assert.deepStrictEqual([error?.tag, error?.transient], ["Held", true])
    }).pipe(Effect.provide(layer))
  )

  it.effect("takes it over from a process that is gone, which can publish no more", () =>
    Effect.gen(function* () {
      const claim = yield* held("dead")
      const result = yield* materialize(assetsOver(script({ [day]: "to be" })))
      assert.strictEqual(result.status, "success")
      const late = yield* Effect.flip((yield* Catalog).publish(claim, Effect.never))
      assert.strictEqual(late.reason._tag, "Fenced")
    }).pipe(Effect.provide(layer))
  )

  it.effect("ends as cancelled when it is interrupted while it waits", () =>
    Effect.gen(function* () {
      yield* held("living")
      const fiber = yield* Effect.forkChild(materialize(assetsOver(script({ [day]: "to be" }))))
      yield* TestClock.adjust("3 seconds")
      yield* Fiber.interrupt(fiber)
      const { run, steps } = yield* newestRun
      assert.deepStrictEqual(
        [run.status, ...steps.map(({ status }) => status)],
        ["cancelled", "cancelled", "cancelled", "cancelled"]
      )
    }).pipe(Effect.provide(layer))
  )
})

describe("a step that is cut off", () => {
  it.effect("stays materialized if its version was committed, though the run is cancelled", () =>
    Effect.gen(function* () {
      const catalog = yield* Catalog
      const assets = assetsOver(script({ [day]: "to be" }))
      const fiber = yield* Effect.forkChild(
        materialize(assets, {
          // Holds the run up where the first step's end is told: after its commit.
          watch: (event) =>
            event.kind === "StepEnded" && event.asset === "words" ? Effect.sleep("1 hour") : Effect.void
        })
      )
      yield* TestClock.adjust("1 second")
      yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* TestClock.adjust("2 hours")
      const { run, steps } = yield* newestRun
      assert.deepStrictEqual(
        [run.status, ...steps.map(({ status }) => status)],
        ["cancelled", "materialized", "cancelled", "cancelled"]
      )
      assert.isTrue(Option.isSome(yield* catalog.current(words)))
    }).pipe(Effect.provide(layer))
  )
})

describe("a bug in an asset", () => {
  it.effect("fails the step for good; its stack goes to the log, with run, asset, partition and attempt", () =>
    Effect.gen(function* () {
      const entries: Array<{ readonly annotations: Record<string, unknown>; readonly cause: string | undefined }> = []
      const broken = Asset.make({
        key: "broken",
        codeVersion: "1",
        artifact: Artifact.value(Schema.Int),
        *make() {
          yield* Effect.log("at work")
          return JSON.parse("null").length
        }
      })
      const logger = Logger.map(Logger.formatStructured, (entry) => void entries.push(entry))
      const result = yield* materialize([broken]).pipe(Effect.provide(Logger.layer([logger])))
      const [step] = result.steps
      assert.deepStrictEqual(
        [step?.status, step?.attempts, step?.error?.tag, step?.error?.transient],
        ["failed", 1, "TypeError", false]
      )
      const where = { runId: result.runId, asset: "broken", partition: null, attempt: 1 }
      assert.deepStrictEqual(
        entries.map(({ annotations }) => annotations),
        [where, where]
      )
      assert.match(entries[1]?.cause ?? "", /TypeError[\s\S]*Holding\.test\.ts/)
      assert.isFalse(JSON.stringify(result.steps).includes("Holding.test.ts"))
    }).pipe(Effect.provide(layer))
  )
})
