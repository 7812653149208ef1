import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import * as Selection from "../../../src/plan/Selection.ts"
import * as Tree from "../../../src/plan/selection/Tree.ts"

const enriched = Tree.key("enriched")
const raw = Tree.key("raw")

const errorOf = (text: string) => Result.getOrThrow(Result.flip(Selection.parse(text)))

describe("parse", () => {
  it.each<readonly [string, Selection.Selection]>([
    ["enriched", enriched],
    ["  enriched\t", enriched],
    ["+enriched", Tree.reach("all", enriched, 0)],
    ["enriched+", Tree.reach(0, enriched, "all")],
    ["2+enriched+1", Tree.reach(2, enriched, 1)],
    ["0+enriched+0", enriched],
    ["*", Tree.everything],
    ['key:"en*"', Tree.key("en*")],
    ["key:en*", Tree.key("en*")],
    ["en*", Tree.key("en*")],
    ["key:and", Tree.key("and")],
    ["group:ads", Tree.group("ads")],
    ['group:"job ads"', Tree.group("job ads")],
    ['tag:"a \\"b\\" \\\\"', Tree.tag('a "b" \\')],
    ["tag:2026", Tree.tag("2026")],
    ["status:stale", Tree.status("stale")],
    ["sinks(raw)", Tree.sinks(raw)],
    ["roots (raw)", Tree.roots(raw)],
    ["sinks", Tree.key("sinks")],
    ["(raw)", raw],
    ["(raw or enriched)+", Tree.reach(0, Tree.or([raw, enriched]), "all")],
    ["NOT raw", Tree.not(raw)],
    ["not not raw", Tree.not(Tree.not(raw))]
  ])("reads %j", (text, expected) => {
    assert.deepStrictEqual(Selection.parse(text), Result.succeed(expected))
  })

  it.each<readonly [string, Selection.Selection]>([
    ["not +raw", Tree.not(Tree.reach("all", raw, 0))],
    ["not raw and enriched", Tree.and([Tree.not(raw), enriched])],
    ["raw or raw and enriched", Tree.or([raw, Tree.and([raw, enriched])])],
    ["raw AND enriched OR raw", Tree.or([Tree.and([raw, enriched]), raw])],
    ["raw and (enriched or raw)", Tree.and([raw, Tree.or([enriched, raw])])],
    ["raw or enriched or raw", Tree.or([raw, enriched, raw])],
    ["(raw or enriched) or raw", Tree.or([Tree.or([raw, enriched]), raw])]
  ])("binds + before not before and before or in %j", (text, expected) => {
    assert.deepStrictEqual(Selection.parse(text), Result.succeed(expected))
  })

  it.each([
    ["", 1, "An asset is missing here"],
    ["raw and", 8, "An asset is missing here"],
    ["raw and and enriched", 9, 'An asset is missing before "and"'],
    ["or raw", 1, 'An asset is missing before "or"'],
    ["()", 2, 'An asset is missing before ")"'],
    ["raw enriched", 5, 'joined by "and" or "or"'],
    ["raw, enriched", 1, '"raw," is not the name of an asset'],
    ["2026-01-08", 1, '"2026-01-08" is not the name of an asset'],
    ["2 raw", 1, '"2" is not the name of an asset'],
    ["(raw", 1, "never closed"],
    ["(raw enriched)", 6, "parentheses are closed"],
    ["raw)", 4, "closes nothing"],
    ['group:"ads', 7, "quotation mark is never closed"],
    ['"raw"', 1, 'key:"raw"'],
    ["owner:me", 1, 'Assets have no "owner"'],
    ["group:", 7, 'A name is missing after "group:"'],
    ["group:and:or", 10, "A colon follows only"],
    ["status:old", 8, "use missing, stale, fresh"],
    ["++raw", 2, 'An asset is missing before "+"'],
    ["raw+1+", 6, "A plus stands directly"],
    ["9999999999999999999999+raw", 1, "At most 1000000 layers"]
  ] as const)("refuses %j at column %i", (text, column, problem) => {
    const error = errorOf(text)
    assert.include(error.problem, problem)
    assert.deepStrictEqual([error.text, error.column, error.isTransient], [text, column, false])
  })

  it("shows the selection with a caret under the column, whatever blanks it holds", () => {
    assert.strictEqual(
      errorOf("raw\tor\nstatus:old").message,
      'There is no status "old": use missing, stale, fresh\n  raw or status:old\n                ^'
    )
  })

  it("refuses nesting that could exhaust the stack", () => {
    for (const text of ["(".repeat(100_000), "not ".repeat(100_000), "sinks(".repeat(100_000)]) {
      assert.include(errorOf(text).problem, "nested more than 64 deep")
    }
  })

  it("answers frozen values", () => {
    const selection = Result.getOrThrow(Selection.parse("not (raw+ or enriched)"))
    assert.isFrozen(selection)
    assert.isTrue(selection._tag === "Not" && Object.isFrozen(selection.operand))
    assert.isTrue(
      selection._tag === "Not" && selection.operand._tag === "Or" && Object.isFrozen(selection.operand.operands)
    )
  })

  it("never throws on garbage, and points into the text", () => {
    const word = fc.constantFrom(
      "raw",
      "and",
      "or",
      "not",
      "(",
      ")",
      "+",
      "2",
      "key:",
      '"',
      "*",
      "sinks(",
      "\\",
      " ",
      "é💼"
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(word).map((words) => words.join(""))
        ),
        (text) => {
          const result = Selection.parse(text)
          if (Result.isFailure(result)) {
            const { column, message } = result.failure
            assert.isTrue(Number.isInteger(column) && column >= 1 && column <= text.length + 1)
            assert.strictEqual(message.split("\n").length, 3)
          }
        }
      ),
      { numRuns: 400 }
    )
  })
})
