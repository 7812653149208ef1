import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { makePreprocessor } from "../../src/Preprocess.ts"
import { clean } from "../../src/preprocess/Clean.ts"
import { fold } from "../../src/preprocess/Fold.ts"

/** Words as a pattern finds them, for a language without lemmas and stop words. */
const wordsIn = (text: string): ReadonlyArray<string> =>
  (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(fold).filter((word) => word.length > 1)

const unit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."abcé19 '’-") },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom("𐐨", "𝟘", "😀", "e\u0301", "क्षि", "日本") }
)
const text = fc.array(unit, { maxLength: 60 }).map((units) => units.join("").normalize("NFC").toLowerCase())

describe("reading the words of a text", () => {
  it("finds what a pattern finds, in whatever script", () => {
    const read = makePreprocessor({ names: [] })
    fc.assert(
      fc.property(text, (text) => {
        // Addresses and what only steers the layout are taken out before: not what is looked at here.
        fc.pre(clean(text) === text)
        assert.deepStrictEqual(read(text, "xx"), wordsIn(text))
      }),
      { numRuns: 3_000 }
    )
  })

  it("says of a text the same whatever was read before", () => {
    const used = makePreprocessor()
    const word = fc.constantFrom("power", "bi", "l'équipe", "don't", "company's", "c++", "data", "les", "ci", "/", "cd")
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom("fr", "en", null), (words, language) => {
        const text = words.join(" ")
        assert.deepStrictEqual(used(text, language), makePreprocessor()(text, language))
      }),
      { numRuns: 100 }
    )
  })

  it("keeps its place in a text whose words need more memory than there was", () => {
    const read = makePreprocessor()
    const words = Array.from({ length: 60_000 }, (_, n) => `mot${n}`)
    const terms = read([...words, "power bi", "𝟘𝟘"].join(" "), "xx")
    assert.strictEqual(terms.length, 60_002)
    assert.deepStrictEqual(terms.slice(-2), ["power bi", "00"])
    assert.deepStrictEqual(read("mot7 power bi mot59999", "xx"), ["mot7", "power bi", "mot59999"])
  })

  it("learns anew what it had to forget", () => {
    const read = makePreprocessor()
    for (let from = 0; from < 210_000; from += 10_000) {
      read(Array.from({ length: 10_000 }, (_, n) => `mot${from + n}`).join(" "), "xx")
    }
    assert.deepStrictEqual(read("mot7 power bi mot209999", "xx"), ["mot7", "power bi", "mot209999"])
  })

  it("leaves out runs of letters that are no words", () => {
    const read = makePreprocessor()
    assert.deepStrictEqual(read(`${"x".repeat(64)} ${"y".repeat(65)} fin`, "xx"), ["x".repeat(64), "fin"])
  })
})
