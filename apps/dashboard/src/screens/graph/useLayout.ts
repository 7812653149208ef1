import { useQuery } from "@tanstack/react-query"
import type { DrawnGraph } from "./groups.ts"
import { type Layout, layout, type Sketch } from "./layout.ts"
import { layoutInWorker } from "./layoutInWorker.ts"

export const nodeSize = { width: 208, height: 84 }

/** Below this many, laying out takes less time than starting a worker. */
const workerFrom = 100

/** Where everything stands; kept for as long as the graph is the same. */
export const useLayout = (graph: DrawnGraph): Layout | undefined => {
  const sketch: Sketch = {
    nodes: graph.nodes.map(({ id }) => id),
    edges: graph.edges.map(({ from, to }) => [from, to]),
    size: nodeSize
  }
  const isSmall = sketch.nodes.length < workerFrom
  const { data } = useQuery({
    queryKey: ["layout", sketch],
    queryFn: ({ signal }) => layoutInWorker(sketch, signal),
    // What stood there stays until the next is laid out.
    placeholderData: (before) => before,
    // At once, so that the picture never has to make room for itself.
    ...(isSmall ? { initialData: () => layout(sketch) } : {}),
    staleTime: Number.POSITIVE_INFINITY
  })
  return data
}
