import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { compareCodePoints } from "../../src/tfidf/CodePoints.ts"

describe("compareCodePoints", () => {
  it("orders as UTF-8 bytes do", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", "\uffee", "\ud7ff", "\ue000", "😀", "𐀀", "\u{10ffff}") })
    fc.assert(
      fc.property(text, text, (a, b) =>
        assert.strictEqual(Math.sign(compareCodePoints(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)))
      )
    )
  })
})
