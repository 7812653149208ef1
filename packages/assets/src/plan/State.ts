/**
 * What the catalog and the sources say at one moment: all that a plan is computed from.
 *
 * @module
 */
import { Effect, Option } from "effect"
import { type AssetPartition, Catalog, type CatalogPoint } from "../catalog/Catalog.ts"
import type { Hold } from "../catalog/Hold.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definition, Definitions } from "../definition/Definitions.ts"
import { assetOf, isAll, mappingOf } from "../definition/Dependency.ts"
import type { Node } from "../definition/Graph.ts"
import type { PartitionKey } from "../definition/Partitions.ts"
import * as DataVersion from "../version/DataVersion.ts"
import type { Materialization } from "../version/Materialization.ts"
import type { Observation } from "../version/Observation.ts"
import * as Staleness from "../version/Staleness.ts"

/** An asset partition as a key of maps. */
export const idOf = (asset: string, partition: PartitionKey): string => `${asset} ${partition ?? ""}`

/** How people read it: `enriched 2026-01-08/fr`. */
export const nameOf = (asset: string, partition: PartitionKey): string =>
  partition === null ? asset : `${asset} ${partition}`

export interface State {
  readonly currents: ReadonlyMap<string, Materialization>
  /** The current versions of each asset, sorted by partition. */
  readonly byAsset: ReadonlyMap<string, ReadonlyArray<Materialization>>
  /** What was observed of the sources of some asset partitions; an absent one counts as not changed. */
  readonly observations: ReadonlyMap<string, Observation>
  /** The asset partitions that wait for a person since a rollback. */
  readonly holds: ReadonlyMap<string, Hold>
}

export const make = (
  currents: ReadonlyArray<Materialization>,
  observations: ReadonlyMap<string, Observation> = new Map(),
  holds: ReadonlyArray<Hold> = []
): State => ({
  currents: new Map(currents.map((version) => [idOf(version.asset, version.partition), version])),
  byAsset: Map.groupBy(currents, (version) => version.asset),
  observations,
  holds: new Map(holds.map((hold) => [idOf(hold.asset, hold.partition), hold]))
})

/** Reads the current versions and what is held, and observes the sources of the asset partitions in `observe`. */
export const load = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  observe: ReadonlyArray<AssetPartition>
): Effect.fn.Return<State, Classified, R | Catalog> {
  const catalog = yield* Catalog
  const known = make(yield* catalog.currents(), new Map(), yield* catalog.holds())
  return {
    ...known,
    observations: yield* observeAll(
      definitions,
      observe,
      ({ asset, partition }) => known.currents.get(idOf(asset, partition))?.source ?? null
    )
  }
})

/** Looks at the sources of asset partitions; `recorded` is what was seen of each the last time. */
export const observeAll = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  partitions: ReadonlyArray<AssetPartition>,
  recorded: (id: AssetPartition) => Observation | null
): Effect.fn.Return<ReadonlyMap<string, Observation>, Classified, R> {
  const observations = new Map<string, Observation>()
  for (const { asset, partition } of partitions) {
    const definition = definitions.byKey.get(asset)
    const previous = recorded({ asset, partition })
    const observation = definition === undefined ? null : yield* observed(definition, partition, previous)
    if (observation !== null) {
      observations.set(idOf(asset, partition), observation)
    }
  }
  return observations
})

/**
 * What one step looks at: its own asset partition and those of its inputs;
 * undefined for all there are, where an input is all partitions of an asset.
 */
export const partitionsOfStep = (
  asset: Node<unknown>,
  partition: PartitionKey
): ReadonlyArray<AssetPartition> | undefined => {
  const dependencies = Object.values(asset.dependencies)
  const inputs = dependencies.map(assetOf).map((upstream) => ({
    asset: upstream.key,
    partition: upstreamPartition(upstream, partition)
  }))
  return dependencies.some(isAll) ? undefined : [{ asset: asset.key, partition }, ...inputs]
}

/**
 * The state of one step as it was at a point of the catalog: what a retry reads
 * instead of what is current by now. Its own version is the current one. Where
 * there was no input then, the current one stands in: another run has made it.
 */
export const loadStepAt = Effect.fnUntraced(function* (
  asset: Node<unknown>,
  partition: PartitionKey,
  observations: ReadonlyMap<string, Observation>,
  point: CatalogPoint
) {
  const catalog = yield* Catalog
  const own = yield* catalog.current({ asset: asset.key, partition })
  const inputs = yield* Effect.forEach(
    Object.values(asset.dependencies),
    Effect.fnUntraced(function* (dependency) {
      const upstream = assetOf(dependency)
      if (isAll(dependency)) {
        return yield* catalog.versionsAt(point, upstream.key)
      }
      const id = { asset: upstream.key, partition: upstreamPartition(upstream, partition) }
      const then = yield* catalog.versionsAt(point, id.asset, id.partition)
      return then.length > 0 ? then : Option.toArray(yield* catalog.current(id))
    })
  )
  return make([...Option.toArray(own), ...inputs.flat()], observations)
})

const observed = <R>(
  { asset, config }: Definition<R>,
  partition: PartitionKey,
  previous: Observation | null
): Effect.Effect<Observation | null, Classified, R> => {
  if (asset.observe === null) {
    return Effect.succeed(null)
  }
  const request: unknown = { partition, config, previous }
  return asset.observe(request as never) // the graph has forgotten the type; `Definitions` decoded the configuration
}

/** The partition of `upstream` that an identical dependency of `partition` means. */
export const upstreamPartition = (upstream: Node<unknown>, partition: PartitionKey): PartitionKey =>
  upstream.partitions._tag === "None" ? null : partition

/** The inputs of an asset partition as they stand in the state. */
export const inputsOf = (
  state: State,
  asset: Node<unknown>,
  partition: PartitionKey
): ReadonlyArray<Staleness.InputNow> =>
  Object.values(asset.dependencies).map((dependency) => {
    const upstream = assetOf(dependency)
    const mapping = mappingOf(dependency)
    if (mapping === "all") {
      return { asset: upstream.key, mapping, dataVersion: DataVersion.ofAll(state.byAsset.get(upstream.key) ?? []) }
    }
    const current = state.currents.get(idOf(upstream.key, upstreamPartition(upstream, partition)))
    return { asset: upstream.key, mapping, dataVersion: current?.dataVersion ?? null }
  })

/** Whether an asset partition is missing, stale or fresh in the state, and why. */
export const stalenessOf = (
  state: State,
  { asset, configHash }: Definition,
  partition: PartitionKey
): Staleness.Staleness =>
  Staleness.of({
    codeVersion: asset.codeVersion,
    configHash,
    inputs: inputsOf(state, asset, partition),
    source: state.observations.get(idOf(asset.key, partition)) ?? null,
    isExternal: isExternal(asset),
    current: state.currents.get(idOf(asset.key, partition)) ?? null
  })

const isExternal = ({ artifact }: Node<unknown>): boolean => artifact._tag === "External"
