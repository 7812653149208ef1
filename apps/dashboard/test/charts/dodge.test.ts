import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { dodged } from "../../src/charts/dodge.ts"

describe("names at the ends of lines", () => {
  it("stay where they are while they are apart", () => {
    assert.deepStrictEqual(dodged([100, 20, 60], 15, 0, 200), [100, 20, 60])
  })

  it("never lie on each other nor outside, and keep their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 6 }), (wished) => {
        const places = dodged(wished, 15, 0, 200)
        const sorted = places.toSorted((a, b) => a - b)
        for (const [index, place] of sorted.entries()) {
          assert.isTrue(place >= 0 && place <= 200)
          assert.isAtLeast(place - (sorted[index - 1] ?? -15), 15)
        }
        for (const [a, first] of wished.entries()) {
          for (const [b, second] of wished.entries()) {
            assert.isTrue(first >= second || (places[a] ?? 0) < (places[b] ?? 0))
          }
        }
      })
    )
  })
})
