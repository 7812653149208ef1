import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import * as Selection from "../../../src/plan/Selection.ts"
import { trees } from "./trees.ts"

describe("print", () => {
  it.each([
    ["( raw )OR   not(enriched)", "raw or not enriched"],
    ["key:raw", "raw"],
    ["en*", 'key:"en*"'],
    ["key:NOT", 'key:"NOT"'],
    ['tag:"slow"', "tag:slow"],
    ['tag:"a \\"b\\" \\\\"', 'tag:"a \\"b\\" \\\\"'],
    ["2 + enriched + 1 AND *", "2+enriched+1 and *"],
    ["not (raw and enriched)", "not (raw and enriched)"],
    ["+(+raw)", "+(+raw)"]
  ])("writes %j as %j", (text, expected) => {
    assert.strictEqual(Selection.print(Result.getOrThrow(Selection.parse(text))), expected)
  })

  it("is read back as the same tree", () => {
    const signs = fc.string({ unit: fc.constantFrom('"', "\\", " ", "*", "+", ":", "(", "2", "a", "or", "é", "💼") })
    const text = fc.oneof(signs, fc.string({ unit: "binary" }))
    fc.assert(
      fc.property(trees(text, text), (tree) => {
        assert.deepStrictEqual(Selection.parse(Selection.print(tree)), Result.succeed(tree))
      }),
      { numRuns: 400 }
    )
  })
})
