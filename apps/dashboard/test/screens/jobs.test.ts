import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { stretchesOf } from "../../src/screens/jobs/marks.ts"
import { payText } from "../../src/screens/jobs/payText.ts"

describe("the marks of a search", () => {
  it("lie on the places that the service gives", () =>
    assert.deepStrictEqual(
      stretchesOf("data engineer", [
        [0, 4],
        [5, 13]
      ]).filter(({ isMatch }) => isMatch),
      [
        { text: "data", isMatch: true },
        { text: "engineer", isMatch: true }
      ]
    ))

  it("lose no character of the text", () => {
    const cuts = fc.uniqueArray(fc.nat(30), { maxLength: 8 }).map((all) => all.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), cuts, (text, cuts) => {
        const ranges = cuts.flatMap((from, index) => {
          const to = cuts[index + 1]
          return index % 2 === 0 && to !== undefined ? [[from, to] as const] : []
        })
        assert.strictEqual(
          stretchesOf(text, ranges)
            .map(({ text }) => text)
            .join(""),
          text
        )
      })
    )
  })
})

describe("pay in words", () => {
  const pay = { min: 45_000, max: 55_000, period: "year", currency: "EUR", predicted: false, suspect: false }
  it("names range, currency and doubts", () => {
    assert.strictEqual(payText(pay, null), "45,000–55,000 EUR a year")
    assert.strictEqual(
      payText({ ...pay, max: 45_000, predicted: true }, "file"),
      "45,000 EUR a year, predicted by the source"
    )
    assert.strictEqual(
      payText({ ...pay, min: null, currency: null, suspect: true }, null),
      "55,000 a year, can hardly be right"
    )
  })
})
