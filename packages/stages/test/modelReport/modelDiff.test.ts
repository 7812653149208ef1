import { assert, describe, it } from "@effect/vitest"
import { modelDiff } from "../../src/modelReport/modelDiff.ts"

const model = (terms: Readonly<Record<string, number>>) => ({
  vocabulary: Object.keys(terms),
  idf: Float64Array.from(Object.values(terms))
})

describe("the difference of two models", () => {
  it("is what came, what went, and what moved, most first", () => {
    assert.deepStrictEqual(modelDiff(model({ a: 1, b: 2, c: 3, d: 4 }), model({ b: 2.5, c: 3, d: 2, e: 1, f: 1 })), {
      added: ["e", "f"],
      removed: ["a"],
      kept: 3,
      moved: [
        { term: "d", from: 4, to: 2 },
        { term: "b", from: 2, to: 2.5 }
      ]
    })
  })

  it("is nothing between equal ones", () => {
    const same = model({ a: 1, b: 2 })
    assert.deepStrictEqual(modelDiff(same, same), { added: [], removed: [], kept: 2, moved: [] })
  })
})
