import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { preprocess } from "../../src/Preprocess.ts"
import { clean } from "../../src/preprocess/Clean.ts"
import { lowerUnits } from "../../src/preprocess/LowerUnits.ts"

const undecided = 0xffff
const units = Array.from({ length: 0x10000 }, (_, unit) => unit)
const letterOf = (unit: number) => String.fromCharCode(unit)
const decided = units.filter((unit) => (lowerUnits()[unit] ?? undecided) < 0xfffe)

describe("lower case unit by unit", () => {
  it("is that of a text of one unit, and nearly all letters have it", () => {
    for (const unit of decided) assert.strictEqual(clean(letterOf(unit)), letterOf(lowerUnits()[unit] ?? undecided))
    assert.isAbove(decided.length, 59_000)
    for (const letter of "AZÀÉŒaz09 '’…–•€,:;()\n") assert.include(decided, letter.charCodeAt(0))
  })

  it("is of no letter that is composed with the one before", () => {
    for (const unit of units) {
      const parts = letterOf(unit).normalize("NFD")
      for (let at = 1; at < parts.length; at++) assert.strictEqual(lowerUnits()[parts.charCodeAt(at)], undecided, parts)
    }
  })

  it("is that of whole texts of such units", () => {
    const text = fc.string({ unit: fc.constantFrom(...decided.map(letterOf)), maxLength: 40 })
    const lower = (text: string) =>
      Array.from(text, (letter) => letterOf(lowerUnits()[letter.charCodeAt(0)] ?? undecided))
    fc.assert(
      fc.property(text, (text) => assert.strictEqual(clean(text), lower(text).join(""))),
      { numRuns: 5_000 }
    )
  })

  it("gives the same terms as texts that are made clean before, of which the units may be given too", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "http",
        "HTTPS",
        "www",
        "WwW",
        "://",
        ":/",
        "/",
        ".",
        "@",
        "ww",
        "exemple.fr",
        "İ",
        "Σ",
        "ΣΑΣ",
        "\u0301"
      ),
      fc.constantFrom(
        "Équipe",
        "l'",
        "d’",
        "Power BI",
        "C++",
        ".NET",
        "CI / CD",
        " ",
        "\u00ad",
        "\ufeff",
        "🚀",
        "\ud800",
        "각"
      ),
      fc.string({ unit: "binary", maxLength: 3 })
    )
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""))
    fc.assert(
      fc.property(text, fc.constantFrom("fr", "en", null), (text, language) => {
        const terms = preprocess.located(text, language).map(({ term }) => term)
        assert.deepStrictEqual(preprocess(text, language), terms)
        const { lexicon, numbers } = preprocess.numbered(
          Uint16Array.from(text.split(""), (unit) => unit.charCodeAt(0)),
          language
        )
        assert.deepStrictEqual(
          Array.from(numbers, (number) => lexicon.spell(number)),
          terms
        )
      }),
      { numRuns: 20_000 }
    )
  })
})
