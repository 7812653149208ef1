import { assert, describe, it } from "vitest"
import { ranked } from "../src/keys/ranking.ts"
import { daysFrom } from "../src/shell/partitionDays.ts"

describe("the palette", () => {
  const all = [{ name: "Why: raw" }, { name: "Roll back" }, { name: "Go to Runs" }]

  it("finds what has all the words, in any order", () =>
    assert.deepStrictEqual(ranked(all, "RAW why"), [{ name: "Why: raw" }]))

  it("puts first what begins with the word", () =>
    assert.deepStrictEqual(
      ranked(all, "r").map(({ name }) => name),
      ["Roll back", "Why: raw", "Go to Runs"]
    ))

  it("shows all before anything is typed, in their order", () => assert.deepStrictEqual(ranked(all, "  "), all))
})

describe("the day before and after", () => {
  it("keeps the market, over the ends of months and years", () => {
    assert.strictEqual(daysFrom("2026-01-01/fr", -1, "2026-05-05"), "2025-12-31/fr")
    assert.strictEqual(daysFrom("2028-02-28", 1, "2026-05-05"), "2028-02-29")
  })

  it("is that of today where no partition is named", () =>
    assert.strictEqual(daysFrom("", -1, "2026-03-01"), "2026-02-28"))

  it("is none for a range, or for what is no date", () => {
    assert.isUndefined(daysFrom("2026-01-01..2026-01-09", 1, "2026-05-05"))
    assert.isUndefined(daysFrom("2026-13-45", 1, "2026-05-05"))
  })
})
