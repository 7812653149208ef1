import type { Graph } from "../definition/Graph.ts"
import * as Partitions from "../definition/Partitions.ts"

/** The assets downstream of one whose partitions have the same keys and are made from its partition of that key. */
export const sameDownstream = ({ byKey, edges }: Graph, asset: string): ReadonlyArray<string> => {
  const found = new Set([asset])
  // Edges are sorted upstream first.
  for (const { from, mapping, to } of edges) {
    const upstream = byKey.get(from)
    const downstream = byKey.get(to)
    if (
      mapping === "identical" &&
      found.has(from) &&
      upstream !== undefined &&
      downstream !== undefined &&
      Partitions.isSame(upstream.partitions, downstream.partitions)
    ) {
      found.add(to)
    }
  }
  found.delete(asset)
  return [...found]
}
