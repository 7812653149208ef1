import { afterAll, assert, describe, it } from "@effect/vitest"
import type { Owner } from "@jobgraph/assets/Owner"
import { ownIdentity } from "@jobgraph/assets/OwnerProcess"
import { Database } from "@jobgraph/db/Database"
import * as Queue from "@jobgraph/db/service/Queue"
import * as QueueRecovery from "@jobgraph/db/service/QueueRecovery"
import * as QueueWork from "@jobgraph/db/service/QueueWork"
import { Effect, Option } from "effect"
import { databaseName, shared } from "./databases.ts"

const database = shared()
afterAll(database.close)

const entry = (runId: string, more: Partial<Queue.NewEntry> = {}): Queue.NewEntry => ({
  runId,
  request: { selection: "*", stale: true, partition: "2026-01-08", source: null },
  trigger: "test",
  selection: "*",
  partitions: ["2026-01-08"],
  priority: 0,
  pool: "default",
  backfillId: null,
  queuedAt: 1,
  ...more
})

const own = ownIdentity()
/** A process that is not there any more. */
const gone: Owner = { ...own, startedAt: "another start" }

const waiting = (runId: string, more: Partial<Queue.NewEntry> = {}, owner: Owner = own) =>
  QueueWork.waitForPlace(entry(runId, more), owner)

const limits: QueueWork.Limits = { runs: 2, pools: { slow: 1 } }
const ask = (runId: string, now = 2) => QueueWork.takePlace(runId, limits, now)
const claimed = (service: string, now = 2) =>
  Effect.map(QueueWork.claimNext(service, limits, now), (found) => Option.getOrNull(found)?.runId ?? null)

/** Plants a run of an entry, which ended somehow. */
const ran = (runId: string, status: string) =>
  Effect.flatMap(Database, (db) =>
    db.run("plant", (kysely) =>
      kysely
        .insertInto("runner.run")
        .values({
          run_id: runId,
          root_run_id: runId,
          status,
          trigger: "test",
          selection: "*",
          partitions: [],
          owner: "{}",
          started_at: 1,
          ended_at: status === "running" ? null : 2
        })
        .execute()
    )
  )

const stateOf = (runId: string) => Effect.map(Queue.find(runId), (found) => Option.getOrNull(found))

