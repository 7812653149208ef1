import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { isoDate } from "../../src/validated/isoDate.ts"

describe("isoDate", () => {
  it("finds the day of every date and time that JavaScript can write", () => {
    const dates = fc.date({ noInvalidDate: true, min: new Date("1900-01-01"), max: new Date("9999-12-31") })
    fc.assert(
      fc.property(dates, (date) => {
        const text = date.toISOString()
        assert.strictEqual(isoDate(text), text.slice(0, 10))
        assert.strictEqual(isoDate(text.slice(0, 10)), text.slice(0, 10))
      })
    )
  })

  it("never throws on 100,000 strings", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[0-9T:. +-]{0,24}$/))
    fc.assert(
      fc.property(text, (any) => {
        const date = isoDate(any)
        assert.isTrue(date === null || any.replaceAll("-", "").trim().startsWith(date.replaceAll("-", "")))
      }),
      { numRuns: 100_000 }
    )
  })
})
