import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Latch, Option } from "effect"
import { event, materialization, run, step } from "./records.ts"
import type { WithCatalog } from "./WithCatalog.ts"

const raw = { asset: "raw", partition: "2026-01-08/fr" }
const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"

/** What a catalog promises of versions: published together with all else, or not at all. */
export const versionsContract = (withCatalog: WithCatalog) => {
  it.live("publishes a version with what its transaction holds, and makes it current", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [step({ runId: runA })])
        const claim = yield* catalog.claim({ ...raw, runId: runA })
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
          const claim = yield* catalog.claim({ ...id, runId: runA })
          const version = materialization({ ...id, runId: runA, id: `01900000-0000-7000-8000-0000000000b${index}` })
          yield* catalog.publish(claim, Effect.succeed(version))
        }
        assert.deepStrictEqual(
          (yield* catalog.currents()).map(({ asset, partition }) => ({ asset, partition })),
          [...ids].reverse()
        )
        assert.isTrue(Option.isSome(yield* catalog.current({ asset: "model", partition: null })))
        const some = yield* catalog.currents([
          { asset: "raw", partition: "2026-01-09/fr" },
          { asset: "model", partition: null },
          { asset: "model", partition: "2026-01-09/fr" }
        ])
        assert.deepStrictEqual(
          some.map(({ asset, partition }) => `${asset} ${partition}`),
          ["model null", "raw 2026-01-09/fr"]
        )
        assert.deepStrictEqual(yield* catalog.currents([]), [])
        const mark = yield* catalog.mark()
        const own = { asset: "model", partition: null }
        assert.deepStrictEqual(yield* catalog.glance(own), { mark, hold: null, currents: yield* catalog.currents() })
        const hold = { ...own, runId: runA, at: 1_500.5 }
        yield* catalog.endRun(runA, "success", 9)
        yield* catalog.rollBack([own], Effect.succeed({ runIds: [], versions: [], holds: [hold], at: 9 }))
        assert.deepStrictEqual(yield* catalog.glance(own, [own, { asset: "raw", partition: "2026-01-08/fr" }]), {
          mark,
          hold,
          currents: yield* catalog.currents([own, { asset: "raw", partition: "2026-01-08/fr" }])
        })
        assert.deepStrictEqual(yield* catalog.glance({ asset: "raw", partition: null }, []), {
          mark,
          hold: null,
          currents: []
        })
      })
    )
  )

  it.live("publishes nothing when the transaction's content fails", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        const claim = yield* catalog.claim({ ...raw, runId: runA })
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
        const claim = yield* catalog.claim({ ...raw, runId: runA })
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
        const claim = yield* catalog.claim({ ...raw, runId: runA })
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

  it.live("remembers what a step received until it publishes", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        yield* catalog.remember(runA, raw, "page 1", { results: [1, "é"] })
        yield* catalog.remember(runA, raw, "page 1", { results: [2] })
        assert.deepStrictEqual(yield* catalog.recall(runA, raw, "page 1"), Option.some({ results: [2] }))
        assert.deepStrictEqual(yield* catalog.recall(runB, raw, "page 1"), Option.none())
        assert.deepStrictEqual(yield* catalog.recall(runA, { ...raw, asset: "other" }, "page 1"), Option.none())
        const claim = yield* catalog.claim({ ...raw, runId: runA })
        yield* catalog.publish(claim, Effect.succeed(materialization({ runId: runA })))
        assert.deepStrictEqual(yield* catalog.recall(runA, raw, "page 1"), Option.none())
      })
    )
  )
}