describe(`places for runs (${databaseName})`, () => {
  it.effect(
    "are shared by commands and services, and no pool has more than its own",
    () =>
      Effect.gen(function* () {
        yield* Queue.enqueue(entry("a", { pool: "slow" }))
        assert.strictEqual(yield* claimed("service"), "a")
        yield* waiting("b", { pool: "slow", queuedAt: 2 })
        assert.deepStrictEqual(yield* ask("b"), { kind: "full", pool: "slow", working: ["a"] })
        yield* waiting("c", { queuedAt: 3 })
        assert.strictEqual((yield* ask("c")).kind, "taken")
        yield* waiting("d", { queuedAt: 4 })
        assert.deepStrictEqual(yield* ask("d"), { kind: "full", pool: null, working: ["a", "c"] })
        yield* Queue.end("a", "success", "", 5)
        // The older one first, though the younger asks first.
        assert.strictEqual((yield* ask("d")).kind, "full")
        assert.strictEqual((yield* ask("b")).kind, "taken")
        yield* QueueWork.leavePlace("c", 6)
        assert.strictEqual((yield* ask("d")).kind, "taken")
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "go to the commands that wait before the queue, and to each but once when all ask together",
    () =>
      Effect.gen(function* () {
        yield* Queue.enqueue(entry("queued", { priority: 100 }))
        yield* Effect.forEach(["a", "b", "c", "d"], (runId, index) => waiting(runId, { queuedAt: 10 + index }))
        const answers = yield* Effect.all(
          ["d", "c", "b", "a"].map((runId) => Effect.map(ask(runId, 20), ({ kind }) => [runId, kind])),
          { concurrency: 4 }
        )
        const taken = answers.filter(([, kind]) => kind === "taken").map(([runId]) => runId)
        assert.deepStrictEqual(taken.sort(), ["a", "b"])
        yield* QueueWork.leavePlace("a", 21)
        assert.isNull(yield* claimed("service", 21))
        for (const runId of ["b", "c", "d"]) {
          yield* QueueWork.leavePlace(runId, 22)
        }
        assert.strictEqual(yield* claimed("service", 22), "queued")
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "are not kept by processes that are gone, whether they waited or worked; nobody else takes up their work",
    () =>
      Effect.gen(function* () {
        yield* waiting("worked", {}, gone)
        yield* waiting("waited", { queuedAt: 2 }, gone)
        yield* waiting("elsewhere", { queuedAt: 3 }, { ...own, host: "another machine" })
        assert.strictEqual((yield* ask("worked")).kind, "taken")
        yield* ran("worked", "crashed")
        yield* QueueRecovery.recover(5)
        assert.deepInclude(yield* stateOf("worked"), { state: "ended", outcome: "crashed" })
        assert.deepInclude(yield* stateOf("waited"), { state: "ended", outcome: "crashed" })
        assert.deepInclude(yield* stateOf("elsewhere"), { state: "queued" })
        yield* QueueRecovery.recover(Queue.leaseMillis + 10)
        assert.deepInclude(yield* stateOf("elsewhere"), { state: "ended" })
        assert.isNull(yield* claimed("service", Queue.leaseMillis + 11))
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "are given up by who takes a command out of the queue",
    () =>
      Effect.gen(function* () {
        yield* waiting("a")
        yield* Queue.cancel("a", 3)
        assert.deepStrictEqual(yield* ask("a"), { kind: "cancelled" })
      }).pipe(Effect.provide(database.layer)),
    240_000
  )
})

describe(`a service that ends (${databaseName})`, () => {
  it.effect(
    "leaves what is left of a run to another one, in its place in the queue",
    () =>
      Effect.gen(function* () {
        yield* Queue.enqueue(entry("a", { priority: 3, pool: "slow", trigger: "schedule:daily" }))
        yield* claimed("one")
        yield* ran("a", "cancelled")
        const left = Option.getOrThrow(yield* Queue.find("a"))
        assert.isTrue(Option.isNone(yield* QueueRecovery.handOver(left, 9, "two")), "only by who has it")
        assert.isFalse(yield* Queue.end("a", "failed", "", 9, "two"))
        const next = Option.getOrThrow(yield* QueueRecovery.handOver(left, 9, "one"))
        assert.deepInclude(yield* stateOf("a"), { state: "ended", outcome: "cancelled" })
        const found = Option.getOrNull(yield* QueueWork.claimNext("two", limits, 10))
        assert.deepInclude(found, { runId: next, priority: 3, pool: "slow", trigger: "schedule:daily", queuedAt: 1 })
        assert.deepStrictEqual(found?.request.retry, { runId: "a", fromStart: false })
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "leaves nothing of a run that somebody cancelled meanwhile",
    () =>
      Effect.gen(function* () {
        yield* Queue.enqueue(entry("a"))
        yield* claimed("one")
        yield* ran("a", "cancelled")
        const left = Option.getOrThrow(yield* Queue.find("a"))
        yield* Queue.cancel("a", 8)
        assert.isTrue(Option.isNone(yield* QueueRecovery.handOver(left, 9, "one")))
        assert.deepInclude(yield* stateOf("a"), { state: "ended", outcome: "cancelled", reason: "it was cancelled" })
        assert.isNull(yield* claimed("two", 10))
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "is finished by the next one where it was killed meanwhile: what it was about to leave goes on, what was cancelled does not",
    () =>
      Effect.gen(function* () {
        yield* Queue.enqueue(entry("left", { queuedAt: 1 }))
        yield* Queue.enqueue(entry("cancelled", { queuedAt: 2 }))
        yield* claimed("dead", 0)
        yield* claimed("dead", 0)
        yield* QueueRecovery.beginHandOver("dead")
        yield* Queue.cancel("cancelled", 1)
        yield* ran("left", "crashed")
        yield* ran("cancelled", "cancelled")
        yield* QueueRecovery.recover(Queue.leaseMillis + 1)
        yield* QueueRecovery.recover(Queue.leaseMillis + 2)
        assert.deepInclude(yield* stateOf("cancelled"), { state: "ended", outcome: "cancelled" })
        const entries = yield* Queue.waiting(10)
        assert.deepStrictEqual(
          entries.map(({ request }) => request.retry?.runId),
          ["left"]
        )
      }).pipe(Effect.provide(database.layer)),
    240_000
  )
})
