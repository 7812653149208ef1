import { assert, describe, it } from "vitest"
import { bytes, dayText, localTime, relativeTime, span, utcTime } from "../../src/time/format.ts"

describe("formats", () => {
  it.each([
    [0, "0 ms"],
    [340.4, "340 ms"],
    [1_000, "1.0 s"],
    [12_440, "12.4 s"],
    [59_960, "1 min 00 s"],
    [184_000, "3 min 04 s"],
    [7_500_000, "2 h 05 min"]
  ])("say a span of %d ms as %s", (milliseconds, text) => assert.strictEqual(span(milliseconds), text))

  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [4_100_000, "4.1 MB"],
    [2_000_000_000_000, "2.0 TB"]
  ])("say %d bytes as %s", (value, text) => assert.strictEqual(bytes(value), text))

  it("say how long ago in the greatest unit that fits", () => {
    const now = new Date("2026-01-08T12:00:00Z")
    const ago = (seconds: number) => relativeTime(new Date(now.getTime() - seconds * 1_000), now)
    assert.deepStrictEqual([5, 119, 3_600 * 3, 86_400 * 2].map(ago), [
      "5 seconds ago",
      "1 minute ago",
      "3 hours ago",
      "2 days ago"
    ])
    assert.strictEqual(ago(-120), "in 2 minutes")
  })

  it("say the year where it is not this one, and the date where it is not today", () => {
    const now = new Date(2026, 5, 8, 12, 0, 0)
    assert.match(localTime(new Date(2026, 5, 8, 9, 5, 7), now), /^09:05:07 /)
    assert.match(localTime(new Date(2026, 0, 8, 9, 5, 7), now), /^8 Jan, 09:05:07 /)
    assert.match(localTime(new Date(2025, 0, 8, 9, 5, 7), now), /^8 Jan 2025, 09:05 /)
    assert.deepStrictEqual(
      ["2026-01-08", "2025-12-31/fr"].map((day) => dayText(day, now)),
      ["8 Jan", "31 Dec 2025"]
    )
  })

  it("say UTC to the second", () =>
    assert.strictEqual(utcTime(new Date("2026-01-08T00:30:00.123Z")), "2026-01-08 00:30:00 UTC"))
})
