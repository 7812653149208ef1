import { assert, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { Catalog, Crash } from "../catalog/Catalog.ts"
import type { Step } from "../catalog/Run.ts"
import { event, materialization, owner, run, step } from "./records.ts"
import type { WithCatalog } from "./WithCatalog.ts"

const raw = { asset: "raw", partition: "2026-01-08/fr" }
const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"
const cut = (step: Step): Step => ({ ...step, status: "cancelled", reason: "gone", endedAt: 5_000 })
const noBooks = () => Effect.void

/** The lease of a run as it stands. */
const leaseOf = (catalog: Catalog["Service"], runId: string) =>
  Effect.map(catalog.leases(), (leases) => {
    const lease = leases.find((lease) => lease.runId === runId)
    return lease ?? assert.fail(`there is no lease of ${runId}`)
  })

const crashOf = Effect.fnUntraced(function* (catalog: Catalog["Service"], runId: string) {
  return { lease: yield* leaseOf(catalog, runId), at: 5_000, cut } satisfies Crash
})

/** How a catalog tells living runs from dead ones, and ends the dead. */
export const leasesContract = (withCatalog: WithCatalog) => {
  it.live("gives each running run a lease, which its owner renews", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA, owner: owner({ pid: 7 }), startedAt: 1 }), [])
        yield* catalog.createRun(run({ runId: runB, startedAt: 2 }), [])
        assert.deepStrictEqual(yield* catalog.leases(), [
          { runId: runA, owner: owner({ pid: 7 }), renewals: 0, isExpired: false },
          { runId: runB, owner: owner(), renewals: 0, isExpired: false }
        ])
        assert.deepStrictEqual(yield* catalog.renewLease(runA, 60_000), { isHeld: true, cancelledBy: null })
        assert.strictEqual((yield* leaseOf(catalog, runA)).renewals, 1)
        yield* catalog.renewLease(runA, -1)
        assert.isTrue((yield* leaseOf(catalog, runA)).isExpired)
        yield* catalog.renewLease(runA, 60_000)
        assert.isFalse((yield* leaseOf(catalog, runA)).isExpired)
        yield* catalog.endRun(runA, "success", 9)
        assert.deepStrictEqual(yield* catalog.renewLease(runA, 60_000), { isHeld: false, cancelledBy: null })
        assert.deepStrictEqual(
          (yield* catalog.leases()).map(({ runId }) => runId),
          [runB]
        )
      })
    )
  )

  it.live("renews a lease whatever transaction is open", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        const claim = yield* catalog.claim({ ...raw, runId: runA })
        const failed = yield* Effect.flip(catalog.publish(claim, Effect.fail("rolled back")))
        assert.strictEqual(failed, "rolled back")
        yield* catalog.renewLease(runA, 60_000)
        assert.strictEqual((yield* leaseOf(catalog, runA)).renewals, 1)
      })
    )
  )

  it.live("tells the owner who asked for the run to be cancelled, the first who did", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        assert.isTrue(yield* catalog.requestCancel(runA, "ada"))
        assert.isTrue(yield* catalog.requestCancel(runA, "bob"))
        assert.deepStrictEqual(yield* catalog.renewLease(runA, 60_000), { isHeld: true, cancelledBy: "ada" })
        yield* catalog.endRun(runA, "cancelled", 9)
        assert.isFalse(yield* catalog.requestCancel(runA, "ada"))
        assert.isFalse(yield* catalog.requestCancel(runB, "ada"))
      })
    )
  )

  it.live("ends a crashed run with its unfinished steps, frees what it held, and tells of it, once", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const done = step({ runId: runA, asset: "validated", status: "materialized" })
        const working = step({ runId: runA, status: "running", startedAt: 1_000 })
        yield* catalog.createRun(run({ runId: runA }), [working, done])
        yield* catalog.createRun(run({ runId: runB }), [step({ runId: runB, status: "running" })])
        yield* catalog.append([event({ runId: runA, sequence: 1 })])
        yield* catalog.claim({ ...raw, runId: runA })
        const crash = yield* crashOf(catalog, runA)
        const noted: Array<string> = []
        const crashed = yield* catalog.crash(crash, ({ run, steps }) =>
          Effect.sync(() => void noted.push(run.status, ...steps.map(({ status }) => status)))
        )
        assert.deepStrictEqual(noted, ["crashed", "cancelled", "materialized"])
        const known = Option.getOrThrow(yield* catalog.run(runA))
        assert.deepStrictEqual(crashed, Option.some(known))
        assert.deepStrictEqual([known.run.status, known.run.endedAt], ["crashed", 5_000])
        assert.deepStrictEqual(known.steps, [cut(working), done])
        const [, last] = yield* catalog.events(runA, 0, 9)
        assert.deepStrictEqual([last?.sequence, last?.kind, last?.data.status], [2, "RunEnded", "crashed"])
        yield* catalog.claim({ ...raw, runId: runB })
        assert.deepStrictEqual(yield* catalog.crash(crash, noBooks), Option.none())
        assert.strictEqual(Option.getOrThrow(yield* catalog.run(runB)).run.status, "running")
      })
    )
  )

  it.live("leaves a run alone whose lease was renewed since it was looked at", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        const crash = yield* crashOf(catalog, runA)
        yield* catalog.renewLease(runA, 60_000)
        assert.deepStrictEqual(yield* catalog.crash(crash, noBooks), Option.none())
        assert.strictEqual(Option.getOrThrow(yield* catalog.run(runA)).run.status, "running")
      })
    )
  )

  it.live("ends no run whose books cannot be kept", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const working = step({ runId: runA, status: "running" })
        yield* catalog.createRun(run({ runId: runA }), [working])
        const claim = yield* catalog.claim({ ...raw, runId: runA })
        const crash = yield* crashOf(catalog, runA)
        assert.strictEqual(yield* Effect.flip(catalog.crash(crash, () => Effect.fail("full"))), "full")
        const known = Option.getOrThrow(yield* catalog.run(runA))
        assert.deepStrictEqual([known.run.status, known.steps], ["running", [working]])
        assert.isTrue((yield* catalog.renewLease(runA, 60_000)).isHeld)
        yield* catalog.publish(claim, Effect.succeed(materialization({ runId: runA })))
      })
    )
  )

  it.live("lets a run that was ended by others write nothing more", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const working = step({ runId: runA, status: "running" })
        yield* catalog.createRun(run({ runId: runA }), [working])
        yield* catalog.append([event({ runId: runA, sequence: 1 })])
        yield* catalog.crash(yield* crashOf(catalog, runA), noBooks)
        const before = Option.getOrThrow(yield* catalog.run(runA))
        const refused = [catalog.saveStep(working), catalog.endRun(runA, "success", 9)]
        for (const attempt of refused) {
          const { reason } = yield* Effect.flip(attempt)
          assert.isTrue(reason._tag === "RunOver" && reason.status === "crashed")
        }
        yield* catalog.append([event({ runId: runA, sequence: 7 })])
        assert.deepStrictEqual(yield* catalog.run(runA), Option.some(before))
        assert.deepStrictEqual(
          (yield* catalog.events(runA, 0, 9)).map(({ sequence }) => sequence),
          [1, 2]
        )
      })
    )
  )

  it.live("ends a run as often as it is told to, in one way", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        yield* catalog.endRun(runA, "failed", 9)
        yield* catalog.endRun(runA, "failed", 9)
        assert.strictEqual((yield* Effect.flip(catalog.endRun(runA, "success", 9))).reason._tag, "RunOver")
      })
    )
  )
}
