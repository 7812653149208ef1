import type { AssetStatus, Graph } from "@jobgraph/runner/api/Assets"
import { Background, Controls, ReactFlow } from "@xyflow/react"
import "@xyflow/react/dist/base.css"
import { Loading } from "../../ui/Answer.tsx"
import { AssetNode, type AssetNodeType } from "./AssetNode.tsx"
import "./edges.css"
import styles from "./graph.module.css"
import { RoutedEdge, type RoutedEdgeType } from "./RoutedEdge.tsx"
import { nodeSize, useLayout } from "./useLayout.ts"

export interface PictureProps {
  readonly graph: Graph
  readonly statusOf: ReadonlyMap<string, AssetStatus>
  readonly isSelected: (key: string) => boolean
  readonly hrefOf: (key: string) => string
  readonly why: (key: string) => void
}

const nodeTypes = { asset: AssetNode }
const edgeTypes = { routed: RoutedEdge }
/** From here on only what is in view is drawn; below, drawing all is smoother. */
const cullFrom = 200

/** The graph as a picture: pan, zoom, fit. Nothing can be dragged: the picture says what the code says. */
export const Picture = ({ graph, statusOf, isSelected, hrefOf, why }: PictureProps) => {
  const layout = useLayout(graph)
  if (layout === undefined) {
    return <Loading />
  }
  const { positions, routes, height } = layout
  const edges = graph.edges.map(
    ({ from, to, mapping }): RoutedEdgeType => ({
      id: `${from} ${to}`,
      type: "routed",
      source: from,
      target: to,
      className: mapping,
      ariaLabel: `${to} reads ${from}`,
      data: { bends: routes[`${from} ${to}`] ?? [] }
    })
  )
  const nodes = graph.nodes.flatMap((node): ReadonlyArray<AssetNodeType> => {
    const position = positions[node.key]
    return position === undefined
      ? []
      : [
          {
            id: node.key,
            type: "asset",
            position,
            ...nodeSize,
            data: {
              node,
              status: statusOf.get(node.key),
              isSelected: isSelected(node.key),
              href: hrefOf(node.key),
              why
            }
          }
        ]
  })
  return (
    <div className={styles.picture} style={{ height: `clamp(220px, ${Math.round(height) + 120}px, 60vh)` }}>
      <ReactFlow
        nodes={[...nodes]}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={graph.nodes.length > cullFrom}
        minZoom={0.05}
        maxZoom={1.5}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.08 }}
        preventScrolling={false}
        zoomOnScroll={false}
        aria-label="The assets as a picture"
      >
        <Background gap={24} />
        <Controls showInteractive={false} orientation="horizontal" />
      </ReactFlow>
    </div>
  )
}
