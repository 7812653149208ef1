import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option, Schema, Stream } from "effect"
import { TestClock } from "effect/testing"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import * as Definitions from "../../src/definition/Definitions.ts"
import * as Graph from "../../src/definition/Graph.ts"
import * as Materializer from "../../src/run/Materializer.ts"
import * as Retry from "../../src/run/Retry.ts"
import { layer, materialize, rowsOf, statuses } from "../../src/testing/materialize.ts"
import { run } from "../../src/testing/records.ts"
import { assetsOver, script, Unavailable } from "./words.ts"

const days = "2026-01-08..2026-01-09"
const broken = () => new Unavailable({ isTransient: false })

/** Retries a run of a graph. */
const retry = Effect.fnUntraced(function* <const Assets extends ReadonlyArray<Asset.Any>>(
  assets: Assets,
  runId: string | null,
  options: Retry.RetryOptions = { fromStart: false }
) {
  const definitions = yield* Definitions.make(yield* Effect.fromResult(Graph.make(assets)))
  const { chain, plan, state } = yield* Retry.prepare(definitions, runId ?? "", options)
  return yield* Materializer.materialize(definitions, plan, state, { chain, trigger: "retry" })
})

const Count = Schema.Struct({ n: Schema.Int })

/** Numbers that a test sets → one reader that copies them, and fails as often as it is told. */
const numbers = () => {
  const world = { number: 1, readerFailures: 0, sourceFailures: 0, received: 0, seen: [] as Array<string | null> }
  const number = Asset.make({
    key: "number",
    codeVersion: "1",
    artifact: Artifact.rows(Count),
    observe: ({ previous }) =>
      Effect.sync(() => {
        world.seen.push(previous?.name ?? null)
        return { name: `source ${world.number}`, version: null, hint: null }
      }),
    *make({ memory, output }) {
      const kept = yield* memory.get("page")
      if (Option.isNone(kept)) {
        world.received += 1
        yield* memory.put("page", world.number)
      }
      if (world.sourceFailures > 0) {
        world.sourceFailures -= 1
        return yield* broken()
      }
      yield* output.write([{ n: Option.isSome(kept) ? Number(kept.value) : world.number }])
    }
  })
  const copy = Asset.make({
    key: "copy",
    codeVersion: "1",
    dependencies: { number },
    artifact: Artifact.rows(Count),
    *make({ inputs, output }) {
      if (world.readerFailures > 0) {
        world.readerFailures -= 1
        return yield* broken()
      }
      yield* Stream.runForEach(inputs.number.chunks, output.write)
    }
  })
  return { world, copy, assets: [number, copy] as const }
}

/** A run that has begun and not ended. */
const begun = Effect.gen(function* () {
  yield* (yield* Catalog).createRun(run(), [])
  return run().runId
})

