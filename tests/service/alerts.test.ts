import { afterAll, assert, describe, it } from "@effect/vitest"
import type * as AlertFacts from "@jobgraph/db/service/AlertFacts"
import * as Alerts from "@jobgraph/db/service/Alerts"
import type { AlertMessage } from "@jobgraph/runner/alerts/AlertMessage"
import { AlertNotSent, type Channel } from "@jobgraph/runner/alerts/channels"
import { conditionsOf, type Facts } from "@jobgraph/runner/alerts/conditions"
import { send } from "@jobgraph/runner/alerts/watch"
import { freshnessOf } from "@jobgraph/runner/service/freshness"
import { Settings } from "@jobgraph/runner/settings/Settings"
import { Deferred, Effect, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import { until } from "../fixtures/until.ts"
import { databaseName, shared } from "./databases.ts"

const database = shared()
afterAll(database.close)

const settings = Schema.decodeUnknownSync(Settings)({ alerts: { perHour: 3 } })

const condition = (subject: string): Alerts.Condition => ({
  kind: "stage_failed",
  subject,
  message: `${subject} failed`,
  runId: null
})

/** A channel that keeps what it is given, and fails as often as it is told to. */
const recorder = (failures: number, isTransient = true) => {
  const got: Array<AlertMessage> = []
  let left = failures
  const channel: Channel = {
    name: "webhook",
    send: (alert) =>
      Effect.suspend(() => {
        left -= 1
        if (left >= 0) {
          return Effect.fail(new AlertNotSent({ channel: "webhook", detail: "it answered 503", isTransient }))
        }
        got.push(alert)
        return Effect.void
      })
  }
  return { channel, got }
}

const sync = (subjects: ReadonlyArray<string>, now: number) =>
  Alerts.sync(subjects.map(condition), ["stage_failed"], ["webhook"], now)

const sendAt = (now: number, channel: Channel) => Effect.andThen(TestClock.setTime(now), send(settings, [channel]))

describe(`alerts (${databaseName})`, () => {
  it.effect(
    "tell once that a condition began and once that it ended, however often it is seen",
    () =>
      Effect.gen(function* () {
        const { channel, got } = recorder(0)
        yield* Effect.all([sync(["a"], 1), sync(["a"], 1), sync(["a"], 1)], { concurrency: 3 })
        yield* Effect.all([sendAt(2, channel), sendAt(2, channel)], { concurrency: 2 })
        yield* sync(["a"], 3)
        yield* sendAt(4, channel)
        yield* sync([], 5)
        yield* sendAt(6, channel)
        yield* sync(["a"], 7)
        yield* sendAt(8, channel)
        assert.deepStrictEqual(
          got.map(({ about, at }) => [about, at]),
          [
            ["opened", 1],
            ["recovered", 5],
            ["opened", 7]
          ]
        )
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "of what began long ago are not told, and of what was told hold on",
    () =>
      Effect.gen(function* () {
        const { channel, got } = recorder(0)
        const old = (subject: string) => ({ ...condition(subject), isNews: false })
        const syncOld = (now: number) => Alerts.sync([old("a"), old("b")], ["stage_failed"], ["webhook"], now)
        yield* sync(["a"], 1)
        yield* sendAt(2, channel)
        yield* syncOld(3)
        yield* sendAt(4, channel)
        yield* sync([], 5)
        yield* sendAt(6, channel)
        assert.deepStrictEqual(
          got.map(({ about, subject }) => [about, subject]),
          [
            ["opened", "a"],
            ["recovered", "a"]
          ]
        )
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "are not ended by a service that looked before another one opened them",
    () =>
      Effect.gen(function* () {
        const hasLooked = yield* Deferred.make<void>()
        const goesOn = yield* Deferred.make<void>()
        const saw = Effect.andThen(Deferred.succeed(hasLooked, undefined), Deferred.await(goesOn))
        const slow = yield* Effect.forkChild(Alerts.looking(Effect.andThen(saw, sync([], 2))))
        yield* Deferred.await(hasLooked)
        const quick = yield* Effect.forkChild(Alerts.looking(sync(["a"], 1)))
        yield* Effect.yieldNow
        yield* Deferred.succeed(goesOn, undefined)
        yield* Fiber.join(slow)
        yield* Fiber.join(quick)
        const [alert] = yield* Alerts.list({ limit: 1 })
        assert.strictEqual(alert?.subject, "a")
        assert.isNull(alert?.recoveredAt)
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "wait for a channel that hangs no longer than a minute, and those of another channel do not",
    () =>
      Effect.gen(function* () {
        const { channel, got } = recorder(0)
        let hang = 0
        const hanging: Channel = {
          name: "email",
          send: () =>
            Effect.suspend(() => {
              hang += 1
              return Effect.never
            })
        }
        yield* Alerts.sync(["a", "b", "c", "d"].map(condition), ["stage_failed"], ["webhook", "email"], 0)
        const sending = yield* Effect.forkChild(send(settings, [channel, hanging]))
        // The database gives the messages in its own time, which the test's clock does not move.
        yield* until(() => hang === 3 && got.length === 3)
        yield* TestClock.adjust("59 seconds")
        assert.isUndefined(sending.pollUnsafe())
        yield* TestClock.adjust("1 second")
        yield* Fiber.join(sending)
        const alerts = yield* Alerts.list({ limit: 10 })
        const mails = alerts.flatMap(({ deliveries }) => deliveries.filter(({ channel }) => channel === "email"))
        assert.deepStrictEqual(
          mails.filter(({ attempts }) => attempts === 1).map(({ detail, state }) => [state, detail]),
          Array.from({ length: 3 }, () => ["pending", "no answer within 60 seconds"])
        )
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "are sent again when that may help, and given up when it cannot",
    () =>
      Effect.gen(function* () {
        const passing = recorder(2)
        yield* sync(["a"], 0)
        yield* sendAt(0, passing.channel)
        yield* sendAt(1_000, passing.channel)
        assert.strictEqual(passing.got.length, 0)
        yield* sendAt(31_000, passing.channel)
        yield* sendAt(200_000, passing.channel)
        assert.strictEqual(passing.got.length, 1)

        const refusing = recorder(1, false)
        yield* sync(["a", "b"], 300_000)
        yield* sendAt(300_000, refusing.channel)
        yield* sendAt(99_000_000, refusing.channel)
        assert.strictEqual(refusing.got.length, 0)
        const [newest] = yield* Alerts.list({ limit: 1 })
        assert.deepStrictEqual(
          newest?.deliveries.map(({ detail, state }) => [state, detail]),
          [["failed", "it answered 503"]]
        )
      }).pipe(Effect.provide(database.layer)),
    240_000
  )

  it.effect(
    "wait for the next hour when there are too many",
    () =>
      Effect.gen(function* () {
        const { channel, got } = recorder(0)
        yield* sync(["a", "b", "c", "d", "e"], 0)
        yield* sendAt(0, channel)
        yield* sendAt(1_000, channel)
        assert.strictEqual(got.length, 3)
        yield* sendAt(3_700_000, channel)
        assert.strictEqual(got.length, 5)
      }).pipe(Effect.provide(database.layer)),
    240_000
  )
})

const minute = 60_000
const now = 100 * minute
const quiet: Facts = {
  now,
  levels: settings.serviceLevels,
  errorRate: 0.1,
  working: [],
  timedOut: [],
  failedRuns: [],
  attempts: [],
  currents: [],
  freshness: [],
  quota: []
}
const working = (asset: string, minutes: number, trigger = "manual"): AlertFacts.WorkingStep => ({
  runId: "r1",
  trigger,
  runStartedAt: now - minutes * minute,
  asset,
  partition: "2026-01-08/fr",
  startedAt: now - minutes * minute
})
const messages = (facts: Partial<Facts>) => conditionsOf({ ...quiet, ...facts }).map(({ message }) => message)

describe("the conditions of the specification", () => {
  it("has a slow stage from its alert threshold on, in the specification's words", () => {
    assert.deepStrictEqual(messages({ working: [working("enriched", 4)] }), [])
    assert.deepStrictEqual(messages({ working: [working("enriched", 7)] }), ["Stage ENRICH exceeded SLA (7m > 4m)"])
  })

  it("has a pipeline time-out for a schedule's run after 15 minutes, and for no other", () => {
    const timeouts = (minutes: number, trigger: string) =>
      conditionsOf({ ...quiet, working: [working("", minutes, trigger)] })
        .filter(({ kind }) => kind === "pipeline_timeout")
        .map(({ message }) => message)
    assert.deepStrictEqual(timeouts(16, "schedule:collect_jobs_daily"), ["Batch pipeline exceeded 15-minute SLA"])
    assert.deepStrictEqual(timeouts(16, "manual"), [])
    assert.deepStrictEqual(timeouts(14, "schedule:collect_jobs_daily"), [])
  })

  it("has a slow batch from its alert threshold on, and until it is made good when it was stopped for that", () => {
    const slow = (facts: Partial<Facts>) =>
      conditionsOf({ ...quiet, ...facts }).filter(({ kind }) => kind === "slow_batch")
    const batch = (minutes: number, trigger = "schedule:collect_jobs_daily") =>
      slow({ working: [working("", minutes, trigger)] })
    assert.deepStrictEqual(batch(12), [])
    assert.deepStrictEqual(
      batch(13).map(({ message }) => message),
      ["Batch pipeline exceeded its alert threshold (12m)"]
    )
    assert.deepStrictEqual(batch(13, "manual"), [])
    assert.deepStrictEqual(
      slow({ timedOut: [{ runId: "r1", limitMs: 900_000 }] }).map(({ isNews, subject }) => [isNews, subject]),
      [[false, "r1"]]
    )
  })

  it("has too many rejects above the rate of the settings", () => {
    const made = { asset: "enriched", partition: null, runId: "r1", endedAt: now, rows: 85, rejected: 15 }
    assert.deepStrictEqual(messages({ currents: [made] }), ["Stage ENRICH: 15% records failed validation"])
    assert.deepStrictEqual(messages({ currents: [{ ...made, rows: 90, rejected: 10 }] }), [])
    const [old] = conditionsOf({ ...quiet, now: now + 3 * 86_400_000, currents: [made] })
    assert.isFalse(old?.isNews, "and holds when it is old, but nobody is told of it any more")
  })

  it("has an asset that never was made, when a schedule was due for long enough", () => {
    const reports = (since: number | null) => freshnessOf({ exported: { withinHours: 26 } }, [], now, since)
    const hours = 3_600_000
    assert.deepStrictEqual(messages({ freshness: reports(null) }), [])
    assert.deepStrictEqual(messages({ freshness: reports(now - 25 * hours) }), [])
    assert.deepStrictEqual(messages({ freshness: reports(now - 27 * hours) }), [
      "Asset exported was never made, though a schedule was due; it should be fresh within 26 hours"
    ])
  })

  it("has a quota that is used up, and an asset that is too old", () => {
    assert.deepStrictEqual(messages({ quota: [{ name: "day", used: 250, limit: 250 }] }), [
      "The quota of 250 requests a day to Adzuna is used up"
    ])
    const freshness = [
      { asset: "exported", policy: "within 26 hours", state: "fail" as const, lastAt: now - 30 * 60 * minute, due: 0 }
    ]
    assert.deepStrictEqual(messages({ freshness }), [
      "Asset exported is 30 hours old; it should be fresh within 26 hours"
    ])
  })
})
