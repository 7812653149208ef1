import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { isMatch } from "../../../src/plan/selection/Wildcard.ts"

describe("isMatch", () => {
  it.each([
    ["*", "", true],
    ["en*", "enriched", true],
    ["en*", "validated", false],
    ["*ed", "enriched", true],
    ["e*d", "enriched", true],
    ["ab*ba", "aba", false],
    ["a*b*b", "ab", false],
    ["*a*a*", "a", false],
    ["**", "raw", true],
    ["r.w*", "raw", false]
  ] as const)("compares %j with %j", (pattern, key, expected) => {
    assert.strictEqual(isMatch(pattern, key), expected)
  })

  it("agrees with regular expressions", () => {
    const text = (unit: string) => fc.string({ unit: fc.constantFrom(...unit), maxLength: 8 })
    fc.assert(
      fc.property(
        text("ab*").filter((pattern) => pattern.includes("*")),
        text("ab"),
        (pattern, key) => {
          assert.strictEqual(isMatch(pattern, key), new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(key))
        }
      ),
      { numRuns: 2000 }
    )
  })

  it("does not try every way to place many wildcards", () => {
    assert.isFalse(isMatch("a*".repeat(5_000), `${"a".repeat(9_999)}b`.slice(0, 4_999)))
  })
})
