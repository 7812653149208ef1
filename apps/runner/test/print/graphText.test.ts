import { assert, describe, it } from "@effect/vitest"
import { graph } from "@jobgraph/stages/pipeline"
import { dotText, mermaidText, treeText } from "../../src/print/graphText.ts"

describe("the graph of assets", () => {
  it("is a tree from its roots, each asset unfolded once", () => {
    const lines = treeText(graph).split("\n")
    assert.strictEqual(lines[0], "raw")
    assert.strictEqual(lines[1], "└─ validated")
    assert.include(treeText(graph), "tfidf_model (from all partitions)")
    assert.strictEqual(lines.filter((line) => /exported/.test(line)).length, 2)
    assert.strictEqual(lines.filter((line) => line.endsWith("↑")).length, 1)
  })

  it("is a flow chart in which every arrow has its ends", () => {
    const lines = mermaidText(graph).split("\n")
    assert.strictEqual(lines[0], "flowchart LR")
    assert.include(lines, '  asset_raw["raw"]')
    assert.include(lines, "  asset_raw --> asset_validated")
    assert.include(lines, "  asset_enriched -->|all| asset_tfidf_model")
    assert.include(lines, "  asset_tfidf_model -.->|after| asset_exported")
    assert.strictEqual(lines.length, 1 + graph.assets.length + graph.edges.length)
  })

  it("is a graph for Graphviz", () => {
    const text = dotText(graph)
    assert.match(text, /^digraph assets \{\n/)
    assert.include(text, '"raw" -> "validated"\n')
    assert.include(text, '"tfidf_model" -> "exported" [label="after", style=dashed]')
    assert.isTrue(text.endsWith("\n}"))
  })
})
