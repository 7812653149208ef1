import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, Schema } from "effect"
import { TestClock } from "effect/testing"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as OwnerProcess from "../../src/catalog/OwnerProcess.ts"
import type { Run, Step } from "../../src/catalog/Run.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { recover } from "../../src/run/Recovery.ts"
import { RunListener } from "../../src/run/RunListener.ts"
import { layer, materialize, statuses } from "../../src/testing/materialize.ts"
import { run, step } from "../../src/testing/records.ts"
import { assetsOver, script } from "./words.ts"

const day = "2026-01-08"
const words = { asset: "words", partition: day }
const other = "01900000-0000-7000-8000-00000000000f"

/** Lets another run hold `words`, whose owner is this process, one of another machine, or one that is gone. */
const held = Effect.fnUntraced(function* (by: "this process" | "elsewhere" | "gone") {
  const catalog = yield* Catalog
  const self = yield* OwnerProcess.self
  const owner = {
    "this process": self,
    elsewhere: { ...self, host: "elsewhere" },
    gone: { ...self, startedAt: "long ago" }
  }
  const steps = [step({ ...words, runId: other, status: "running", startedAt: 0 })]
  yield* catalog.createRun(run({ runId: other, startedAt: -1, owner: owner[by] }), steps)
  return yield* catalog.claim({ ...words, runId: other })
})

const statusOf = (runId: string) =>
  Effect.map(
    Effect.flatMap(Catalog, (catalog) => catalog.run(runId)),
    (known) => {
      const { run, steps } = Option.getOrThrow(known)
      return [run.status, ...steps.map(({ status }) => status)]
    }
  )

/** Notes what the listener is told of ends. */
const noting = () => {
  const ended: Array<readonly [Run["status"], Step["asset"], Step["status"]]> = []
  const listener = Layer.succeed(RunListener, {
    started: () => Effect.void,
    rolledBack: () => Effect.void,
    published: () => Effect.void,
    ended: ({ run, step }) => Effect.sync(() => void ended.push([run.status, step.asset, step.status]))
  })
  return { ended, listener }
}

/** An asset that works until it is interrupted, and says whether it was. */
const endless = () => {
  const seen = { began: 0, interrupted: 0 }
  const asset = Asset.make({
    key: "endless",
    codeVersion: "1",
    artifact: Artifact.value(Schema.Int),
    make: () =>
      Effect.suspend(() => {
        seen.began += 1
        return Effect.as(Effect.never, 1)
      }).pipe(
        Effect.onInterrupt(() =>
          Effect.sync(() => {
            seen.interrupted += 1
          })
        )
      )
  })
  return { asset, seen }
}

const onlyRun = Effect.gen(function* () {
  const [run] = yield* (yield* Catalog).runs({ limit: 1 })
  return run?.runId ?? ""
})

