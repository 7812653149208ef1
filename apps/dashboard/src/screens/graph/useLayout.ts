import type { Graph } from "@jobgraph/runner/api/Assets"
import { useQuery } from "@tanstack/react-query"
import { type Layout, layout, type Sketch } from "./layout.ts"
import { layoutInWorker } from "./layoutInWorker.ts"

export const nodeSize = { width: 208, height: 84 }

/** Below this many, laying out takes less time than starting a worker. */
const workerFrom = 100

/** Where everything stands; kept for as long as the graph is the same. */
export const useLayout = (graph: Graph): Layout | undefined => {
  const sketch: Sketch = {
    nodes: graph.nodes.map(({ key }) => key),
    edges: graph.edges.map(({ from, to }) => [from, to]),
    size: nodeSize
  }
  const { data } = useQuery({
    queryKey: ["layout", sketch],
    queryFn: ({ signal }) => (sketch.nodes.length < workerFrom ? layout(sketch) : layoutInWorker(sketch, signal)),
    staleTime: Number.POSITIVE_INFINITY
  })
  return data
}
