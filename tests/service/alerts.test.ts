import { afterAll, assert, describe, it } from "@effect/vitest"
import * as Alerts from "@jobgraph/db/service/Alerts"
import type { AlertMessage } from "@jobgraph/runner/alerts/AlertMessage"
import { AlertNotSent, type Channel } from "@jobgraph/runner/alerts/channels"
import { conditionsOf, type Facts } from "@jobgraph/runner/alerts/conditions"
import { send } from "@jobgraph/runner/alerts/watch"
import { Settings } from "@jobgraph/runner/settings/Settings"
import { Effect, Schema } from "effect"
import { TestClock } from "effect/testing"
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
  attempts: [],
  currents: [],
  freshness: [],
  quota: []
}
const working = (asset: string, minutes: number, trigger = "manual"): Alerts.WorkingStep => ({
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
    assert.deepStrictEqual(messages({ working: [working("", 16, "schedule:collect_jobs_daily")] }), [
      "Batch pipeline exceeded 15-minute SLA"
    ])
    assert.deepStrictEqual(messages({ working: [working("", 16)] }), [])
    assert.deepStrictEqual(messages({ working: [working("", 14, "schedule:collect_jobs_daily")] }), [])
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
