import { assert, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { materialization, owner, run, step } from "./records.ts"
import type { WithCatalog } from "./WithCatalog.ts"

const raw = { asset: "raw", partition: "2026-01-08/fr" }
const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"

/** How a catalog gives asset partitions to runs, one at a time. */
export const claimsContract = (withCatalog: WithCatalog) => {
  it.live("lets one run at a time hold an asset partition, and names the holder", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA, owner: owner({ pid: 7 }) }), [])
        yield* catalog.createRun(run({ runId: runB }), [])
        const held = yield* catalog.claim({ ...raw, runId: runA })
        const error = yield* Effect.flip(catalog.claim({ ...raw, runId: runB }))
        assert.isTrue(error.reason._tag === "Held" && error.reason.runId === runA && error.reason.owner.pid === 7)
        assert.match(error.message, /is held by run .*0a \(process 7 on here\) since \d{4}-\d\d-\d\dT/)
        yield* catalog.claim({ ...raw, partition: "2026-01-09/fr", runId: runB })
        yield* catalog.release(held)
        const next = yield* catalog.claim({ ...raw, runId: runB })
        assert.isAbove(next.token, held.token)
      })
    )
  )

  it.live("fences off a run that crashed, whether another one has taken over or not", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [step({ runId: runA })])
        yield* catalog.createRun(run({ runId: runB }), [])
        const old = yield* catalog.claim({ ...raw, runId: runA })
        const [lease] = yield* catalog.leases()
        yield* catalog.crash(
          { lease: lease ?? { runId: runA, renewals: 0 }, at: 9, cut: (step) => step },
          () => Effect.void
        )
        const late = Effect.flip(catalog.publish(old, Effect.succeed(materialization({ runId: runA }))))
        assert.strictEqual((yield* late).reason._tag, "Fenced")
        assert.strictEqual((yield* Effect.flip(catalog.claim({ ...raw, runId: runA }))).reason._tag, "RunOver")
        const now = yield* catalog.claim({ ...raw, runId: runB })
        assert.isAbove(now.token, old.token)
        assert.strictEqual((yield* late).reason._tag, "Fenced")
        yield* catalog.release(old)
        yield* catalog.publish(now, Effect.succeed(materialization({ runId: runB })))
      })
    )
  )

  it.live("publishes nothing for a claim that was given back", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        const claim = yield* catalog.claim({ ...raw, runId: runA })
        yield* catalog.release(claim)
        const error = yield* Effect.flip(catalog.publish(claim, Effect.succeed(materialization({ runId: runA }))))
        assert.strictEqual(error.reason._tag, "Fenced")
      })
    )
  )

  it.live("gives a partition to one of many who ask at once", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const ids = Array.from({ length: 8 }, (_, index) => `01900000-0000-7000-8000-0000000000c${index}`)
        yield* Effect.forEach(ids, (runId) => catalog.createRun(run({ runId }), []))
        const claims = yield* Effect.forEach(ids, (runId) => Effect.option(catalog.claim({ ...raw, runId })), {
          concurrency: "unbounded"
        })
        assert.strictEqual(claims.filter(Option.isSome).length, 1)
      })
    )
  )

  it.live("lets nobody wait for what a run took after its end", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        yield* catalog.createRun(run({ runId: runB }), [])
        yield* catalog.endRun(runA, "cancelled", 9)
        const late = yield* catalog.claim({ ...raw, runId: runA })
        const now = yield* catalog.claim({ ...raw, runId: runB })
        assert.isAbove(now.token, late.token)
        const error = yield* Effect.flip(catalog.publish(late, Effect.succeed(materialization({ runId: runA }))))
        assert.strictEqual(error.reason._tag, "Fenced")
      })
    )
  )

  it.live("frees what a run held when the run ends", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        yield* catalog.createRun(run({ runId: runB }), [])
        yield* catalog.claim({ ...raw, runId: runA })
        yield* catalog.endRun(runA, "cancelled", 9)
        yield* catalog.claim({ ...raw, runId: runB })
      })
    )
  )
}
