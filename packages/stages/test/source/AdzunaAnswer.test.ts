import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import * as fc from "fast-check"
import { retryAfterMillis } from "../../src/source/AdzunaAnswer.ts"

const now = Date.UTC(2026, 0, 8, 12)

describe("retryAfterMillis", () => {
  it.each([
    ["0", 0],
    ["120", 120_000],
    [" 30 ", 30_000],
    ["1.5", 1_500],
    ["-5", 0],
    ["Thu, 08 Jan 2026 12:01:00 GMT", 60_000],
    ["Thu, 08 Jan 2026 11:00:00 GMT", 0],
    ["1e306", 366 * 86_400_000]
  ])("reads %j as %i", (header, millis) => {
    assert.deepStrictEqual(retryAfterMillis(header, now), Option.some(millis))
  })

  it.each([undefined, "", " ", "soon", "NaN", "Infinity", "120 seconds"])("is none for %j", (header) => {
    assert.isTrue(Option.isNone(retryAfterMillis(header, now)))
  })

  it("gives a wait that can be waited, or none, for 100,000 strings", () => {
    const header = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.double().map(String),
      fc.date({ noInvalidDate: false }).map(String)
    )
    fc.assert(
      fc.property(header, (text) => {
        const wait = Option.getOrElse(retryAfterMillis(text, now), () => 0)
        return wait >= 0 && wait <= 366 * 86_400_000
      }),
      { numRuns: 100_000 }
    )
  })
})
