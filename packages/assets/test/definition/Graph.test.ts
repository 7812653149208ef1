import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import * as Graph from "../../src/definition/Graph.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import { assetsOf, graphOf, type Shape } from "../graphs.ts"
import { badGraphs } from "./badGraphs.ts"

const orderOf = (graph: Graph.Graph) => graph.assets.map(({ key }) => key)

describe("Graph.make", () => {
  it.each(badGraphs)("refuses $name, and names the assets", ({ assets, names, message }) => {
    const error = Result.getOrThrow(Result.flip(Graph.make(assets)))
    assert.deepStrictEqual([error.assets, error.message, error.isTransient], [names, message, false])
  })

  it.each(badGraphs.filter(({ name }) => name.includes("circle")))("names $name from its first asset on", (bad) => {
    assert.deepStrictEqual(Graph.make(bad.assets.toReversed()), Graph.make(bad.assets))
  })

  it("puts upstream before downstream, and otherwise keys in their order", () => {
    const graph = graphOf({ d: {}, c: { after: ["b"] }, b: { data: ["d"] }, a: { data: ["b"] }, e: {} })
    assert.deepStrictEqual(orderOf(graph), ["d", "b", "a", "c", "e"])
    assert.deepStrictEqual(graph.edges, [
      { from: "d", to: "b", mapping: "identical" },
      { from: "b", to: "a", mapping: "identical" },
      { from: "b", to: "c", mapping: "after" }
    ])
  })

  it("lets partitions differ where the edge is on all of them, or order only, or from an asset without any", () => {
    const graph = graphOf({
      settings: {},
      raw: { partitions: Partitions.daily, data: ["settings"] },
      model: { all: ["raw"] },
      exported: { partitions: Partitions.daily, data: ["raw"], after: ["model"] }
    })
    assert.deepStrictEqual(
      graph.edges.map(({ mapping }) => mapping),
      ["identical", "all", "identical", "after"]
    )
  })

  it("accepts two edges between the same assets", () => {
    const graph = graphOf({ raw: {}, model: { data: ["raw"], after: ["raw"] }, z: { data: ["model"] } })
    assert.deepStrictEqual(orderOf(graph), ["raw", "model", "z"])
  })

  it("makes an empty graph of no assets", () => {
    assert.deepStrictEqual(orderOf(graphOf({})), [])
  })

  it("has one order for a set of assets, in whatever order they are listed", () => {
    const permuted = shapes(12).chain((shape) => {
      const assets = assetsOf(shape)
      return fc
        .shuffledSubarray([...assets], { minLength: assets.length })
        .map((shuffled) => ({ shape, assets, shuffled }))
    })
    fc.assert(
      fc.property(permuted, ({ shape, assets, shuffled }) => {
        const graph = Result.getOrThrow(Graph.make(assets))
        assert.deepStrictEqual(orderOf(graph), naiveOrder(shape))
        const other = Result.getOrThrow(Graph.make(shuffled))
        assert.deepStrictEqual([orderOf(other), other.edges], [orderOf(graph), graph.edges])
      })
    )
  })

  it("orders 1,000 assets in less than 100 milliseconds", () => {
    const [shape = {}] = fc.sample(shapes(1_000, 1_000), { seed: 1, numRuns: 1 })
    const assets = assetsOf(shape)
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      assert.strictEqual(Result.getOrThrow(Graph.make(assets)).assets.length, 1_000)
      return performance.now() - start
    })
    assert.isBelow(Math.min(...times), 100)
  })
})

/** Graphs whose assets depend on up to four before them; keys do not follow the order. */
const shapes = (maxLength: number, minLength = 0): fc.Arbitrary<Shape> =>
  fc
    .uniqueArray(fc.tuple(fc.nat({ max: 99_999 }), fc.array(fc.nat(), { maxLength: 4 }), fc.boolean()), {
      minLength,
      maxLength,
      size: "max",
      selector: ([number]) => number
    })
    .map((assets) =>
      Object.fromEntries(
        assets.map(([number, upstream, isOrder], index) => {
          const before = index === 0 ? [] : upstream.map((at) => `asset_${assets[at % index]?.[0]}`)
          return [`asset_${number}`, isOrder ? { after: before } : { data: before }]
        })
      )
    )

/** The definition of the order: again and again the smallest key of which all upstream stands. */
const naiveOrder = (shape: Shape): ReadonlyArray<string> => {
  const order: Array<string> = []
  for (const _ of Object.keys(shape)) {
    const ready = Object.entries(shape).filter(
      ([key, { data = [], after = [] }]) =>
        !order.includes(key) && [...data, ...after].every((upstream) => order.includes(upstream))
    )
    order.push(
      ...ready
        .map(([key]) => key)
        .sort()
        .slice(0, 1)
    )
  }
  return order
}