describe("a retry", () => {
  it.effect("does what is left of a run, and not again what is done", () =>
    Effect.gen(function* () {
      const texts = script({ "2026-01-08": "to be", "2026-01-09": "or not" }, [broken()])
      const assets = assetsOver(texts)
      const first = yield* materialize(assets, { partition: days, concurrency: 1 })
      assert.deepStrictEqual(Object.values(statuses(first)), [
        "failed",
        "materialized",
        "blocked",
        "materialized",
        "materialized"
      ])
      const result = yield* retry(assets, first.runId)
      assert.deepStrictEqual(Object.values(statuses(result)), [
        "materialized",
        "skipped",
        "materialized",
        "skipped",
        "materialized"
      ])
      assert.strictEqual(texts.reads, 3)
      assert.deepStrictEqual(yield* rowsOf(assets[2]), [4])
      const known = Option.getOrThrow(yield* (yield* Catalog).run(result.runId ?? ""))
      assert.deepInclude(known.run, {
        rootRunId: first.runId ?? "",
        retryOf: first.runId,
        status: "success",
        trigger: "retry"
      })
      assert.match(result.steps[1]?.reason ?? "", /^run .* has ended it as materialized$/)
    }).pipe(Effect.provide(layer))
  )

  it.effect("goes on with a run that was cancelled", () =>
    Effect.gen(function* () {
      const { assets, copy, world } = numbers()
      const fiber = yield* Effect.forkChild(
        materialize(assets, {
          watch: ({ asset, kind }) =>
            asset === "number" && kind === "StepEnded" ? Effect.sleep("1 hour") : Effect.void
        })
      )
      yield* TestClock.adjust("1 second")
      yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* TestClock.adjust("2 hours")
      const [cancelled] = yield* (yield* Catalog).runs({ limit: 1 })
      const result = yield* retry(assets, cancelled?.runId ?? "")
      assert.deepStrictEqual(statuses(result), { number: "skipped", copy: "materialized" })
      assert.deepStrictEqual(yield* rowsOf(copy), [{ n: 1 }])
      assert.strictEqual(world.received, 1)
    }).pipe(Effect.provide(layer))
  )

  it.effect("reads the versions that the run had, whatever is current by now", () =>
    Effect.gen(function* () {
      const { assets, copy, world } = numbers()
      world.readerFailures = 2
      const first = yield* materialize(assets)
      world.number = 2
      yield* materialize(assets, { select: "number" })
      const second = yield* retry(assets, first.runId)
      assert.deepStrictEqual(statuses(second), { number: "skipped", copy: "failed" })
      world.number = 3
      yield* materialize(assets, { select: "number" })
      const third = yield* retry(assets, second.runId)
      assert.deepStrictEqual(statuses(third), { number: "skipped", copy: "materialized" })
      assert.deepStrictEqual(yield* rowsOf(copy), [{ n: 1 }])
      const chain = yield* (yield* Catalog).chain(first.runId ?? "")
      assert.deepStrictEqual(
        chain.map(({ run }) => [run.runId, run.retryOf, run.status]),
        [
          [first.runId, null, "failed"],
          [second.runId, first.runId, "failed"],
          [third.runId, second.runId, "success"]
        ]
      )
      // The copy is of an older number now: the next run says so and makes it anew.
      assert.deepStrictEqual(statuses(yield* materialize(assets)), { number: "fresh", copy: "materialized" })
      assert.deepStrictEqual(yield* rowsOf(copy), [{ n: 3 }])
    }).pipe(Effect.provide(layer))
  )

  it.effect("leaves what another run has made anew meanwhile", () =>
    Effect.gen(function* () {
      const { assets, copy, world } = numbers()
      world.sourceFailures = 1
      const first = yield* materialize(assets)
      world.number = 2
      const other = yield* materialize(assets, { select: "number" })
      const result = yield* retry(assets, first.runId)
      assert.deepStrictEqual(statuses(result), { number: "superseded", copy: "materialized" })
      assert.strictEqual(result.steps[0]?.reason, `run ${other.runId} has published a newer version meanwhile`)
      assert.deepStrictEqual(yield* rowsOf(copy), [{ n: 2 }])
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds what was received, and knows where it came from; from the start it asks again", () =>
    Effect.gen(function* () {
      const { assets, copy, world } = numbers()
      world.sourceFailures = 2
      const first = yield* materialize(assets)
      world.number = 7
      const second = yield* retry(assets, first.runId)
      assert.deepStrictEqual([statuses(second), world.received], [{ number: "failed", copy: "blocked" }, 1])
      assert.deepStrictEqual(world.seen, [null, "source 1"])
      const third = yield* retry(assets, second.runId, { fromStart: true })
      assert.deepStrictEqual(statuses(third), { number: "materialized", copy: "materialized" })
      assert.deepStrictEqual([world.received, yield* rowsOf(copy)], [2, [{ n: 7 }]])
    }).pipe(Effect.provide(layer))
  )

  it.effect("repeats a good run only from the start, and then all of it", () =>
    Effect.gen(function* () {
      const { assets, world } = numbers()
      const first = yield* materialize(assets)
      const refused = yield* Effect.flip(retry(assets, first.runId))
      assert.match(refused.message, /ended as success: there is nothing left of it/)
      const again = yield* retry(assets, first.runId, { fromStart: true })
      assert.deepStrictEqual(statuses(again), { number: "materialized", copy: "materialized" })
      assert.strictEqual(world.received, 2)
    }).pipe(Effect.provide(layer))
  )

  it.effect("is refused for a run that has one already, runs still, or is not there", () =>
    Effect.gen(function* () {
      const { assets, world } = numbers()
      world.readerFailures = 2
      const first = yield* materialize(assets)
      const second = yield* retry(assets, first.runId)
      const running = yield* Effect.flip(retry(assets, yield* begun))
      assert.match(running.message, /is still running/)
      const twice = yield* Effect.flip(retry(assets, first.runId))
      assert.include(twice.message, `retried already, by run ${second.runId}`)
      assert.match((yield* Effect.flip(retry(assets, "none"))).message, /There is no run none/)
    }).pipe(Effect.provide(layer))
  )
})
