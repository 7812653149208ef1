import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Option, Schema } from "effect"
import { TestClock } from "effect/testing"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as OwnerProcess from "../../src/catalog/OwnerProcess.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { cancel } from "../../src/run/Cancellation.ts"
import { layer, materialize, statuses } from "../../src/testing/materialize.ts"
import { run, step } from "../../src/testing/records.ts"

const other = "01900000-0000-7000-8000-00000000000f"
const request = (runId: string) => ({ runId, by: "ada", patience: Duration.seconds(10) })
const outcome = (runId: string) =>
  Effect.map(cancel(request(runId)), (cancelled) =>
    Option.getOrNull(Option.map(cancelled, ({ before, run }) => [before, run.status]))
  )

const endless = Asset.make({
  key: "endless",
  codeVersion: "1",
  artifact: Artifact.value(Schema.Int),
  make: () => Effect.as(Effect.never, 1)
})

describe("cancelling", () => {
  it.effect("ends a run of whichever process, and answers when it has ended", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(materialize([endless]))
      yield* TestClock.adjust("5 seconds")
      const [running] = yield* (yield* Catalog).runs({ limit: 1 })
      const cancelling = yield* Effect.forkChild(outcome(running?.runId ?? ""))
      yield* TestClock.adjust("3 seconds")
      assert.deepStrictEqual(yield* Fiber.join(cancelling), ["running", "cancelled"])
      const result = yield* Fiber.join(fiber)
      assert.deepStrictEqual([result.status, statuses(result)], ["cancelled", { endless: "cancelled" }])
    }).pipe(Effect.provide(layer))
  )

  it.effect("ends a queued run, which nobody works on, at once", () =>
    Effect.gen(function* () {
      yield* (yield* Catalog).createRun(run({ runId: other, status: "queued" }), [step({ runId: other })])
      assert.deepStrictEqual(yield* outcome(other), ["queued", "cancelled"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("leaves a run that has ended as it is, and knows none that there is not", () =>
    Effect.gen(function* () {
      const catalog = yield* Catalog
      yield* catalog.createRun(run({ runId: other }), [])
      yield* catalog.endRun(other, "success", 9)
      assert.deepStrictEqual(yield* outcome(other), ["success", "success"])
      assert.isNull(yield* outcome("01900000-0000-7000-8000-0000000000ff"))
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds that the run crashed if its process is gone", () =>
    Effect.gen(function* () {
      const gone = { ...(yield* OwnerProcess.self), startedAt: "long ago" }
      yield* (yield* Catalog).createRun(run({ runId: other, owner: gone }), [])
      const cancelling = yield* Effect.forkChild(outcome(other))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* Fiber.join(cancelling), ["running", "crashed"])
    }).pipe(Effect.provide(layer))
  )

  it.effect("gives up waiting for an owner that does not come to it", () =>
    Effect.gen(function* () {
      const owner = { ...(yield* OwnerProcess.self), host: "elsewhere" }
      yield* (yield* Catalog).createRun(run({ runId: other, owner }), [])
      const cancelling = yield* Effect.forkChild(outcome(other))
      yield* TestClock.adjust("11 seconds")
      assert.deepStrictEqual(yield* Fiber.join(cancelling), ["running", "running"])
    }).pipe(Effect.provide(layer))
  )
})
