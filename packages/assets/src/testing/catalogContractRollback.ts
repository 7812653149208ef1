import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Latch, Option } from "effect"
import type { Catalog, Rollback } from "../catalog/Catalog.ts"
import type { Materialization } from "../version/Materialization.ts"
import { event, materialization, run, step } from "./records.ts"
import type { WithCatalog } from "./WithCatalog.ts"

const raw = { asset: "raw", partition: "2026-01-08/fr" }
const model = { asset: "model", partition: null }
const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"
const at = 9_000

const published = Effect.fnUntraced(function* (catalog: Catalog["Service"], version: Materialization) {
  const claim = yield* catalog.claim(version)
  yield* catalog.publish(claim, Effect.succeed(version))
  yield* catalog.release(claim)
  return version
})

/** Two runs, and the versions one, two, three of `raw`: A, B and B again have published them. */
const three = Effect.fnUntraced(function* (catalog: Catalog["Service"]) {
  yield* catalog.createRun(run({ runId: runA }), [step({ runId: runA })])
  yield* catalog.createRun(run({ runId: runB }), [step({ runId: runB })])
  const one = yield* published(catalog, materialization({ id: "one", runId: runA }))
  const two = yield* published(catalog, materialization({ id: "two", runId: runB }))
  const other = yield* published(catalog, materialization({ ...model, id: "other", runId: runB }))
  const three = yield* published(catalog, materialization({ id: "three", runId: runB }))
  return { one, two, three, other }
})

const rollback = (fields: Partial<Rollback>): Rollback => ({ runIds: [], versions: [], holds: [], at, ...fields })

/** How a catalog takes versions back. */
export const rollbackContract = (withCatalog: WithCatalog) => {
  it.live("knows what runs published, what came after a version, and what was before it", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const versions = yield* three(catalog)
        assert.deepStrictEqual(yield* catalog.versionsOf([runB]), [versions.two, versions.other, versions.three])
        assert.deepStrictEqual(yield* catalog.versionsOf([runA, runB]), [
          versions.one,
          versions.two,
          versions.other,
          versions.three
        ])
        assert.deepStrictEqual(yield* catalog.publishedAfter("one", [raw]), [versions.two, versions.three])
        assert.deepStrictEqual(yield* catalog.publishedAfter("two", [model, raw]), [versions.other, versions.three])
        assert.deepStrictEqual(yield* catalog.publishedAfter("three", [model, raw]), [])
        assert.deepStrictEqual(yield* catalog.versionBefore("three"), Option.some(versions.two))
        assert.deepStrictEqual(yield* catalog.versionBefore("one"), Option.none())
        assert.deepStrictEqual(yield* catalog.versionBefore("other"), Option.none())
      })
    )
  )

  it.live("makes the version before current again, ends the run as rolled back, and tells of it", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const { one, other, three: last, two } = yield* three(catalog)
        yield* catalog.append([event({ runId: runB, sequence: 1 })])
        yield* catalog.endRun(runB, "success", 2_000)
        const all = rollback({ runIds: [runB], versions: [last, other, two] })
        yield* catalog.rollBack([raw, model], Effect.succeed(all))
        assert.deepStrictEqual(yield* catalog.currents(), [one])
        assert.deepStrictEqual(yield* catalog.materializations({ asset: "raw", limit: 9 }), [one])
        assert.deepStrictEqual(yield* catalog.versionsOf([runB]), [])
        assert.deepStrictEqual(yield* catalog.publishedAfter("one", [raw]), [])
        const known = Option.getOrThrow(yield* catalog.run(runB))
        assert.deepStrictEqual([known.run.status, known.run.endedAt], ["rolled_back", 2_000])
        assert.deepStrictEqual(
          (yield* catalog.events(runB, 0, 9)).map(({ at, kind, sequence }) => ({ at, kind, sequence })),
          [
            { at: 1_000, kind: "RunStarted", sequence: 1 },
            { at, kind: "RunRolledBack", sequence: 2 }
          ]
        )
      })
    )
  )

  it.live("takes a version out from among others, of which the last stays current", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const { one, three: last, two } = yield* three(catalog)
        yield* catalog.rollBack([raw], Effect.succeed(rollback({ versions: [two] })))
        assert.deepStrictEqual(yield* catalog.current(raw), Option.some(last))
        assert.deepStrictEqual(yield* catalog.versionBefore("three"), Option.some(one))
        yield* catalog.rollBack([raw], Effect.succeed(rollback({ versions: [last] })))
        assert.deepStrictEqual(yield* catalog.current(raw), Option.some(one))
      })
    )
  )

  it.live("takes nothing back while a run has one of the asset partitions, and says which", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const { three: last } = yield* three(catalog)
        const claim = yield* catalog.claim({ ...model, runId: runA })
        const taking = catalog.rollBack([raw, model], Effect.succeed(rollback({ versions: [last] })))
        const error = yield* Effect.flip(taking)
        assert.isTrue(error.reason._tag === "Held" && error.reason.runId === runA && error.reason.asset === "model")
        assert.deepStrictEqual(yield* catalog.current(raw), Option.some(last))
        yield* catalog.release(claim)
        yield* taking
      })
    )
  )

  it.live("takes nothing back when what its transaction holds fails or is interrupted", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const { three: last } = yield* three(catalog)
        const failing = Effect.andThen(catalog.saveStep(step({ runId: runB, status: "cancelled" })), Effect.fail("no"))
        assert.strictEqual(yield* Effect.flip(catalog.rollBack([raw], failing)), "no")
        const begun = yield* Latch.make()
        const fiber = yield* Effect.forkChild(catalog.rollBack([raw], Effect.andThen(begun.open, Effect.never)))
        yield* begun.await
        yield* Fiber.interrupt(fiber)
        assert.deepStrictEqual(yield* catalog.current(raw), Option.some(last))
        assert.deepStrictEqual(
          Option.getOrThrow(yield* catalog.run(runB)).steps.map(({ status }) => status),
          ["pending"]
        )
        yield* catalog.claim({ ...raw, runId: runB })
      })
    )
  )

  it.live("holds what was rolled back until it is published again or released", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const { three: last } = yield* three(catalog)
        const holds = [
          { ...raw, runId: runB, at },
          { ...model, runId: runB, at }
        ]
        yield* catalog.rollBack([raw, model], Effect.succeed(rollback({ versions: [last], holds })))
        assert.deepStrictEqual(yield* catalog.holds(), [...holds].reverse())
        yield* published(catalog, materialization({ id: "four", runId: runA }))
        assert.deepStrictEqual(yield* catalog.holds(), holds.slice(1))
        yield* catalog.dropHolds([raw, model])
        assert.deepStrictEqual(yield* catalog.holds(), [])
      })
    )
  )
}
