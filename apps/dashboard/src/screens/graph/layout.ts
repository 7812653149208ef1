import dagre from "@dagrejs/dagre"

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Sketch {
  readonly nodes: ReadonlyArray<string>
  readonly edges: ReadonlyArray<readonly [from: string, to: string]>
  readonly size: Size
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Where everything stands, in pixels. */
export interface Layout {
  /** The upper left corner of each node. */
  readonly positions: Readonly<Record<string, Point>>
  /** The points between its ends through which an edge goes, by `from to`: around the nodes that it passes. */
  readonly routes: Readonly<Record<string, ReadonlyArray<Point>>>
  readonly height: number
}

/** A picture of a graph, left to right. Names decide ties, so that one graph always gives one picture. */
export const layout = ({ nodes, edges, size }: Sketch): Layout => {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: "LR", nodesep: 28, ranksep: 72, edgesep: 28 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of nodes.toSorted()) {
    graph.setNode(node, { ...size })
  }
  for (const [from, to] of edges.toSorted((a, b) => compare(a.join("\n"), b.join("\n")))) {
    graph.setEdge(from, to)
  }
  dagre.layout(graph)
  return {
    positions: Object.fromEntries(
      nodes.map((node) => {
        const { x, y } = graph.node(node)
        return [node, { x: x - size.width / 2, y: y - size.height / 2 }]
      })
    ),
    routes: Object.fromEntries(
      edges.map(([from, to]) => [`${from} ${to}`, bendsOf(graph.edge(from, to).points ?? [])])
    ),
    height: graph.graph().height ?? 0
  }
}

/**
 * The bends of an edge. dagre begins and ends with the borders of the nodes,
 * and gives an edge between neighbours one point in the middle of its way, which bends nothing.
 */
const bendsOf = (points: ReadonlyArray<Point>): ReadonlyArray<Point> =>
  points.length <= 3 ? [] : points.slice(1, -1).map(({ x, y }) => ({ x, y }))

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
