import { assert, describe, it } from "@effect/vitest"
import { Duration, Schema } from "effect"
import { timeLimitsOf } from "../../src/lifecycle/timeLimits.ts"
import { Settings } from "../../src/settings/Settings.ts"

const settings = Schema.decodeUnknownSync(Settings)({})
const one = ["2026-01-08/fr", "2026-01-08/gb"]

describe("how long a run may take", () => {
  it("is the specification's table, by asset", () => {
    const { run, steps } = timeLimitsOf(settings, { partitions: one, isScheduled: true })
    const seconds = Object.entries({ ...steps, run }).map(([name, level]) => [
      name,
      level === null ? null : Duration.toSeconds(level.alert),
      level === null ? null : Duration.toSeconds(level.target)
    ])
    assert.deepStrictEqual(seconds, [
      ["raw", 240, 300],
      ["validated", 90, 120],
      ["enriched", 240, 300],
      ["tfidf_model", 300, 360],
      ["exported", 150, 180],
      ["run", 720, 900]
    ])
  })

  it("stops scheduled batches, and others only where a time-out is given", () => {
    const stop = (isScheduled: boolean, timeout?: Duration.Duration, partitions = one) => {
      const { stopAfter } = timeLimitsOf(settings, { partitions, isScheduled, timeout })
      return stopAfter === null ? null : Duration.toSeconds(stopAfter)
    }
    assert.deepStrictEqual([stop(true), stop(false)], [900, null])
    assert.deepStrictEqual([stop(false, Duration.minutes(1)), stop(true, Duration.minutes(1))], [60, 60])
    assert.strictEqual(stop(true, undefined, ["2026-01-08/fr", "2026-01-09/fr"]), 1_800)
  })
})
