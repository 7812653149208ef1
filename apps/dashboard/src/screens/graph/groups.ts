import type { AssetStatus, Graph, GraphNode } from "@jobgraph/runner/api/AssetAnswers"

/** Above this many assets, a picture begins with its groups folded. */
const foldAbove = 200

/** An asset, or all the assets of a group that is folded. */
export type Drawn =
  | { readonly id: string; readonly node: typeof GraphNode.Type }
  | { readonly id: string; readonly group: string; readonly keys: ReadonlyArray<string> }

export interface DrawnGraph {
  readonly nodes: ReadonlyArray<Drawn>
  readonly edges: ReadonlyArray<Graph["edges"][number]>
  /** Can groups be folded? */
  readonly isFoldable: boolean
}

/** What is drawn of a graph: everything of a small one; of a large one its groups, and the assets of those that are open. */
export const foldGroups = ({ nodes, edges }: Graph, open: ReadonlyArray<string>): DrawnGraph => {
  const isFoldable = nodes.length > foldAbove
  const isOpen = (group: string) => !isFoldable || open.includes(group)
  // No key of an asset has a colon.
  const ids = new Map(nodes.map(({ key, group }) => [key, isOpen(group) ? key : `group:${group}`]))
  const folded = Map.groupBy(
    nodes.filter(({ group }) => !isOpen(group)),
    ({ group }) => group
  )
  const joined = new Map<string, Graph["edges"][number]>()
  for (const { from, to, mapping } of edges) {
    const [start, end] = [ids.get(from) ?? from, ids.get(to) ?? to]
    if (start !== end && !joined.has(`${start} ${end}`)) {
      joined.set(`${start} ${end}`, { from: start, to: end, mapping })
    }
  }
  return {
    nodes: [
      ...nodes.filter(({ group }) => isOpen(group)).map((node) => ({ id: node.key, node })),
      ...[...folded].map(([group, members]) => ({ id: `group:${group}`, group, keys: members.map(({ key }) => key) }))
    ],
    edges: [...joined.values()],
    isFoldable
  }
}

/** The worst first. */
const states = ["failed", "held", "late", "running", "stale", "missing", "fresh"] as const

/** How many of some assets are in which state, the worst state first. An asset of which nothing is known is missing. */
export const countStates = (
  keys: ReadonlyArray<string>,
  statusOf: ReadonlyMap<string, AssetStatus>
): ReadonlyArray<readonly [state: string, n: number]> =>
  states.flatMap((state) => {
    const n = keys.filter((key) => (statusOf.get(key)?.state ?? "missing") === state).length
    return n === 0 ? [] : [[state, n] as const]
  })
