/**
 * The assets of a project and how they depend on each other.
 *
 * @module
 */
import { Result, Schema } from "effect"
import type * as Artifact from "./Artifact.ts"
import type * as Asset from "./Asset.ts"
import type { Classified } from "./Classified.ts"
import { assetOf, type Mapping, mappingOf } from "./Dependency.ts"
import * as Partitions from "./Partitions.ts"

/** A rule of definitions is broken: a bug in the program that declares the assets. `assets` names them. */
export class GraphError extends Schema.TaggedError<GraphError>()("GraphError", {
  assets: Schema.Array(Schema.String),
  message: Schema.String
}) {
  get isTransient() {
    return false
  }
}

/** An edge, seen from the asset that depends. `after` is order only. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly mapping: Mapping | "after"
}

/** An asset in a graph: its types forgotten, but for the services that the graph's assets need. */
export type Node<Services> = Asset.Asset<Artifact.Any, unknown, Classified, Services>

/** `Services` is what the assets need, all taken together. */
export interface Graph<out Services = unknown> {
  /** Upstream before downstream; assets that could stand in any order stand by key. */
  readonly assets: ReadonlyArray<Node<Services>>
  readonly byKey: ReadonlyMap<string, Node<Services>>
  /** All edges, data and order, sorted by the order of the assets. */
  readonly edges: ReadonlyArray<Edge>
}

/** The graph of these assets, or the first rule that they break. */
export const make = <const Assets extends ReadonlyArray<Asset.Any>>(
  assets: Assets
): Result.Result<Graph<Asset.Services<Assets[number]>>, GraphError> => {
  const byKey = new Map<string, Asset.Any>()
  for (const asset of assets) {
    if (byKey.has(asset.key)) {
      return broken([asset.key], `Two assets have the key "${asset.key}"`)
    }
    byKey.set(asset.key, asset)
  }
  const edges = assets.flatMap(edgesOf)
  for (const edge of edges) {
    const broke = brokenEdge(byKey, edge)
    if (broke !== null) {
      return broke
    }
  }
  const upstream = Map.groupBy(edges, (edge) => edge.to)
  return Result.map(sorted(assets, edges), (order) => ({
    assets: order,
    byKey,
    edges: order.flatMap((asset) => upstream.get(asset.key) ?? [])
  })) as Result.Result<Graph<Asset.Services<Assets[number]>>, GraphError> // the services of each are those of all
}

/** The edges that an asset declares. */
const edgesOf = (asset: Asset.Any): ReadonlyArray<Edge> => [
  ...Object.values(asset.dependencies).map((dependency) => ({
    from: assetOf(dependency).key,
    to: asset.key,
    mapping: mappingOf(dependency)
  })),
  ...asset.after.map((after) => ({
    from: typeof after === "string" ? after : after.key,
    to: asset.key,
    mapping: "after" as const
  }))
]

const brokenEdge = (byKey: ReadonlyMap<string, Asset.Any>, { from, to, mapping }: Edge) => {
  const upstream = byKey.get(from)
  const downstream = byKey.get(to)
  if (upstream === undefined || downstream === undefined) {
    return broken([to, from], `"${to}" depends on "${from}", which is not in the graph`)
  }
  const isFitting =
    mapping !== "identical" ||
    upstream.partitions._tag === "None" ||
    Partitions.isSame(upstream.partitions, downstream.partitions)
  return isFitting
    ? null
    : broken(
        [to, from],
        `"${to}" and "${from}" have different partitions: depend on all(${from}), or give them the same`
      )
}

/** Kahn's algorithm; ties go to the smaller key, so that one set of assets has one order. */
const sorted = (assets: ReadonlyArray<Asset.Any>, edges: ReadonlyArray<Edge>) => {
  const downstream = Map.groupBy(edges, (edge) => edge.from)
  const missing = new Map(assets.map((asset) => [asset.key, 0]))
  for (const edge of edges) {
    missing.set(edge.to, (missing.get(edge.to) ?? 0) + 1)
  }
  const waiting = new Map(assets.map((asset) => [asset.key, asset]))
  const order: Array<Asset.Any> = []
  const ready = [...missing].filter(([, count]) => count === 0).map(([key]) => key)
  for (let key = ready.sort().shift(); key !== undefined; key = ready.sort().shift()) {
    const asset = waiting.get(key)
    waiting.delete(key)
    if (asset !== undefined) {
      order.push(asset)
    }
    for (const { to } of downstream.get(key) ?? []) {
      const left = (missing.get(to) ?? 0) - 1
      missing.set(to, left)
      if (left === 0) {
        ready.push(to)
      }
    }
  }
  if (waiting.size === 0) {
    return Result.succeed(order)
  }
  const cycle = cycleAmong([...waiting.keys()].sort(), edges)
  return broken(cycle, `These assets depend on each other in a circle: ${cycle.join(" → ")} → ${cycle[0]}`)
}

/** One circle among assets of which none is free of waiting, downstream order, smallest key first. */
const cycleAmong = (keys: ReadonlyArray<string>, edges: ReadonlyArray<Edge>): ReadonlyArray<string> => {
  const path: Array<string> = []
  for (let key = keys[0]; key !== undefined && !path.includes(key); ) {
    path.push(key)
    key = edges.find((edge) => edge.to === key && keys.includes(edge.from))?.from
    if (key !== undefined && path.includes(key)) {
      const circle = path.slice(path.indexOf(key)).reverse()
      const first = circle.indexOf([...circle].sort()[0] ?? "")
      return [...circle.slice(first), ...circle.slice(0, first)]
    }
  }
  return keys
}

const broken = (assets: ReadonlyArray<string>, message: string) => Result.fail(new GraphError({ assets, message }))
