import { afterAll, assert, describe, it } from "@effect/vitest"
import { Database } from "@jobgraph/db/Database"
import * as Queue from "@jobgraph/db/service/Queue"
import * as QueueRecovery from "@jobgraph/db/service/QueueRecovery"
import * as QueueWork from "@jobgraph/db/service/QueueWork"
import * as Schedules from "@jobgraph/db/service/Schedules"
import { definitionsOf } from "@jobgraph/runner/command/environment"
import { Project } from "@jobgraph/runner/service/Project"
import { tickOnce } from "@jobgraph/runner/service/Scheduler"
import type { Schedule } from "@jobgraph/runner/settings/ServiceSettings"
import { Settings } from "@jobgraph/runner/settings/Settings"
import { Clock, Effect, Exit, Option, Schema } from "effect"
import { TestClock } from "effect/testing"
import { databaseName, shared } from "./databases.ts"

const database = shared()
afterAll(database.close)

const at = (text: string): number => Date.parse(text)

const defaults = Schema.decodeUnknownSync(Settings)({})
const daily: Schedule = {
  cron: "30 0 * * *",
  zone: "UTC",
  selection: "*",
  stale: true,
  catchUp: "none",
  graceMinutes: 60,
  priority: 0,
  pool: "default"
}

/** A scheduler with one schedule, which looks at its clock once. */
const scheduler = (schedule: Partial<Schedule> = {}) =>
  Effect.gen(function* () {
    const settings = { ...defaults, schedules: { daily: { ...daily, ...schedule } } }
    const definitions = yield* definitionsOf(settings)
    return yield* Effect.provideService(tickOnce, Project, { settings, definitions })
  })

/** Looks at each of some times. */
const lookingAt = (times: ReadonlyArray<number>, schedule: Partial<Schedule> = {}) =>
  Effect.forEach(times, (time) => Effect.andThen(TestClock.setTime(time), scheduler(schedule)), { discard: true })

/** What was queued: by tick, the partition of its run. */
const queued = Effect.gen(function* () {
  const ticks = yield* Schedules.ticks("daily", 1_000)
  const entries = yield* Queue.waiting(1_000)
  return {
    ticks: [...ticks].reverse().map((tick) => ({ at: new Date(tick.at).toISOString(), state: tick.state })),
    partitions: entries.map(({ request }) => request.partition),
    isOneToOne:
      new Set(entries.map(({ runId }) => runId)).size === entries.length &&
      ticks.filter(({ runId }) => runId !== null).length === entries.length
  }
})

/** Irregular steps from a beginning to an end, the same in each run of the test. */
const steps = (from: number, to: number, longest: number): ReadonlyArray<number> => {
  const times = [from]
  for (let time = from, state = 7; time < to; ) {
    state = (state * 48_271) % 2_147_483_647
    time = Math.min(to, time + 1 + (state % longest))
    times.push(time)
  }
  return times
}

const minute = 60_000
const hour = 60 * minute

/** A database that is gone at its n-th statement, as for a process that is killed there. */
const killedAt = (number: number) =>
  Effect.map(Database, (inner) => {
    let count = 0
    const died = { killed: false }
    return {
      died,
      database: Database.of({
        ...inner,
        run: (operation, query) =>
          Effect.suspend(() => {
            count += 1
            died.killed ||= count === number
            return died.killed ? Effect.die(new Error("killed")) : inner.run(operation, query)
          })
      })
    }
  })

