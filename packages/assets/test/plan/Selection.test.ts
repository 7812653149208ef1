import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import * as Selection from "../../src/plan/Selection.ts"
import * as Tree from "../../src/plan/selection/Tree.ts"
import { graphOf, type Shape } from "../graphs.ts"
import { naive } from "./selection/naive.ts"
import { trees } from "./selection/trees.ts"

const enriched = Tree.key("enriched")

/** The five assets of a small pipeline: two groups, one tag, one edge that is order only. */
const pipeline = graphOf({
  raw: { group: "source" },
  validated: { group: "ads", data: ["raw"] },
  enriched: { group: "ads", tags: ["slow"], data: ["validated"] },
  model: { group: "search", tags: ["slow"], data: ["enriched"] },
  exported: { group: "search", data: ["enriched"], after: ["model"] }
})

const statusOf = (key: string) => (key === "raw" ? "fresh" : key === "model" ? "missing" : "stale")

const selected = (text: string) =>
  Result.map(
    Result.flatMap(Selection.parse(text), (selection) => Selection.evaluate(selection, pipeline, { statusOf })),
    (keys) => [...keys]
  )

const errorOf = <A>(result: Result.Result<A, Selection.SelectionError>) => Result.getOrThrow(Result.flip(result))

describe("parseAll", () => {
  it("selects what any of the words selects", () => {
    assert.deepStrictEqual(Selection.parseAll(["raw", "enriched+"]), Selection.parse("raw or enriched+"))
    assert.deepStrictEqual(Selection.parseAll(["raw"]), Selection.parse("raw"))
    assert.deepStrictEqual(Selection.parseAll(["raw and enriched", "raw"]), Selection.parse("raw and enriched or raw"))
  })

  it("asks for quotes where an operator stands alone", () => {
    const error = errorOf(Selection.parseAll(["raw", "and", "enriched"]))
    assert.include(error.problem, "quotes")
    assert.deepStrictEqual([error.text, error.column], ["raw and enriched", 5])
    assert.strictEqual(errorOf(Selection.parseAll(["not", "raw"])).column, 1)
  })

  it("points into the word that is wrong", () => {
    const error = errorOf(Selection.parseAll(["raw", "(enriched"]))
    assert.deepStrictEqual([error.text, error.column], ["(enriched", 1])
  })

  it("refuses no words", () => {
    assert.include(errorOf(Selection.parseAll([])).problem, "An asset is missing")
  })
})

describe("keys", () => {
  it("selects these and no others", () => {
    const selectedBy = (keys: ReadonlyArray<string>) =>
      Result.map(Selection.evaluate(Selection.keys(keys), pipeline, { statusOf }), (found) => [...found])
    assert.deepStrictEqual(selectedBy(["model", "raw"]), Result.succeed(["raw", "model"]))
    assert.deepStrictEqual(selectedBy(["raw"]), Result.succeed(["raw"]))
    assert.deepStrictEqual(selectedBy([]), Result.succeed([]))
  })
})

