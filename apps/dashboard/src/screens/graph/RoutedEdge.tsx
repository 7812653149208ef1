import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react"
import type { Point } from "./layout.ts"

export type RoutedEdgeType = Edge<{ readonly bends: ReadonlyArray<Point> }, "routed">

/** An edge along the way that the layout found for it, so that it never runs behind a node. */
export const RoutedEdge = ({ id, sourceX, sourceY, targetX, targetY, data }: EdgeProps<RoutedEdgeType>) => (
  <BaseEdge id={id} path={pathOf([{ x: sourceX, y: sourceY }, ...(data?.bends ?? []), { x: targetX, y: targetY }])} />
)

/** From point to point, level at each, as an SVG path. */
const pathOf = ([first, ...others]: ReadonlyArray<Point>): string => {
  if (first === undefined) {
    return ""
  }
  const parts = others.map((to, index) => {
    const from = others[index - 1] ?? first
    const middle = (from.x + to.x) / 2
    return `C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`
  })
  return `M${first.x},${first.y}${parts.join("")}`
}
