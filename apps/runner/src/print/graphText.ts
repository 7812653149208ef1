/**
 * The graph of assets as a tree and as the languages of diagrams.
 *
 * @module
 */
import type { Edge, Graph } from "@jobgraph/assets/Graph"

type Shown = Pick<Graph, "edges"> & { readonly assets: ReadonlyArray<{ readonly key: string }> }

/** From the roots down; an asset that was shown above is not unfolded again. */
export const treeText = ({ assets, edges }: Shown): string => {
  const seen = new Set<string>()
  const below = (key: string, indent: string): ReadonlyArray<string> => {
    const edgesOut = edges.filter(({ from }) => from === key)
    return edgesOut.flatMap((edge, index) => {
      const isLast = index === edgesOut.length - 1
      const isKnown = seen.has(edge.to)
      seen.add(edge.to)
      const line = `${indent}${isLast ? "└─ " : "├─ "}${edge.to}${labelOf(edge)}${isKnown ? " ↑" : ""}`
      return [line, ...(isKnown ? [] : below(edge.to, `${indent}${isLast ? "   " : "│  "}`))]
    })
  }
  const roots = assets.filter(({ key }) => !edges.some(({ to }) => to === key))
  return roots.flatMap(({ key }) => [key, ...below(key, "")]).join("\n")
}

const labelOf = ({ mapping }: Edge): string =>
  mapping === "all" ? " (from all partitions)" : mapping === "after" ? " (after it, no input)" : ""

/** A flow chart for Mermaid, which forges show in Markdown. */
export const mermaidText = ({ assets, edges }: Shown): string =>
  [
    "flowchart LR",
    ...assets.map(({ key }) => `  ${idOf(key)}["${key}"]`),
    ...edges.map(({ from, mapping, to }) => `  ${idOf(from)} ${mermaidArrows[mapping] ?? "-->"} ${idOf(to)}`)
  ].join("\n")

const mermaidArrows: Readonly<Record<string, string>> = { all: "-->|all|", after: "-.->|after|" }

/** A graph for Graphviz: `runner assets --dot | dot -Tsvg > assets.svg`. */
export const dotText = ({ assets, edges }: Shown): string =>
  [
    "digraph assets {",
    "  rankdir=LR",
    "  node [shape=box]",
    ...assets.map(({ key }) => `  ${JSON.stringify(key)}`),
    ...edges.map(
      ({ from, mapping, to }) => `  ${JSON.stringify(from)} -> ${JSON.stringify(to)}${dotStyles[mapping] ?? ""}`
    ),
    "}"
  ].join("\n")

const dotStyles: Readonly<Record<string, string>> = {
  all: ' [label="all"]',
  after: ' [label="after", style=dashed]'
}

/** Mermaid reads some words, such as `end`, as its own. */
const idOf = (key: string): string => `asset_${key.replaceAll(/\W/g, "_")}`