describe(`the scheduler (${databaseName})`, () => {
  it.effect(
    "makes one run for each day of a month, however irregularly it looks",
    () =>
      Effect.gen(function* () {
        yield* lookingAt(steps(at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z"), 11 * hour), {
          graceMinutes: 720
        })
        const { isOneToOne, partitions, ticks } = yield* queued
        assert.strictEqual(ticks.length, 31)
        assert.isTrue(ticks.every(({ state }) => state === "queued"))
        assert.strictEqual(new Set(partitions).size, 31)
        assert.strictEqual(partitions.length, 31)
        assert.isTrue(isOneToOne)
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "makes one run a day in Paris on the days on which the clock changes",
    () =>
      Effect.gen(function* () {
        const paris = { cron: "30 2 * * *", zone: "Europe/Paris" }
        yield* lookingAt(steps(at("2026-03-28T00:00:00Z"), at("2026-03-31T00:00:00Z"), 40 * minute), paris)
        yield* lookingAt([at("2026-10-24T12:00:00Z")], { ...paris, catchUp: "none" })
        yield* lookingAt(steps(at("2026-10-24T12:00:01Z"), at("2026-10-27T00:00:00Z"), 40 * minute), paris)
        const { partitions } = yield* queued
        assert.deepStrictEqual(partitions, ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26"])
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect.each([
    { catchUp: "none", runs: [], states: ["missed", "missed", "missed"] },
    { catchUp: "latest", runs: ["2026-01-08"], states: ["missed", "missed", "queued"] },
    { catchUp: "all", runs: ["2026-01-06", "2026-01-07", "2026-01-08"], states: ["queued", "queued", "queued"] }
  ] as const)(
    "after three days without it, does with catchUp $catchUp what that says",
    ({ catchUp, runs, states }) =>
      Effect.gen(function* () {
        yield* lookingAt([at("2026-01-05T12:00:00Z"), at("2026-01-08T09:00:00Z"), at("2026-01-08T09:01:00Z")], {
          catchUp
        })
        const { partitions, ticks } = yield* queued
        assert.deepStrictEqual(
          ticks.map(({ state }) => state),
          [...states]
        )
        assert.deepStrictEqual(partitions, [...runs])
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect.each([
    { catchUp: "all", runs: 2_500, last: "queued" },
    { catchUp: "latest", runs: 1, last: "queued" },
    { catchUp: "none", runs: 0, last: "missed" }
  ] as const)(
    "leaves out none of 2500 ticks that nobody was there for, and with catchUp $catchUp makes $runs runs of them",
    ({ catchUp, last, runs }) =>
      Effect.gen(function* () {
        const start = at("2026-01-05T12:00:00Z")
        const every = { cron: "* * * * *", graceMinutes: 0, catchUp }
        yield* lookingAt([start, start + 2_500 * minute + 30_000], every)
        const ticks = yield* Schedules.ticks("daily", 10_000)
        assert.strictEqual(new Set(ticks.map(({ at }) => at)).size, 2_500)
        assert.strictEqual(ticks[0]?.at, start + 2_500 * minute)
        assert.strictEqual(ticks[0]?.state, last)
        assert.strictEqual((yield* Queue.waiting(10_000)).length, runs)
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "makes one run a tick also when there are three of it",
    () =>
      Effect.gen(function* () {
        yield* lookingAt([at("2026-01-01T00:00:00Z")])
        for (let day = 1; day <= 10; day += 1) {
          yield* TestClock.setTime(at("2026-01-01T00:30:01Z") + (day - 1) * 24 * hour)
          yield* Effect.all([scheduler(), scheduler(), scheduler()], { concurrency: 3 })
        }
        const { isOneToOne, partitions, ticks } = yield* queued
        assert.strictEqual(ticks.length, 10)
        assert.strictEqual(partitions.length, 10)
        assert.isTrue(isOneToOne)
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "makes one run a tick when it is killed between any two of its statements",
    () =>
      Effect.gen(function* () {
        yield* lookingAt([at("2026-01-01T00:00:00Z")])
        let kills = 0
        for (let number = 1; ; number += 1) {
          yield* TestClock.setTime(at("2026-01-01T00:30:01Z") + (number - 1) * 24 * hour)
          const { database, died } = yield* killedAt(number)
          const exit = yield* Effect.exit(Effect.provideService(scheduler(), Database, database))
          assert.strictEqual(Exit.isFailure(exit), died.killed)
          // The next one finds either nothing done, or all of it.
          yield* scheduler()
          const { isOneToOne, partitions, ticks } = yield* queued
          assert.strictEqual(ticks.length, number)
          assert.strictEqual(partitions.length, number)
          assert.isTrue(isOneToOne)
          if (!died.killed) {
            break
          }
          kills += 1
        }
        assert.isAbove(kills, 4)
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "runs nothing while it is paused, whoever looks",
    () =>
      Effect.gen(function* () {
        yield* lookingAt([at("2026-01-05T12:00:00Z")])
        yield* Schedules.setPaused("daily", true, yield* Clock.currentTimeMillis)
        yield* lookingAt([at("2026-01-06T00:30:01Z")], { catchUp: "all" })
        yield* Schedules.setPaused("daily", false, yield* Clock.currentTimeMillis)
        yield* lookingAt([at("2026-01-07T00:30:01Z")], { catchUp: "all" })
        const { partitions, ticks } = yield* queued
        assert.deepStrictEqual(
          ticks.map(({ state }) => state),
          ["paused", "queued"]
        )
        assert.deepStrictEqual(partitions, ["2026-01-07"])
      }).pipe(Effect.provide(database.layer)),
    240_000
  )
})

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

describe(`the queue (${databaseName})`, () => {
  const none: QueueWork.Limits = { runs: 100, pools: {} }

  it.effect(
    "gives each entry to one service, greater priorities first, then the older ones",
    () =>
      Effect.gen(function* () {
        yield* Queue.enqueue(entry("b", { queuedAt: 1 }))
        yield* Queue.enqueue(entry("c", { queuedAt: 2 }))
        yield* Queue.enqueue(entry("a", { queuedAt: 3, priority: 5 }))
        const claims = yield* Effect.all(
          ["one", "two", "three", "four", "five"].map((service) => QueueWork.claimNext(service, none, 0)),
          { concurrency: 5 }
        )
        const got = claims.flatMap(Option.toArray).map(({ runId }) => runId)
        assert.deepStrictEqual([...got].sort(), ["a", "b", "c"])
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "keeps the limits of all and of each pool over all services",
    () =>
      Effect.gen(function* () {
        for (const runId of ["a", "b", "c"]) {
          yield* Queue.enqueue(entry(runId, { pool: "slow", priority: 1 }))
        }
        yield* Queue.enqueue(entry("d"))
        yield* Queue.enqueue(entry("e"))
        const limits = { runs: 2, pools: { slow: 1 } }
        const claim = Effect.map(QueueWork.claimNext("one", limits, 0), Option.getOrNull)
        assert.strictEqual((yield* claim)?.runId, "a")
        assert.strictEqual((yield* claim)?.runId, "d")
        assert.isNull(yield* claim)
        yield* Queue.end("a", "success", "", 1)
        assert.strictEqual((yield* claim)?.runId, "b")
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "takes what a silent service never began, and leaves what became a run",
    () =>
      Effect.gen(function* () {
        const db = yield* Database
        yield* Queue.enqueue(entry("a", { queuedAt: 1 }))
        yield* Queue.enqueue(entry("b", { queuedAt: 2 }))
        yield* QueueWork.claimNext("dead", none, 0)
        yield* QueueWork.claimNext("dead", none, 0)
        yield* db.run("plant", (kysely) =>
          kysely
            .insertInto("runner.run")
            .values({
              run_id: "b",
              root_run_id: "b",
              status: "crashed",
              trigger: "test",
              selection: "*",
              partitions: [],
              owner: "{}",
              started_at: 1,
              ended_at: 2
            })
            .execute()
        )
        yield* QueueRecovery.recover(Queue.leaseMillis - 1)
        assert.isTrue(Option.isNone(yield* QueueWork.claimNext("next", none, 0)))
        yield* QueueRecovery.recover(Queue.leaseMillis + 1)
        const next = Option.getOrNull(yield* QueueWork.claimNext("next", none, 0))
        assert.strictEqual(next?.runId, "a")
        const ended = Option.getOrNull(yield* Queue.find("b"))
        assert.deepStrictEqual([ended?.state, ended?.outcome], ["ended", "crashed"])
        assert.isTrue(Option.isNone(yield* QueueWork.claimNext("next", none, 0)))
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "takes an entry out that waits, and asks the service to end one that it has",
    () =>
      Effect.gen(function* () {
        yield* Queue.enqueue(entry("a"))
        yield* Queue.enqueue(entry("b", { priority: -1 }))
        yield* QueueWork.claimNext("one", none, 0)
        yield* Queue.cancel("a", 5)
        yield* Queue.cancel("b", 5)
        assert.deepStrictEqual(yield* QueueWork.renew("one", 6, ["a", "b"]), ["a"])
        assert.strictEqual(Option.getOrNull(yield* Queue.find("b"))?.outcome, "cancelled")
        assert.isTrue(Option.isNone(yield* Queue.cancel("nothing", 5)))
      }).pipe(Effect.provide(database.layer)),
    240_000
  )
})
