import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { marksOf } from "../../src/screens/jobs/marks.ts"
import { payText } from "../../src/screens/jobs/payText.ts"

const matches = (text: string, search: string) =>
  marksOf(text, search)
    .filter(({ isMatch }) => isMatch)
    .map(({ text }) => text)

describe("the marks of a search", () => {
  it("lie on the words, whatever their case and characters", () => {
    assert.deepStrictEqual(matches("JavaScript and Java, C++", "java c++ javascript"), ["JavaScript", "Java", "C++"])
    assert.deepStrictEqual(matches("a.b", "."), [])
    assert.deepStrictEqual(matches("Ingénieur données", "DONNÉES"), ["données"])
  })

  it("lose no character of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, search) =>
        assert.strictEqual(
          marksOf(text, search)
            .map(({ text }) => text)
            .join(""),
          text
        )
      )
    )
  })
})

describe("pay in words", () => {
  const pay = { min: 45_000, max: 55_000, period: "year", currency: "EUR", predicted: false, suspect: false }
  it("names range, currency and doubts", () => {
    assert.strictEqual(payText(pay), "45,000–55,000 EUR a year")
    assert.strictEqual(payText({ ...pay, max: 45_000, predicted: true }), "45,000 EUR a year, predicted by the source")
    assert.strictEqual(
      payText({ ...pay, min: null, currency: null, suspect: true }),
      "55,000 a year, can hardly be right"
    )
  })
})
