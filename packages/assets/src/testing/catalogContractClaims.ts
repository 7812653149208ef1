import { assert, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { WithCatalog } from "./catalogContract.ts"
import { materialization, owner, run } from "./records.ts"

const alive = () => Effect.succeed(true)
const dead = () => Effect.succeed(false)
const raw = { asset: "raw", partition: "2026-01-08/fr" }
const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"

/** How a catalog gives asset partitions to runs, one at a time. */
export const claimsContract = (withCatalog: WithCatalog) => {
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
}
