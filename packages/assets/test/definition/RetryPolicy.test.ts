import { assert, describe, it } from "@effect/vitest"
import { Duration } from "effect"
import * as RetryPolicy from "../../src/definition/RetryPolicy.ts"

const waitAfter = (attempt: number, retryAfter?: Duration.Duration, policy = RetryPolicy.standard) => {
  const wait = RetryPolicy.waitAfter(policy, attempt, retryAfter)
  return wait === null ? null : Duration.toSeconds(wait)
}

describe("waitAfter", () => {
  it("waits 60 and 120 seconds, and gives up after the third attempt", () => {
    assert.deepStrictEqual(
      [1, 2, 3, 4].map((attempt) => waitAfter(attempt)),
      [60, 120, null, null]
    )
  })

  it("waits as long as the other side asked for, shorter or longer", () => {
    assert.strictEqual(waitAfter(1, Duration.seconds(7)), 7)
    assert.strictEqual(waitAfter(1, Duration.minutes(5)), 300)
    assert.strictEqual(waitAfter(1, Duration.zero), 0)
  })

  it("does not wait longer than the longest wait", () => {
    assert.isNull(waitAfter(1, Duration.millis(300_001)))
    assert.isNull(waitAfter(1, undefined, { ...RetryPolicy.standard, longestWait: Duration.seconds(59) }))
  })

  it("does not ask for a fourth attempt because the other side named a time", () => {
    assert.isNull(waitAfter(3, Duration.seconds(1)))
  })

  it("repeats the last wait where there are more attempts than waits", () => {
    const patient = { ...RetryPolicy.standard, attempts: 5 }
    assert.deepStrictEqual(
      [1, 2, 3, 4, 5].map((attempt) => waitAfter(attempt, undefined, patient)),
      [60, 120, 120, 120, null]
    )
  })

  it("does not wait where no wait is given", () => {
    assert.strictEqual(waitAfter(1, undefined, { ...RetryPolicy.standard, waits: [] }), 0)
  })

  it("never attempts again without retries", () => {
    assert.isNull(waitAfter(1, undefined, RetryPolicy.none))
  })
})
