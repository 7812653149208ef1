import { assert, describe, it } from "@effect/vitest"
import { dateOf, decide, nextTicks, ticksBetween } from "../../src/service/Schedules.ts"
import type { Schedule } from "../../src/settings/ServiceSettings.ts"

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

const at = (text: string): number => Date.parse(text)
const texts = (ticks: ReadonlyArray<number>) => ticks.map((tick) => new Date(tick).toISOString())

describe("ticksBetween", () => {
  it("has one tick a day in a month, none at its beginning and one at its end", () => {
    const ticks = ticksBetween(daily, at("2026-01-01T00:30:00Z"), at("2026-01-31T00:30:00Z"))
    assert.strictEqual(ticks.length, 30)
    assert.deepStrictEqual(texts(ticks.slice(0, 2)), ["2026-01-02T00:30:00.000Z", "2026-01-03T00:30:00.000Z"])
  })

  it("reads the hours of Paris, and has one tick on the days on which the clock changes", () => {
    const paris = { ...daily, cron: "30 2 * * *", zone: "Europe/Paris" }
    // On 29 March there is no 02:30.
    assert.deepStrictEqual(texts(ticksBetween(paris, at("2026-03-27T12:00:00Z"), at("2026-03-30T12:00:00Z"))), [
      "2026-03-28T01:30:00.000Z",
      "2026-03-29T01:30:00.000Z",
      "2026-03-30T00:30:00.000Z"
    ])
    // On 25 October there are two.
    assert.deepStrictEqual(texts(ticksBetween(paris, at("2026-10-24T12:00:00Z"), at("2026-10-26T12:00:00Z"))), [
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z"
    ])
  })
})

describe("an hourly schedule in Paris", () => {
  const hourly = { ...daily, cron: "0 * * * *", zone: "Europe/Paris" }
  const hoursFrom = (text: string) => texts(ticksBetween(hourly, at(text), at(text) + 4 * 3_600_000))

  it("goes on every 60 minutes where an hour is left out", () => {
    assert.deepStrictEqual(hoursFrom("2026-03-28T23:30:00Z"), [
      "2026-03-29T00:00:00.000Z",
      "2026-03-29T01:00:00.000Z",
      "2026-03-29T02:00:00.000Z",
      "2026-03-29T03:00:00.000Z"
    ])
  })

  it("has the hour that comes twice once", () => {
    assert.deepStrictEqual(hoursFrom("2026-10-24T22:30:00Z"), [
      "2026-10-24T23:00:00.000Z",
      "2026-10-25T00:00:00.000Z",
      "2026-10-25T02:00:00.000Z"
    ])
  })
})

describe("ticksBetween, asked again and again", () => {
  it.each([
    { day: "2026-03-29", count: 1 },
    { day: "2026-10-25", count: 1 }
  ])(
    "finds $count tick of a time that the clock leaves out or repeats on $day, wherever it begins",
    ({ count, day }) => {
      const paris = { ...daily, cron: "30 2 * * *", zone: "Europe/Paris" }
      const minute = 60_000
      const begin = at(`${day}T00:00:00Z`) - 120 * minute
      let found = 0
      for (let time = begin; time < begin + 480 * minute; time += 7 * minute) {
        found += ticksBetween(paris, time, time + 7 * minute).length
      }
      assert.strictEqual(found, count)
    }
  )
})

describe("nextTicks", () => {
  it("are those after now, the present one left out", () => {
    assert.deepStrictEqual(texts(nextTicks(daily, at("2026-01-08T00:30:00Z"), 2)), [
      "2026-01-09T00:30:00.000Z",
      "2026-01-10T00:30:00.000Z"
    ])
  })
})

describe("dateOf", () => {
  it("is the date of the tick in the schedule's own zone", () => {
    const tick = at("2026-01-07T23:30:00Z")
    assert.strictEqual(dateOf(daily, tick), "2026-01-07")
    assert.strictEqual(dateOf({ ...daily, zone: "Europe/Paris" }, tick), "2026-01-08")
  })
})

describe("decide", () => {
  const since = at("2026-01-05T12:00:00Z")
  const now = at("2026-01-08T09:00:00Z")
  const states = (schedule: Schedule, isPaused = false) =>
    decide("daily", schedule, { since, now, isPaused }).ticks.map(({ state }) => state)

  it("runs a tick that is due, for its date", () => {
    const due = at("2026-01-06T00:30:02Z")
    const { ticks, until } = decide("daily", daily, { since, now: due, isPaused: false })
    const [tick, ...others] = ticks
    assert.deepStrictEqual([others, until], [[], due])
    assert.strictEqual(tick?.state, "queued")
    assert.strictEqual(tick?.entry?.trigger, "schedule:daily")
    assert.strictEqual(tick?.entry?.request.partition, "2026-01-06")
  })

  it("leaves out, catches up the latest, or catches up all of what was missed in three days", () => {
    assert.deepStrictEqual(states(daily), ["missed", "missed", "missed"])
    assert.deepStrictEqual(states({ ...daily, catchUp: "latest" }), ["missed", "missed", "queued"])
    assert.deepStrictEqual(states({ ...daily, catchUp: "all" }), ["queued", "queued", "queued"])
  })

  it("still runs a tick that is noticed within the grace", () => {
    assert.deepStrictEqual(states({ ...daily, graceMinutes: 9 * 60 }), ["missed", "missed", "queued"])
  })

  it("runs nothing of a paused schedule, and catches it up at no time", () => {
    assert.deepStrictEqual(states({ ...daily, catchUp: "all" }, true), ["paused", "paused", "paused"])
  })
})
