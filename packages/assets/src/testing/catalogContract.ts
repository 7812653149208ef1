import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Latch, type Layer, Option } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import { event, materialization, owner, run, step } from "./records.ts"

const alive = () => Effect.succeed(true)
const dead = () => Effect.succeed(false)
const raw = { asset: "raw", partition: "2026-01-08/fr" }
const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"

/** The promises of `Catalog`, as tests of an implementation. `layer` gives an empty catalog at each use. */
export const catalogContract = (name: string, layer: Layer.Layer<Catalog>, options?: { readonly timeout?: number }) =>
  describe(`${name} as a Catalog`, { timeout: options?.timeout ?? 20_000 }, () => {
    const withCatalog = <E>(test: (catalog: Catalog["Service"]) => Effect.Effect<void, E>) =>
      Effect.flatMap(Catalog, test).pipe(Effect.provide(layer))

    it.live("gives back a run and its steps as they were last saved", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          const model = step({ runId: runA, asset: "tfidf_model", partition: null })
          yield* catalog.createRun(run({ runId: runA }), [step({ runId: runA }), model])
          const failed = step({
            runId: runA,
            status: "failed",
            attempts: 3,
            error: { tag: "SourceError", message: "no answer", transient: true },
            startedAt: 1_000,
            endedAt: 2_000,
            metadata: { requests: 3, nested: { list: [1, null, "x"] } }
          })
          yield* catalog.saveStep(failed)
          yield* catalog.endRun(runA, "failed", 3_000)
          assert.deepStrictEqual(Option.getOrThrow(yield* catalog.run(runA)), {
            run: run({ runId: runA, status: "failed", endedAt: 3_000 }),
            steps: [failed, model]
          })
          assert.isTrue(Option.isNone(yield* catalog.run(runB)))
        })
      )
    )

    it.live("lists runs, newest first, by status if asked", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA, startedAt: 1 }), [])
          yield* catalog.createRun(run({ runId: runB, startedAt: 2 }), [])
          yield* catalog.endRun(runA, "success", 3)
          assert.deepStrictEqual(
            (yield* catalog.runs({ limit: 10 })).map((run) => run.runId),
            [runB, runA]
          )
          assert.deepStrictEqual(
            (yield* catalog.runs({ limit: 1 })).map((run) => run.runId),
            [runB]
          )
          const ended = yield* catalog.runs({ limit: 10, status: "success" })
          assert.deepStrictEqual(
            ended.map((run) => run.runId),
            [runA]
          )
        })
      )
    )

    it.live("knows the last attempt of each asset partition", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          const failed = step({ runId: runA, status: "failed", startedAt: 1, endedAt: 2 })
          yield* catalog.createRun(run({ runId: runA, startedAt: 1 }), [failed])
          yield* catalog.createRun(run({ runId: runB, startedAt: 5 }), [step({ runId: runB, status: "fresh" })])
          assert.deepStrictEqual(yield* catalog.lastAttempts(), [failed])
        })
      )
    )

    it.live("keeps events in order and gives those after a number", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run(), [])
          const log = [1, 2, 3].map((sequence) => event({ sequence, data: { sequence } }))
          yield* catalog.append(log.slice(0, 2))
          yield* catalog.append(log.slice(2))
          assert.deepStrictEqual(yield* catalog.events(event().runId, 0, 10), log)
          assert.deepStrictEqual(yield* catalog.events(event().runId, 1, 1), log.slice(1, 2))
        })
      )
    )

    it.live("publishes a version with what its transaction holds, and makes it current", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [step({ runId: runA })])
          const claim = yield* catalog.claim({ ...raw, runId: runA }, owner(), alive)
          const first = materialization({ runId: runA })
          assert.deepStrictEqual(yield* catalog.publish(claim, Effect.succeed(first)), first)
          const second = materialization({ runId: runA, id: "01900000-0000-7000-8000-0000000000a2", dataVersion: "d1" })
          yield* catalog.publish(claim, Effect.succeed(second))
          assert.deepStrictEqual(yield* catalog.current(raw), Option.some(second))
          assert.deepStrictEqual(yield* catalog.currents(), [second])
          assert.deepStrictEqual(yield* catalog.materializations({ asset: "raw", limit: 9 }), [second, first])
          assert.deepStrictEqual(
            yield* catalog.materializations({ asset: "raw", partition: "2026-01-09/fr", limit: 9 }),
            []
          )
        })
      )
    )

    it.live("sorts current versions by asset, then partition, unpartitioned assets among them", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [])
          const ids = [
            { asset: "validated", partition: "2026-01-08/fr" },
            { asset: "raw", partition: "2026-01-09/fr" },
            { asset: "raw", partition: "2026-01-08/fr" },
            { asset: "model", partition: null }
          ]
          for (const [index, id] of ids.entries()) {
            const claim = yield* catalog.claim({ ...id, runId: runA }, owner(), alive)
            const version = materialization({ ...id, runId: runA, id: `01900000-0000-7000-8000-0000000000b${index}` })
            yield* catalog.publish(claim, Effect.succeed(version))
          }
          assert.deepStrictEqual(
            (yield* catalog.currents()).map(({ asset, partition }) => ({ asset, partition })),
            [...ids].reverse()
          )
          assert.isTrue(Option.isSome(yield* catalog.current({ asset: "model", partition: null })))
        })
      )
    )

    it.live("publishes nothing when the transaction's content fails", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [])
          const claim = yield* catalog.claim({ ...raw, runId: runA }, owner(), alive)
          assert.strictEqual(yield* Effect.flip(catalog.publish(claim, Effect.fail("no"))), "no")
          assert.isTrue(Option.isNone(yield* catalog.current(raw)))
        })
      )
    )

    it.live("takes back what the transaction's content wrote when it fails later", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [step({ runId: runA })])
          yield* catalog.append([event({ runId: runA, sequence: 1 })])
          const claim = yield* catalog.claim({ ...raw, runId: runA }, owner(), alive)
          const content = Effect.gen(function* () {
            yield* catalog.saveStep(step({ runId: runA, status: "materialized" }))
            yield* catalog.append([event({ runId: runA, sequence: 2 })])
            yield* catalog.remember(runA, raw, "page 1", 1)
            return yield* Effect.fail("no")
          })
          assert.strictEqual(yield* Effect.flip(catalog.publish(claim, content)), "no")
          const known = Option.getOrThrow(yield* catalog.run(runA))
          assert.deepStrictEqual(known.steps, [step({ runId: runA })])
          assert.strictEqual((yield* catalog.events(runA, 0, 9)).length, 1)
          assert.deepStrictEqual(yield* catalog.recall(runA, raw, "page 1"), Option.none())
        })
      )
    )

    it.live("publishes nothing when it is interrupted", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [])
          const claim = yield* catalog.claim({ ...raw, runId: runA }, owner(), alive)
          const begun = yield* Latch.make()
          const fiber = yield* Effect.forkChild(catalog.publish(claim, Effect.andThen(begun.open, Effect.never)))
          yield* begun.await
          yield* Fiber.interrupt(fiber)
          assert.isTrue(Option.isNone(yield* catalog.current(raw)))
          yield* catalog.publish(claim, Effect.succeed(materialization({ runId: runA })))
        })
      )
    )

    it.live("keeps refused versions apart", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run(), [])
          yield* catalog.saveRefused(materialization())
          assert.deepStrictEqual(yield* catalog.refused({ asset: "raw", limit: 9 }), [materialization()])
          assert.deepStrictEqual(yield* catalog.materializations({ asset: "raw", limit: 9 }), [])
          assert.isTrue(Option.isNone(yield* catalog.current(raw)))
        })
      )
    )

    it.live("lets one run at a time hold an asset partition, and names the holder", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [])
          yield* catalog.createRun(run({ runId: runB }), [])
          const held = yield* catalog.claim({ ...raw, runId: runA }, owner({ pid: 7 }), alive)
          const error = yield* Effect.flip(catalog.claim({ ...raw, runId: runB }, owner(), alive))
          assert.isTrue(error.reason._tag === "Held" && error.reason.runId === runA && error.reason.owner.pid === 7)
          yield* catalog.claim({ ...raw, partition: "2026-01-09/fr", runId: runB }, owner(), alive)
          yield* catalog.release(held)
          const next = yield* catalog.claim({ ...raw, runId: runB }, owner(), alive)
          assert.isAbove(next.token, held.token)
        })
      )
    )

    it.live("takes over from a dead process and fences it off", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [])
          yield* catalog.createRun(run({ runId: runB }), [])
          const old = yield* catalog.claim({ ...raw, runId: runA }, owner({ pid: 7 }), alive)
          const now = yield* catalog.claim({ ...raw, runId: runB }, owner(), dead)
          const error = yield* Effect.flip(catalog.publish(old, Effect.succeed(materialization({ runId: runA }))))
          assert.strictEqual(error.reason._tag, "Fenced")
          yield* catalog.release(old)
          yield* catalog.publish(now, Effect.succeed(materialization({ runId: runB })))
        })
      )
    )

    it.live("gives a partition to one of many who ask at once", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          const ids = Array.from({ length: 8 }, (_, index) => `01900000-0000-7000-8000-0000000000c${index}`)
          yield* Effect.forEach(ids, (runId) => catalog.createRun(run({ runId }), []))
          const claims = yield* Effect.forEach(
            ids,
            (runId) => Effect.option(catalog.claim({ ...raw, runId }, owner(), alive)),
            { concurrency: "unbounded" }
          )
          assert.strictEqual(claims.filter(Option.isSome).length, 1)
        })
      )
    )

    it.live("frees what a run held when the run ends", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [])
          yield* catalog.createRun(run({ runId: runB }), [])
          yield* catalog.claim({ ...raw, runId: runA }, owner(), alive)
          yield* catalog.endRun(runA, "cancelled", 9)
          yield* catalog.claim({ ...raw, runId: runB }, owner(), alive)
        })
      )
    )

    it.live("remembers what a step received until it publishes", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          yield* catalog.createRun(run({ runId: runA }), [])
          yield* catalog.remember(runA, raw, "page 1", { results: [1, "é"] })
          yield* catalog.remember(runA, raw, "page 1", { results: [2] })
          assert.deepStrictEqual(yield* catalog.recall(runA, raw, "page 1"), Option.some({ results: [2] }))
          assert.deepStrictEqual(yield* catalog.recall(runB, raw, "page 1"), Option.none())
          assert.deepStrictEqual(yield* catalog.recall(runA, { ...raw, asset: "other" }, "page 1"), Option.none())
          const claim = yield* catalog.claim({ ...raw, runId: runA }, owner(), alive)
          yield* catalog.publish(claim, Effect.succeed(materialization({ runId: runA })))
          assert.deepStrictEqual(yield* catalog.recall(runA, raw, "page 1"), Option.none())
        })
      )
    )

    it.live("ends the runs of dead processes as crashed, their steps as cancelled, and frees what they held", () =>
      withCatalog(
        Effect.fnUntraced(function* (catalog) {
          const gone = owner({ pid: 7 })
          const done = step({ runId: runA, asset: "validated", status: "materialized" })
          const cut = step({ runId: runA, status: "running", startedAt: 1_000 })
          yield* catalog.createRun(run({ runId: runA, owner: gone }), [cut, done])
          yield* catalog.createRun(run({ runId: runB }), [step({ runId: runB, status: "running" })])
          yield* catalog.claim({ ...raw, runId: runA }, gone, alive)
          const crashed = yield* catalog.recoverCrashed(({ pid }) => Effect.succeed(pid !== 7), 5_000)
          assert.deepStrictEqual(
            crashed.map(({ run }) => [run.runId, run.status, run.endedAt]),
            [[runA, "crashed", 5_000]]
          )
          assert.deepStrictEqual(
            crashed[0]?.steps.map(({ asset, status }) => [asset, status]),
            [["raw", "cancelled"]]
          )
          const known = Option.getOrThrow(yield* catalog.run(runA))
          assert.deepStrictEqual(
            known.steps.map(({ status }) => status),
            ["cancelled", "materialized"]
          )
          assert.strictEqual(known.run.status, "crashed")
          yield* catalog.claim({ ...raw, runId: runB }, owner(), alive)
          assert.deepStrictEqual(yield* catalog.recoverCrashed(({ pid }) => Effect.succeed(pid !== 7), 6_000), [])
        })
      )
    )
  })