describe("evaluate", () => {
  it.each([
    ["*", ["raw", "validated", "enriched", "model", "exported"]],
    ["+enriched", ["raw", "validated", "enriched"]],
    ["1+enriched", ["validated", "enriched"]],
    ["validated+1", ["validated", "enriched"]],
    ["1+enriched+1", ["validated", "enriched", "model", "exported"]],
    ["raw+ and +model", ["raw", "validated", "enriched", "model"]],
    ["key:*e*d", ["validated", "enriched", "exported"]],
    ["group:ads or tag:slow", ["validated", "enriched", "model"]],
    ["tag:slow and not group:ads", ["model"]],
    ["status:fresh or status:missing", ["raw", "model"]],
    ["not status:stale", ["raw", "model"]],
    ["sinks(raw)", ["model", "exported"]],
    ["roots(group:search)", ["raw"]],
    ["roots(*) or sinks(*)", ["raw", "model", "exported"]],
    ["raw and exported", []]
  ] as const)("answers %j in the order of the graph", (text, expected) => {
    assert.deepStrictEqual(selected(text), Result.succeed([...expected]))
  })

  it("does not follow edges that are order only", () => {
    assert.deepStrictEqual(selected("1+exported"), Result.succeed(["enriched", "exported"]))
    assert.deepStrictEqual(selected("model+"), Result.succeed(["model"]))
  })

  it.each([
    ["raw or enrichd", "raw or enrichd", 8, 'There is no asset "enrichd": did you mean "enriched"?'],
    ["(raw)AND key:ENRICHED", "raw and ENRICHED", 9, 'There is no asset "ENRICHED": did you mean "enriched"?'],
    ["jobs", "jobs", 1, 'There is no asset "jobs": use enriched, exported, model, raw, validated'],
    ["raw or x*", 'raw or key:"x*"', 8, 'No asset matches "x*"'],
    ["not +group:adz", "not +group:adz", 6, 'No asset is in a group "adz": did you mean "ads"?'],
    ["tag:quick", "tag:quick", 1, 'No asset has the tag "quick": use slow']
  ] as const)("names what %j has and the graph has not", (text, canonical, column, problem) => {
    const error = errorOf(selected(text))
    assert.deepStrictEqual([error.text, error.column, error.problem], [canonical, column, problem])
  })

  it("asks for no status unless the selection does", () => {
    const refuse = () => assert.fail("the status was asked for")
    assert.isTrue(Result.isSuccess(Selection.evaluate(Tree.not(enriched), pipeline, { statusOf: refuse })))
  })

  it("agrees with the definition, read word by word, on any graph", () => {
    fc.assert(
      fc.property(shapes, trees(fc.constantFrom(...letters), fc.constantFrom("x", "y")), (shape, tree) => {
        const graph = graphOf(shape)
        const statusOf = (key: string) => (key < "c" ? "fresh" : key < "e" ? "stale" : "missing")
        const found = Selection.evaluate(tree, graph, { statusOf })
        const expected = naive(tree, shape, statusOf)
        if (expected === null) {
          assert.isTrue(Result.isFailure(found))
        } else {
          const order = graph.assets.map(({ key }) => key)
          assert.deepStrictEqual(
            [...Result.getOrThrow(found)],
            order.filter((key) => expected.has(key))
          )
        }
      }),
      { numRuns: 1000 }
    )
  })

  it("visits an asset once, however many paths lead to it", () => {
    const ladder = Object.fromEntries(
      Array.from({ length: 60 }, (_, step) => [
        [`left_${step}`, { data: step === 0 ? [] : [`left_${step - 1}`, `right_${step - 1}`] }] as const,
        [`right_${step}`, { data: step === 0 ? [] : [`left_${step - 1}`, `right_${step - 1}`] }] as const
      ]).flat()
    )
    const found = Selection.evaluate(Tree.reach("all", Tree.key("left_59"), 0), graphOf(ladder), { statusOf })
    assert.strictEqual(Result.getOrThrow(found).size, 119)
  })
})

const letters = ["a", "b", "c", "d", "e", "f"]

/** Graphs of four to six assets, each of which depends on some before it. */
const shapes: fc.Arbitrary<Shape> = fc
  .array(
    fc.record({
      data: fc.subarray(letters),
      after: fc.subarray(letters),
      group: fc.constantFrom("x", "y", "z"),
      tags: fc.subarray(["x", "y", "z"])
    }),
    { minLength: 4, maxLength: 6 }
  )
  .map((assets) =>
    Object.fromEntries(
      assets.map((asset, index) => {
        const key = letters[index] ?? ""
        const before = (keys: ReadonlyArray<string>) => keys.filter((other) => other < key)
        return [key, { ...asset, data: before(asset.data), after: before(asset.after) }]
      })
    )
  )
