import { afterAll, assert, describe, it } from "@effect/vitest"
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Records from "@jobgraph/assets/testing/records"
import * as CatalogDatabase from "@jobgraph/db/CatalogDatabase"
import * as Backfills from "@jobgraph/db/service/Backfills"
import * as Queue from "@jobgraph/db/service/Queue"
import * as QueueRecovery from "@jobgraph/db/service/QueueRecovery"
import * as QueueWork from "@jobgraph/db/service/QueueWork"
import { begin, retry, stateOf, turn } from "@jobgraph/runner/service/backfilling"
import { Effect, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { databaseName, shared } from "./databases.ts"

const database = shared()
afterAll(database.close)

const catalogLayer = CatalogDatabase.layer.pipe(Layer.provideMerge(database.layer))

const limits: QueueWork.Limits = { runs: 100, pools: {} }
const claimed = Effect.map(QueueWork.claimNext("one", limits, 10), Option.getOrNull)
const stateOfBackfill = (id: string) => Effect.map(Backfills.find(id), (found) => stateOf(Option.getOrThrow(found)))
const daysOf = (id: string) => Effect.map(Backfills.find(id), (found) => Option.getOrThrow(found).days)

describe(`a backfill (${databaseName})`, { timeout: 240_000 }, () => {
  it.effect("begins its oldest day first, none while it is paused, and goes on where it was", () =>
    Effect.gen(function* () {
      const { days, id } = yield* begin({ from: "2026-01-01", to: "2026-01-03" })
      assert.strictEqual(days, 3)
      assert.deepStrictEqual((yield* claimed)?.partitions, ["2026-01-01"])
      yield* Backfills.setState(id, "paused")
      assert.isNull(yield* claimed)
      yield* Backfills.setState(id, "running")
      assert.deepStrictEqual((yield* claimed)?.partitions, ["2026-01-02"])
    }).pipe(Effect.provide(database.layer))
  )

  it.effect("takes out the days that wait when it is cancelled, and leaves the one at work", () =>
    Effect.gen(function* () {
      const { id } = yield* begin({ from: "2026-01-01", to: "2026-01-03" })
      const working = yield* claimed
      yield* Backfills.cancel(id, 20)
      assert.deepStrictEqual(yield* daysOf(id), { claimed: 1, cancelled: 2 })
      assert.isNull(yield* claimed)
      yield* Queue.end(working?.runId ?? "", "success", "", 30)
      assert.deepStrictEqual(yield* daysOf(id), { success: 1, cancelled: 2 })
    }).pipe(Effect.provide(database.layer))
  )

  it.effect("queues the days again whose last run failed, and no others", () =>
    Effect.gen(function* () {
      const { id } = yield* begin({ from: "2026-01-01", to: "2026-01-03" })
      for (const outcome of ["success", "failed", "crashed"]) {
        yield* Queue.end((yield* claimed)?.runId ?? "", outcome, "", 20)
      }
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* retry(id), 2)
      const again = [yield* claimed, yield* claimed]
      assert.deepStrictEqual(
        again.map((entry) => entry?.partitions),
        [["2026-01-02"], ["2026-01-03"]]
      )
      assert.deepStrictEqual(yield* daysOf(id), { success: 1, claimed: 2 })
      yield* Effect.forEach(again, (entry) => Queue.end(entry?.runId ?? "", "success", "", 30))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* retry(id), 0)
      // What became of a day before its last run no longer counts.
      assert.deepStrictEqual(yield* daysOf(id), { success: 3 })
      assert.strictEqual(yield* stateOfBackfill(id), "done")
    }).pipe(Effect.provide(database.layer))
  )

  it.effect("counts a day whose failed run was continued to success, however often that took", () =>
    Effect.gen(function* () {
      const catalog = yield* Catalog
      const { id } = yield* begin({ from: "2026-01-01", to: "2026-01-02" })
      const failed = (yield* claimed)?.runId ?? ""
      yield* Queue.end(failed, "failed", "", 20)
      yield* Queue.end((yield* claimed)?.runId ?? "", "success", "", 20)
      assert.strictEqual(yield* stateOfBackfill(id), "failed")
      yield* catalog.createRun(Records.run({ runId: failed }), [])
      yield* catalog.endRun(failed, "failed", 20)
      yield* catalog.createRun(Records.run({ runId: "again", rootRunId: failed, retryOf: failed }), [])
      yield* catalog.endRun("again", "failed", 30)
      assert.strictEqual(yield* stateOfBackfill(id), "failed")
      yield* catalog.createRun(Records.run({ runId: "at last", rootRunId: failed, retryOf: "again" }), [])
      yield* catalog.endRun("at last", "success", 40)
      assert.deepStrictEqual(yield* daysOf(id), { success: 2 })
      assert.strictEqual(yield* stateOfBackfill(id), "done")
      assert.strictEqual(yield* retry(id), 0)
    }).pipe(Effect.provide(catalogLayer))
  )

  it.effect("queues a day again as a new run whose run had been continued by another service", () =>
    Effect.gen(function* () {
      const { id } = yield* begin({ from: "2026-01-01", to: "2026-01-01" })
      const first = yield* claimed
      yield* QueueRecovery.handOver(first ?? assert.fail("nothing waits"), 20)
      const second = yield* claimed
      assert.strictEqual(second?.request.retry?.runId, first?.runId)
      yield* Queue.end(second?.runId ?? "", "failed", "", 30)
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* retry(id), 1)
      const again = yield* claimed
      assert.isUndefined(again?.request.retry)
      assert.deepInclude(again, { partitions: ["2026-01-01"], backfillId: id })
    }).pipe(Effect.provide(database.layer))
  )

  it.effect("stays cancelled: it is neither paused nor resumed nor cancelled again, until it is retried", () =>
    Effect.gen(function* () {
      const { id } = yield* begin({ from: "2026-01-01", to: "2026-01-02" })
      assert.isTrue(yield* turn(id, "pause"))
      assert.isTrue(yield* turn(id, "cancel"))
      for (const verb of ["pause", "resume", "cancel"] as const) {
        assert.isFalse(yield* turn(id, verb))
        assert.strictEqual(yield* stateOfBackfill(id), "cancelled")
      }
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* retry(id), 2)
      assert.strictEqual(yield* stateOfBackfill(id), "running")
    }).pipe(Effect.provide(database.layer))
  )
})
