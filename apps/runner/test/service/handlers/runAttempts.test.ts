import { assert, describe, it } from "@effect/vitest"
import type { Event } from "@jobgraph/assets/Event"
import { attemptsOf } from "../../../src/service/handlers/runAttempts.ts"

const begin = Date.UTC(2026, 0, 8)

const event = (second: number, kind: Event["kind"], data: Event["data"]): Event => ({
  ...{ runId: "r", sequence: second + 1, at: begin + second * 1_000, kind },
  ...{ asset: "raw", partition: null, data }
})

const error = { tag: "Unreachable", message: "It does not answer", transient: true }

describe("the attempts of a step", () => {
  it("have their times, their errors and the waits between them", () => {
    const attempts = attemptsOf([
      event(0, "StepStarted", { attempt: 1, reason: "it is missing" }),
      event(3, "AttemptFailed", { attempt: 1, error, isLast: false }),
      event(3, "StepWaiting", { attempt: 1, waitMs: 60_000, reason: "It does not answer" }),
      event(63, "StepStarted", { attempt: 2, reason: "it is missing" }),
      event(65, "StepEnded", { status: "materialized" })
    ])
    assert.deepStrictEqual(attempts, [
      {
        n: 1,
        startedAt: "2026-01-08T00:00:00.000Z",
        endedAt: "2026-01-08T00:00:03.000Z",
        error,
        waitUntil: "2026-01-08T00:01:03.000Z"
      },
      {
        n: 2,
        startedAt: "2026-01-08T00:01:03.000Z",
        endedAt: "2026-01-08T00:01:05.000Z",
        error: null,
        waitUntil: null
      }
    ])
  })

  it("keep their own end when the step ends with the last of them", () => {
    const [only] = attemptsOf([
      event(0, "StepStarted", { attempt: 1 }),
      event(2, "AttemptFailed", { attempt: 1, error, isLast: true }),
      event(4, "StepEnded", { status: "failed" })
    ])
    assert.strictEqual(only?.endedAt, "2026-01-08T00:00:02.000Z")
  })

  it("are none where the step waits for a place and has not begun", () =>
    assert.deepStrictEqual(attemptsOf([event(0, "StepWaiting", { reason: "another run holds it" })]), []))
})
