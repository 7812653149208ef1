import { assert, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Latch, Option } from "effect"
import type { Catalog } from "../catalog/Catalog.ts"
import type { Materialization } from "../version/Materialization.ts"
import { event, materialization, run } from "./records.ts"
import type { WithCatalog } from "./WithCatalog.ts"

const raw = { asset: "raw", partition: "2026-01-08/fr" }
const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"
const nothingInUse = new Map<string, ReadonlySet<string>>()

const part = (hash: string) => ({ name: null, hash, rows: 1, bytes: 10 })

const version = (id: string, hash: string, fields: Partial<Materialization> = {}) =>
  materialization({ id, runId: runA, manifest: { parts: [part(hash)], rejects: [part(`${hash} rejects`)] }, ...fields })

const published = Effect.fnUntraced(function* (catalog: Catalog["Service"], version: Materialization) {
  const claim = yield* catalog.claim(version)
  yield* catalog.publish(claim, Effect.succeed(version))
  yield* catalog.release(claim)
  return version
})

/** How a catalog forgets, and what it says of parts. */
export const retentionContract = (withCatalog: WithCatalog) => {
  it.live("knows which parts no version refers to, refused and taken back ones included", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        const one = yield* published(catalog, version("one", "a"))
        const two = yield* published(catalog, version("two", "b"))
        yield* catalog.saveRefused(version("refused", "c"))
        yield* catalog.rollBack([raw], Effect.succeed({ runIds: [], versions: [two], holds: [], at: 1 }))
        const all = ["a", "a rejects", "b", "c", "c rejects", "d"]
        assert.deepStrictEqual(yield* catalog.unreferenced(all, []), ["d"])
        assert.deepStrictEqual(yield* catalog.unreferenced(all, [one.id, "refused"]), [
          "a",
          "a rejects",
          "c",
          "c rejects",
          "d"
        ])
      })
    )
  )

  it.live("removes what was condemned long enough ago and is still not referred to, and pardons the rest", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        yield* published(catalog, version("one", "a"))
        yield* catalog.condemn(["a", "b", "c", "d"], 1_000)
        yield* catalog.condemn(["b", "e"], 5_000)
        // A refused version refers to `c` since.
        yield* catalog.saveRefused(version("two", "c", { asset: "other" }))
        const removed: Array<ReadonlyArray<string>> = []
        const remove = (hashes: ReadonlyArray<string>) => Effect.sync(() => removed.push(hashes))
        assert.deepStrictEqual(yield* catalog.sweep(1_000, 10, remove), { looked: 0, removed: [], answer: null })
        const first = yield* catalog.sweep(4_000, 10, remove)
        assert.deepStrictEqual([first.looked, first.removed], [3, ["b", "d"]])
        assert.deepStrictEqual(removed, [["b", "d"]])
        assert.strictEqual((yield* catalog.sweep(4_000, 10, remove)).looked, 0)
        assert.deepStrictEqual((yield* catalog.sweep(9_000, 10, remove)).removed, ["e"])
      })
    )
  )

  it.live("keeps parts condemned when their removal fails", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.condemn(["a"], 1_000)
        assert.strictEqual(yield* Effect.flip(catalog.sweep(9_000, 10, () => Effect.fail("full"))), "full")
        assert.deepStrictEqual((yield* catalog.sweep(9_000, 10, () => Effect.void)).removed, ["a"])
      })
    )
  )

  it.live("does not sweep a part that a publish has secured, however long that takes", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        yield* catalog.condemn(["a"], 1_000)
        const claim = yield* catalog.claim({ ...raw, runId: runA })
        const secured = yield* Latch.make()
        const goOn = yield* Deferred.make<void>()
        const publishing = yield* Effect.forkChild(
          catalog.publish(
            claim,
            Effect.gen(function* () {
              yield* catalog.secureParts()
              yield* secured.open
              yield* Deferred.await(goOn)
              return version("one", "a")
            })
          )
        )
        yield* secured.await
        const sweeping = yield* Effect.forkChild(catalog.sweep(9_000, 10, () => Effect.void))
        yield* Deferred.succeed(goOn, undefined)
        yield* Fiber.join(publishing)
        assert.deepStrictEqual((yield* Fiber.join(sweeping)).removed, [])
        assert.deepStrictEqual(yield* catalog.unreferenced(["a"], []), [])
        assert.strictEqual((yield* catalog.sweep(9_000, 10, () => Effect.void)).looked, 0, "it is pardoned")
      })
    )
  )

  it.live("lets old versions go that were replaced, refused or taken back; never a current one, nor one in use", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        for (const n of [1, 2, 3, 4]) {
          yield* published(catalog, version(`v${n}`, `p${n}`, { endedAt: n * 1_000, dataVersion: `d${n}` }))
        }
        yield* catalog.saveRefused(version("refused", "r", { endedAt: 1_500 }))
        yield* catalog.saveRefused(version("refused later", "r", { endedAt: 9_000 }))
        const last = Option.getOrThrow(yield* catalog.current(raw))
        yield* catalog.rollBack([raw], Effect.succeed({ runIds: [], versions: [last], holds: [], at: 2_000 }))
        const filter = { replacedBefore: 3_000, refusedBefore: 5_000, inUse: nothingInUse }
        const old = yield* catalog.prunable(filter)
        const names = (pruned: typeof old) => pruned.map(({ nextId, version }) => `${version.id} ${nextId}`).sort()
        assert.deepStrictEqual(names(old), ["refused null", "v1 v2", "v4 null"])
        assert.deepStrictEqual(
          names(yield* catalog.prunable({ ...filter, inUse: new Map([["raw", new Set(["d1", "d4"])]]) })),
          ["refused null"]
        )
        const forgotten: Array<string> = []
        const gone = yield* catalog.prune(old, (some) => Effect.sync(() => forgotten.push(...names(some))))
        assert.deepStrictEqual([names(gone), forgotten.sort()], [names(old), names(old)])
        assert.deepStrictEqual(names(yield* catalog.prunable(filter)), [])
        assert.deepStrictEqual(yield* catalog.unreferenced(["p1", "p2", "p3", "p4"], []), ["p1", "p4"])
        const error = yield* Effect.flip(catalog.versionBefore("v2"))
        assert.strictEqual(error.reason._tag, "VersionGone")
        const v3 = Option.getOrThrow(yield* catalog.current(raw))
        assert.deepStrictEqual(yield* catalog.prune([{ version: v3, nextId: null }], () => Effect.void), [])
        assert.deepStrictEqual(yield* catalog.current(raw), Option.some(v3))
      })
    )
  )

  it.live("forgets the events of old runs, and what the steps of old chains kept", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA, startedAt: 1 }), [])
        yield* catalog.append([event({ runId: runA, sequence: 1 }), event({ runId: runA, sequence: 2 })])
        yield* catalog.remember(runA, raw, "page", 1)
        yield* catalog.endRun(runA, "failed", 2_000)
        for (const dryRun of [true, true, false]) {
          assert.strictEqual(yield* catalog.pruneEvents(2_000, { dryRun }), 0)
          assert.strictEqual(yield* catalog.pruneEvents(2_001, { dryRun }), 2)
          assert.strictEqual(yield* catalog.pruneMemory(2_000, { dryRun }), 0)
        }
        assert.deepStrictEqual(yield* catalog.events(runA, 0, 9), [])
        yield* catalog.createRun(run({ runId: runB, rootRunId: runA, startedAt: 3 }), [])
        assert.strictEqual(yield* catalog.pruneMemory(9_000, { dryRun: false }), 0, "a run of the chain is at work")
        yield* catalog.endRun(runB, "failed", 4_000)
        assert.strictEqual(yield* catalog.pruneMemory(9_000, { dryRun: true }), 1)
        assert.strictEqual(yield* catalog.pruneMemory(9_000, { dryRun: false }), 1)
        assert.deepStrictEqual(yield* catalog.recall(runA, raw, "page"), Option.none())
      })
    )
  )
}
