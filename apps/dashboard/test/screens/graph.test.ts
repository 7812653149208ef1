import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { statesOf } from "../../src/screens/asset/partitionStates.ts"
import { inOrder } from "../../src/screens/graph/depths.ts"
import { countStates, foldGroups } from "../../src/screens/graph/groups.ts"
import { layout } from "../../src/screens/graph/layout.ts"
import { neighbourOf } from "../../src/screens/graph/neighbours.ts"

const size = { width: 200, height: 80 }

/** A graph without cycles: an edge goes from a smaller number to a greater. */
const graphs = fc.integer({ min: 1, max: 25 }).chain((n) =>
  fc
    .uniqueArray(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 60, selector: ([a, b]) => `${a} ${b}` })
    .map((pairs) => ({
      nodes: Array.from({ length: n }, (_, index) => `asset${index}`),
      edges: pairs.filter(([a, b]) => a < b).map(([a, b]) => [`asset${a}`, `asset${b}`] as const)
    }))
)

describe("the picture of a graph", () => {
  it("has what is read left of what reads it, and no two nodes over each other", () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const { positions } = layout({ nodes, edges, size })
        const places = nodes.map((node) => positions[node] ?? assert.fail(`${node} has no place`))
        for (const [from, to] of edges) {
          assert.isBelow((positions[from]?.x ?? 0) + size.width, positions[to]?.x ?? 0)
        }
        for (const [index, a] of places.entries()) {
          for (const b of places.slice(index + 1)) {
            assert.isTrue(Math.abs(a.x - b.x) >= size.width || Math.abs(a.y - b.y) >= size.height)
          }
        }
      }),
      { numRuns: 50 }
    )
  })

  it("is the same, in whichever order the graph is told", () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        assert.deepStrictEqual(
          layout({ nodes: nodes.toReversed(), edges: edges.toReversed(), size }),
          layout({ nodes, edges, size })
        )
      }),
      { numRuns: 20 }
    )
  })

  it("as a list has every asset after all that it reads", () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const order = inOrder({
          nodes: nodes.map((key) => ({
            key,
            description: "",
            group: "",
            kind: "",
            tags: [],
            codeVersion: "",
            partitions: null
          })),
          edges: edges.map(([from, to]) => ({ from, to, mapping: "identical" as const }))
        }).map(([key]) => key)
        assert.sameMembers([...order], nodes)
        assert.isTrue(edges.every(([from, to]) => order.indexOf(from) < order.indexOf(to)))
      })
    )
  })
})

/** Twenty groups in a row; each asset reads the one before it. */
const chain = (size: number) => ({
  nodes: Array.from({ length: size }, (_, index) => ({
    ...{ key: `asset${index}`, group: `group${Math.floor((index * 20) / size)}`, kind: "table" },
    ...{ description: "", tags: [], codeVersion: "1", partitions: null }
  })),
  edges: Array.from({ length: size - 1 }, (_, index) => ({
    from: `asset${index}`,
    to: `asset${index + 1}`,
    mapping: "identical" as const
  }))
})

describe("a large graph", () => {
  it("begins with its groups folded, joined as their assets are, and opens each", () => {
    const folded = foldGroups(chain(400), [])
    assert.strictEqual(folded.nodes.length, 20)
    assert.strictEqual(folded.edges.length, 19)
    const open = foldGroups(chain(400), ["group3"])
    assert.strictEqual(open.nodes.length, 19 + 20)
    assert.strictEqual(open.edges.length, 18 + 20)
    assert.deepInclude(open.edges, { from: "group:group2", to: "asset60", mapping: "identical" })
    assert.deepInclude(open.edges, { from: "asset79", to: "group:group4", mapping: "identical" })
  })

  it("is drawn whole while it is small", () => {
    const { edges, isFoldable, nodes } = foldGroups(chain(200), [])
    assert.deepStrictEqual([nodes.length, edges.length, isFoldable], [200, 199, false])
  })

  it("has a folded group in the state of its worst asset; of what nothing is known, that is missing", () =>
    assert.deepStrictEqual(countStates(["a", "b"], new Map()), [["missing", 2]]))
})

describe("an arrow in the picture", () => {
  const edges = [
    { from: "a", to: "b" },
    { from: "a", to: "c" },
    { from: "b", to: "d" }
  ]
  const positions = { a: { x: 0, y: 40 }, b: { x: 300, y: 0 }, c: { x: 300, y: 100 }, d: { x: 600, y: 0 } }
  const leads = (from: string, arrow: string) => neighbourOf(from, arrow, { edges }, { positions })

  it("leads right to what reads, left to what is read, up and down to what stands there", () => {
    assert.strictEqual(leads("a", "ArrowRight"), "b")
    assert.strictEqual(leads("c", "ArrowLeft"), "a")
    assert.strictEqual(leads("b", "ArrowDown"), "c")
    assert.strictEqual(leads("c", "ArrowUp"), "b")
  })

  it("leads nowhere where nothing is, and no other key leads anywhere", () => {
    assert.isUndefined(leads("d", "ArrowRight"))
    assert.isUndefined(leads("a", "ArrowLeft"))
    assert.isUndefined(leads("b", "ArrowUp"))
    assert.isUndefined(leads("a", "Enter"))
    assert.isUndefined(leads("nobody", "ArrowRight"))
  })
})

describe("the partitions of an asset", () => {
  it("unfold from stretches, a failure over all else", () => {
    const dates = ["2026-01-07", "2026-01-08", "2026-01-09"]
    const states = statesOf({
      dates,
      statics: ["fr", "de"],
      ranges: [
        { from: "2026-01-07", to: "2026-01-08", static: "fr", status: "fresh", failed: false },
        { from: "2026-01-09", to: "2026-01-09", static: "fr", status: "stale", failed: true },
        { from: "2026-01-08", to: "2026-01-09", static: "de", status: "missing", failed: false }
      ],
      counts: { fresh: 2, stale: 1, missing: 2, failed: 1 }
    })
    assert.deepStrictEqual(Object.fromEntries(states), {
      "2026-01-07/fr": "fresh",
      "2026-01-08/fr": "fresh",
      "2026-01-09/fr": "failed",
      "2026-01-08/de": "missing",
      "2026-01-09/de": "missing"
    })
  })
})