describe("the next command", () => {
  it.effect("ends the run of a process that is gone, at once, in the listener's books too", () => {
    const { ended, listener } = noting()
    return Effect.gen(function* () {
      yield* held("gone")
      const crashed = yield* recover
      assert.deepStrictEqual(
        crashed.map(({ run, sign }) => [run.runId, sign]),
        [[other, "gone"]]
      )
      assert.deepStrictEqual(yield* statusOf(other), ["crashed", "cancelled"])
      assert.deepStrictEqual(ended, [["crashed", "words", "cancelled"]])
      assert.deepStrictEqual(yield* recover, [])
      assert.strictEqual((yield* materialize(assetsOver(script({ [day]: "to be" })))).status, "success")
    }).pipe(Effect.provide([layer, listener]))
  })

  it.effect("leaves a run of another machine alone while its lease lasts", () =>
    Effect.gen(function* () {
      yield* held("elsewhere")
      yield* TestClock.adjust("29 seconds")
      assert.deepStrictEqual(yield* recover, [])
      assert.deepStrictEqual(yield* statusOf(other), ["running", "running"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("ends a run whose lease ran out and stays so, and fences its step off", () =>
    Effect.gen(function* () {
      const claim = yield* held("elsewhere")
      yield* TestClock.adjust("31 seconds")
      const recovering = yield* Effect.forkChild(recover)
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(yield* statusOf(other), ["running", "running"])
      yield* TestClock.adjust("2 seconds")
      const [crashed] = yield* Fiber.join(recovering)
      assert.strictEqual(crashed?.sign, "silent")
      assert.deepStrictEqual(yield* statusOf(other), ["crashed", "fenced"])
      const late = yield* Effect.flip((yield* Catalog).publish(claim, Effect.never))
      assert.strictEqual(late.reason._tag, "Fenced")
    }).pipe(Effect.provide(layer))
  )

  it.effect("leaves a run alone that renews its lease once the catalog is back", () =>
    Effect.gen(function* () {
      yield* held("this process")
      yield* TestClock.adjust("10 minutes")
      const recovering = yield* Effect.forkChild(recover)
      yield* TestClock.adjust("3 seconds")
      yield* (yield* Catalog).renewLease(other, 30_000)
      yield* TestClock.adjust("10 seconds")
      assert.deepStrictEqual(yield* Fiber.join(recovering), [])
      assert.deepStrictEqual(yield* statusOf(other), ["running", "running"])
    }).pipe(Effect.provide(layer))
  )
})

describe("a run", () => {
  it.effect("renews its lease for as long as it works", () =>
    Effect.gen(function* () {
      const { asset } = endless()
      const fiber = yield* Effect.forkChild(materialize([asset]))
      yield* TestClock.adjust("10 minutes")
      const [lease] = yield* (yield* Catalog).leases()
      assert.isFalse(lease?.isExpired)
      assert.isAbove(lease?.renewals ?? 0, 500)
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(yield* (yield* Catalog).leases(), [])
    }).pipe(Effect.provide(layer))
  )

  it.effect("takes over, while it waits, from a holder that falls silent", () =>
    Effect.gen(function* () {
      yield* held("elsewhere")
      const texts = script({ [day]: "to be" })
      const fiber = yield* Effect.forkChild(materialize(assetsOver(texts)))
      yield* TestClock.adjust("35 seconds")
      assert.strictEqual(texts.reads, 0)
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual((yield* Fiber.join(fiber)).status, "success")
      assert.deepStrictEqual(yield* statusOf(other), ["crashed", "fenced"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("stops when it was taken for dead, and says so as its result", () =>
    Effect.gen(function* () {
      const { asset, seen } = endless()
      const fiber = yield* Effect.forkChild(materialize([asset]))
      yield* TestClock.adjust("5 seconds")
      const catalog = yield* Catalog
      const [lease] = yield* catalog.leases()
      const cut = (step: Step): Step => ({ ...step, status: "fenced" })
      yield* catalog.crash({ lease: lease ?? assert.fail("no lease"), at: 5_000, cut }, () => Effect.void)
      yield* TestClock.adjust("2 seconds")
      const result = yield* Fiber.join(fiber)
      assert.deepStrictEqual([result.status, statuses(result)], ["failed", { endless: "fenced" }])
      assert.deepStrictEqual(seen, { began: 1, interrupted: 1 })
      assert.deepStrictEqual(yield* statusOf(result.runId ?? ""), ["crashed", "fenced"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("publishes nothing when it was taken for dead while it worked", () =>
    Effect.gen(function* () {
      const robbed = Asset.make({
        key: "robbed",
        codeVersion: "1",
        artifact: Artifact.value(Schema.Int),
        *make() {
          const catalog = yield* Catalog
          const cut = (step: Step): Step => ({ ...step, status: "fenced" })
          for (const lease of yield* catalog.leases()) {
            yield* catalog.crash({ lease, at: 0, cut }, () => Effect.void)
          }
          return 1
        }
      })
      const result = yield* materialize([robbed])
      assert.deepStrictEqual([result.status, statuses(result)], ["failed", { robbed: "fenced" }])
      assert.isTrue(Option.isNone(yield* (yield* Catalog).current({ asset: "robbed", partition: null })))
    }).pipe(Effect.provide(layer))
  )

  it.effect("ends as cancelled when somebody asks for it, within two seconds", () =>
    Effect.gen(function* () {
      const { asset, seen } = endless()
      const fiber = yield* Effect.forkChild(materialize([asset]))
      yield* TestClock.adjust("5 seconds")
      assert.isTrue(yield* (yield* Catalog).requestCancel(yield* onlyRun, "ada"))
      yield* TestClock.adjust("2 seconds")
      const result = yield* Fiber.join(fiber)
      assert.deepStrictEqual([result.status, statuses(result)], ["cancelled", { endless: "cancelled" }])
      assert.strictEqual(result.steps[0]?.reason, "the run was cancelled by ada")
      assert.deepStrictEqual(seen, { began: 1, interrupted: 1 })
      assert.deepStrictEqual(yield* statusOf(result.runId ?? ""), ["cancelled", "cancelled"])
    }).pipe(Effect.provide(layer))
  )
})
