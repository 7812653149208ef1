import type { AssetStatus, Graph } from "@jobgraph/runner/api/AssetAnswers"
import { Background, Controls, ReactFlow, type ReactFlowInstance } from "@xyflow/react"
import "@xyflow/react/dist/base.css"
import { useRef } from "react"
import { Loading } from "../../ui/Answer.tsx"
import { words } from "../../words/words.ts"
import { AssetNode, type AssetNodeType } from "./AssetNode.tsx"
import "./edges.css"
import { GroupNode, type GroupNodeType } from "./GroupNode.tsx"
import styles from "./graph.module.css"
import { countStates, foldGroups } from "./groups.ts"
import { RoutedEdge, type RoutedEdgeType } from "./RoutedEdge.tsx"
import { useArrows } from "./useArrows.ts"
import { nodeSize, useLayout } from "./useLayout.ts"

export interface PictureProps {
  readonly graph: Graph
  readonly statusOf: ReadonlyMap<string, AssetStatus>
  readonly isSelected: (key: string) => boolean
  readonly hrefOf: (key: string) => string
  readonly why: (key: string) => void
  /** The groups of a large graph whose assets are shown. */
  readonly open: ReadonlyArray<string>
  readonly toggle: (group: string) => void
}

type PictureNode = AssetNodeType | GroupNodeType

const nodeTypes = { asset: AssetNode, group: GroupNode }
const edgeTypes = { routed: RoutedEdge }
/** From here on only what is in view is drawn; below, drawing all is smoother. */
const cullFrom = 200

/** The graph as a picture: pan, zoom, fit. Nothing can be dragged: the picture says what the code says. */
export const Picture = ({ graph, statusOf, isSelected, hrefOf, why, open, toggle }: PictureProps) => {
  const picture = useRef<HTMLDivElement>(null)
  const drawn = foldGroups(graph, open)
  const layout = useLayout(drawn)
  const { onInit, onKeyDown } = useArrows<ReactFlowInstance<PictureNode, RoutedEdgeType>>(picture, drawn, layout)
  if (layout === undefined) {
    return <Loading />
  }
  const { positions, routes, height } = layout
  const edges = drawn.edges.map(
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
  const nodes = drawn.nodes.flatMap((one): ReadonlyArray<PictureNode> => {
    const position = positions[one.id]
    if (position === undefined) {
      return []
    }
    const place = { id: one.id, position, ...nodeSize }
    if ("group" in one) {
      const { group, keys } = one
      const data = { group, size: keys.length, states: countStates(keys, statusOf), toggle }
      return [{ ...place, type: "group", data: { ...data, isSelected: keys.some(isSelected) } }]
    }
    const { key } = one.node
    const data = { node: one.node, status: statusOf.get(key), isSelected: isSelected(key), href: hrefOf(key), why }
    return [{ ...place, type: "asset", data: { ...data, fold: drawn.isFoldable ? toggle : undefined } }]
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go from one link within to the next
    <div
      ref={picture}
      className={styles.picture}
      style={{ height: `clamp(220px, ${Math.round(height) + 120}px, 60vh)` }}
      onKeyDown={onKeyDown}
    >
      <ReactFlow
        nodes={[...nodes]}
        edges={edges}
        onInit={onInit}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={drawn.nodes.length > cullFrom}
        minZoom={0.05}
        maxZoom={1.5}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.08 }}
        preventScrolling={false}
        zoomOnScroll={false}
        aria-label={words.graph.pictureLabel}
      >
        <Background gap={24} />
        <Controls showInteractive={false} orientation="horizontal" />
      </ReactFlow>
    </div>
  )
}
