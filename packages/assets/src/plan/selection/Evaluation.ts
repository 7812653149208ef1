/**
 * The assets of a graph that a selection means.
 *
 * Upstream and downstream follow data edges. An asset that is only ordered
 * after another does not read it: materializing `+exported` must not pull in
 * what merely runs before it.
 *
 * @module
 */
import { Result } from "effect"
import type { Graph } from "../../definition/Graph.ts"
import type { Status } from "../../version/Staleness.ts"
import { checkNames } from "./Names.ts"
import type { SelectionError } from "./SelectionError.ts"
import type { Layers, Selection } from "./Tree.ts"
import { isMatch } from "./Wildcard.ts"

export interface EvaluateOptions {
  /** Asked only where the selection says `status:`. */
  readonly statusOf: (key: string) => Status
}

/**
 * The selected keys, in the order of the graph.
 *
 * A key, group or tag that the graph does not have, and a wildcard that
 * matches nothing, is an error. An empty answer is none: `raw and exported`
 * selects nothing.
 */
export const evaluate = (
  selection: Selection,
  graph: Graph,
  options: EvaluateOptions
): Result.Result<ReadonlySet<string>, SelectionError> =>
  Result.map(checkNames(selection, graph), () => {
    const selected = selectedBy({ graph, options, neighbours: neighboursOf(graph) }, selection)
    return new Set(graph.assets.map(({ key }) => key).filter((key) => selected.has(key)))
  })

interface Scene {
  readonly graph: Graph
  readonly options: EvaluateOptions
  readonly neighbours: Readonly<Record<"up" | "down", Neighbours>>
}

type Neighbours = ReadonlyMap<string, ReadonlyArray<string>>

const neighboursOf = ({ edges }: Graph): Scene["neighbours"] => {
  const data = edges.filter(({ mapping }) => mapping !== "after")
  const keysOf = (by: "from" | "to", other: "from" | "to") =>
    new Map([...Map.groupBy(data, (edge) => edge[by])].map(([key, edges]) => [key, edges.map((edge) => edge[other])]))
  return { up: keysOf("to", "from"), down: keysOf("from", "to") }
}

const selectedBy = (scene: Scene, selection: Selection): ReadonlySet<string> => {
  const { graph, neighbours, options } = scene
  const where = (isSelected: (asset: Graph["assets"][number]) => boolean) =>
    new Set(graph.assets.filter(isSelected).map(({ key }) => key))
  switch (selection._tag) {
    case "Everything":
      return where(() => true)
    case "Key":
      return selection.pattern.includes("*")
        ? where(({ key }) => isMatch(selection.pattern, key))
        : new Set([selection.pattern])
    case "Group":
      return where(({ group }) => group === selection.name)
    case "Tag":
      return where(({ tags }) => tags.includes(selection.name))
    case "Status":
      return where(({ key }) => options.statusOf(key) === selection.status)
    case "Reach": {
      const from = selectedBy(scene, selection.operand)
      return reached(neighbours.up, from, selection.up).union(reached(neighbours.down, from, selection.down))
    }
    case "Roots":
      return endsOf(neighbours.up, selectedBy(scene, selection.operand))
    case "Sinks":
      return endsOf(neighbours.down, selectedBy(scene, selection.operand))
    case "Not": {
      const excluded = selectedBy(scene, selection.operand)
      return where(({ key }) => !excluded.has(key))
    }
    case "And":
      return selection.operands.map((operand) => selectedBy(scene, operand)).reduce((a, b) => a.intersection(b))
    case "Or":
      return new Set(selection.operands.flatMap((operand) => [...selectedBy(scene, operand)]))
  }
}

/** The start, and what is at most so many layers away from it. */
const reached = (neighbours: Neighbours, from: ReadonlySet<string>, layers: Layers): ReadonlySet<string> => {
  const found = new Set(from)
  let edge = from
  for (let layer = 0; edge.size > 0 && (layers === "all" || layer < layers); layer++) {
    edge = new Set([...edge].flatMap((key) => neighbours.get(key) ?? [])).difference(found)
    for (const key of edge) {
      found.add(key)
    }
  }
  return found
}

/** What is reached and leads no further. */
const endsOf = (neighbours: Neighbours, from: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...reached(neighbours, from, "all")].filter((key) => !neighbours.has(key)))
