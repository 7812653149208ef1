import type { Graph } from "@jobgraph/runner/api/AssetAnswers"

/** The assets in an order in which each stands after all that it reads, with the length of the longest way to it. */
export const inOrder = ({ nodes, edges }: Graph): ReadonlyArray<readonly [key: string, depth: number]> => {
  const depths = new Map<string, number>()
  const depthOf = (key: string): number => {
    const known = depths.get(key)
    if (known !== undefined) {
      return known
    }
    // The graph has no cycle: the service refuses one.
    const depth = Math.max(-1, ...edges.filter(({ to }) => to === key).map(({ from }) => depthOf(from))) + 1
    depths.set(key, depth)
    return depth
  }
  return nodes
    .map(({ key }) => [key, depthOf(key)] as const)
    .toSorted(([a, depthA], [b, depthB]) => depthA - depthB || (a < b ? -1 : 1))
}
