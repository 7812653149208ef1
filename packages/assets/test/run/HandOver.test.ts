import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber, Option, Schema } from "effect"
import { TestClock } from "effect/testing"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import * as Definitions from "../../src/definition/Definitions.ts"
import * as Graph from "../../src/definition/Graph.ts"
import * as Materializer from "../../src/run/Materializer.ts"
import * as Retry from "../../src/run/Retry.ts"
import { layer, materialize, statuses } from "../../src/testing/materialize.ts"

/** A slow asset of ten minutes, one that needs it, and how often each was made. */
const graph = () => {
  const made = { slow: 0, after: 0 }
  const slow = Asset.make({
    key: "slow",
    codeVersion: "1",
    artifact: Artifact.value(Schema.Int),
    make: () =>
      Effect.andThen(
        Effect.sleep("10 minutes"),
        Effect.sync(() => ++made.slow)
      )
  })
  const after = Asset.make({
    key: "after",
    codeVersion: "1",
    dependencies: { slow },
    artifact: Artifact.value(Schema.Int),
    make: () => Effect.sync(() => ++made.after)
  })
  return { assets: [slow, after] as const, made }
}

/** Runs both, asked after five minutes to leave the run within `patience`. */
const leftAfter = Effect.fnUntraced(function* (
  assets: ReadonlyArray<ReturnType<typeof graph>["assets"][number]>,
  patience: Duration.Input
) {
  const asked = yield* Deferred.make<Duration.Duration>()
  const fiber = yield* Effect.forkChild(materialize(assets, { handOver: Deferred.await(asked) }))
  yield* TestClock.adjust("5 minutes")
  yield* Deferred.succeed(asked, Duration.fromInputUnsafe(patience))
  yield* TestClock.adjust("1 hour")
  return yield* Fiber.join(fiber)
})

/** Continues a run that was left. */
const continued = Effect.fnUntraced(function* (assets: ReturnType<typeof graph>["assets"], runId: string | null) {
  const definitions = yield* Definitions.make(yield* Effect.fromResult(Graph.make(assets)))
  const { chain, plan, state } = yield* Retry.prepare(definitions, runId ?? "")
  const fiber = yield* Effect.forkChild(Materializer.materialize(definitions, plan, state, { chain }))
  yield* TestClock.adjust("1 hour")
  return yield* Fiber.join(fiber)
})

describe("a run that is to be left to another process", () => {
  it.effect("lets what is at work end, begins nothing more, and is continued without doing it twice", () =>
    Effect.gen(function* () {
      const { assets, made } = graph()
      const left = yield* leftAfter(assets, "20 minutes")
      assert.deepInclude(left, { status: "cancelled", isHandedOver: true })
      assert.deepStrictEqual(statuses(left), { slow: "materialized", after: "cancelled" })
      assert.match(left.steps[1]?.reason ?? "", /left it to be continued/)
      assert.deepStrictEqual(made, { slow: 1, after: 0 })
      const rest = yield* continued(assets, left.runId)
      assert.strictEqual(rest.status, "success")
      assert.deepStrictEqual(made, { slow: 1, after: 1 })
    }).pipe(Effect.provide(layer))
  )

  it.effect("is cut off where its time is over", () =>
    Effect.gen(function* () {
      const { assets, made } = graph()
      const left = yield* leftAfter(assets, "1 minute")
      assert.deepInclude(left, { status: "cancelled", isHandedOver: true })
      assert.deepStrictEqual(statuses(left), { slow: "cancelled", after: "cancelled" })
      assert.strictEqual(left.durationMs, 6 * 60_000)
      const record = yield* (yield* Catalog).run(left.runId ?? "")
      assert.strictEqual(Option.getOrNull(record)?.run.status, "cancelled")
      const rest = yield* continued(assets, left.runId)
      assert.strictEqual(rest.status, "success")
      assert.deepStrictEqual(made, { slow: 1, after: 1 })
    }).pipe(Effect.provide(layer))
  )

  it.effect("ends as it would have where what was at work was the last of it", () =>
    Effect.gen(function* () {
      const { assets } = graph()
      const result = yield* leftAfter([assets[0]], "20 minutes")
      assert.deepInclude(result, { status: "success", isHandedOver: false })
    }).pipe(Effect.provide(layer))
  )
})
