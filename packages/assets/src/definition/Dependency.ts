/**
 * The edges of the graph.
 *
 * @module
 */
import type * as Asset from "./Asset.ts"

/**
 * An input of *all* partitions that have a current version.
 *
 * Missing partitions, and partitions outside the plan, never block.
 */
export interface All<out A extends Asset.Any> {
  readonly _tag: "All"
  readonly asset: A
}

/** Read every partition of `asset` that has a current version. */
export const all = <A extends Asset.Any>(asset: A): All<A> => ({ _tag: "All", asset })

/** A data dependency: an asset alone means its identical partition. */
export type Dependency = Asset.Any | All<Asset.Any>

/** Data dependencies under the names by which the inputs arrive. */
export type Dependencies = Readonly<Record<string, Dependency>>

export type Mapping = "identical" | "all"

export const isAll = (dependency: Dependency): dependency is All<Asset.Any> => "_tag" in dependency

export const assetOf = (dependency: Dependency): Asset.Any => (isAll(dependency) ? dependency.asset : dependency)

export const mappingOf = (dependency: Dependency): Mapping => (isAll(dependency) ? "all" : "identical")
