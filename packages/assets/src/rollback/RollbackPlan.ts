/**
 * What rolling back a run would do: computed before anything is taken back.
 *
 * @module
 */
import { Effect, Option } from "effect"
import { type AssetPartition, Catalog } from "../catalog/Catalog.ts"
import type { CatalogError } from "../catalog/CatalogError.ts"
import type { Run } from "../catalog/Run.ts"
import type { Definition, Definitions } from "../definition/Definitions.ts"
import { isAll } from "../definition/Dependency.ts"
import { idOf, nameOf } from "../plan/State.ts"
import type { Materialization } from "../version/Materialization.ts"
import {
  AssetUnknown,
  BuiltUpon,
  NothingToRollBack,
  RollbackRefused,
  RunNotEnded,
  RunNotFound
} from "./RollbackRefused.ts"
import { sameDownstream } from "./sameDownstream.ts"

/** A version that is taken back, and what is there afterwards. */
export interface TakenBack {
  readonly version: Materialization
  /** The version before it; null if there was none. */
  readonly previous: Materialization | null
  /** False for one in the midst of others: a later one stays current, and becomes stale. */
  readonly isCurrent: boolean
}

export interface RollbackPlan {
  /** The run that was asked for, then those that are rolled back with it, each once. */
  readonly runs: ReadonlyArray<Run>
  /** The last published first. */
  readonly versions: ReadonlyArray<TakenBack>
  /** What waits for a person afterwards. */
  readonly held: ReadonlyArray<AssetPartition>
  /** What nobody may be working on meanwhile. */
  readonly touched: ReadonlyArray<AssetPartition>
}

export interface RollbackOptions {
  /** Roll back, too, the later runs that have built on it. */
  readonly cascade: boolean
}

/**
 * The plan for a run, or why it cannot be rolled back.
 *
 * Later runs stand in the way if they published the same asset partition, or
 * one downstream of it with the same key. Not so for an asset that reads all
 * partitions of another one: its later version stays current and becomes stale.
 */
export const plan = Effect.fn("Rollback.plan")(function* <R>(
  definitions: Definitions<R>,
  runId: string,
  options: RollbackOptions
): Effect.fn.Return<RollbackPlan, RollbackRefused | CatalogError, Catalog> {
  const { runs, versions } = yield* scope(definitions, runId, options)
  return yield* planOf(definitions, runs, versions)
})

/** The runs and versions that a rollback of a run is about, or why it cannot be rolled back: less to read than its plan. */
export const scope = Effect.fn("Rollback.scope")(function* <R>(
  definitions: Definitions<R>,
  runId: string,
  { cascade }: RollbackOptions
): Effect.fn.Return<
  { readonly runs: ReadonlyArray<Run>; readonly versions: ReadonlyArray<Materialization> },
  RollbackRefused | CatalogError,
  Catalog
> {
  const catalog = yield* Catalog
  const runs = [yield* endedRun(runId)]
  for (;;) {
    const runIds = runs.map((run) => run.runId)
    const versions = [...(yield* catalog.versionsOf(runIds))].reverse()
    if (versions.length === 0) {
      const isRolledBack = runs[0]?.status === "rolled_back"
      return yield* refused(new NothingToRollBack({ runId, isRolledBack }))
    }
    const unknown = versions.find(({ asset }) => !definitions.byKey.has(asset))
    if (unknown !== undefined) {
      return yield* refused(new AssetUnknown({ runId, asset: unknown.asset }))
    }
    const later = yield* laterVersions(definitions, versions, new Set(runIds))
    if (later.length === 0) {
      return { runs, versions }
    }
    if (!cascade) {
      return yield* refused(new BuiltUpon({ runId, by: publishers(later) }))
    }
    runs.push(...(yield* Effect.forEach(publishers(later), (by) => endedRun(by.runId))))
  }
})

const refused = (reason: RollbackRefused["reason"]) => Effect.fail(new RollbackRefused({ reason }))

/** A run of which it is sure what it has published. One whose record is gone cannot be. */
const endedRun = Effect.fnUntraced(function* (runId: string) {
  const known = yield* (yield* Catalog).run(runId)
  if (Option.isNone(known)) {
    return yield* refused(new RunNotFound({ runId }))
  }
  const { run } = known.value
  return run.status === "running" || run.status === "queued" ? yield* refused(new RunNotEnded({ runId })) : run
})

/** What other runs have published since, on top of these versions. */
const laterVersions = Effect.fnUntraced(function* (
  definitions: Definitions,
  versions: ReadonlyArray<Materialization>,
  runIds: ReadonlySet<string>
) {
  const catalog = yield* Catalog
  const found = yield* Effect.forEach(versions, (version) => {
    const own = idOf(version.asset, version.partition)
    return Effect.map(catalog.publishedAfter(version.id, touchedBy(definitions, version)), (after) => {
      const others = after.filter(({ runId }) => !runIds.has(runId))
      const isOvertaken = others.some(({ asset, partition }) => idOf(asset, partition) === own)
      return isOvertaken && mayBeOvertaken(definitions.byKey.get(version.asset)) ? [] : others
    })
  })
  return [...new Map(found.flat().map((version) => [version.id, version])).values()]
})

/** An asset over all partitions of another one speaks of more than one run. External rows are undone one by one. */
const mayBeOvertaken = (definition: Definition | undefined): boolean =>
  definition !== undefined && isAggregate(definition) && definition.asset.artifact._tag !== "External"

const isAggregate = ({ asset }: Definition): boolean => Object.values(asset.dependencies).some(isAll)

const touchedBy = ({ graph }: Definitions, { asset, partition }: AssetPartition): ReadonlyArray<AssetPartition> =>
  [asset, ...sameDownstream(graph, asset)].map((key) => ({ asset: key, partition }))

const publishers = (later: ReadonlyArray<Materialization>) =>
  [...Map.groupBy(later, ({ runId }) => runId)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([runId, versions]) => ({
      runId,
      published: [...new Set(versions.map(({ asset, partition }) => nameOf(asset, partition)))]
    }))

const planOf = Effect.fnUntraced(function* (
  definitions: Definitions,
  runs: ReadonlyArray<Run>,
  versions: ReadonlyArray<Materialization>
) {
  const catalog = yield* Catalog
  const goes = new Set(versions.map(({ id }) => id))
  const currents = new Map<string, Materialization | null>()
  const taken: Array<TakenBack> = []
  for (const version of versions) {
    const id = idOf(version.asset, version.partition)
    if (!currents.has(id)) {
      currents.set(id, Option.getOrNull(yield* catalog.current(version)))
    }
    const previous = Option.getOrNull(yield* catalog.versionBefore(version.id))
    const isCurrent = currents.get(id)?.id === version.id
    if (isCurrent) {
      currents.set(id, previous)
    }
    taken.push({ version, previous, isCurrent })
  }
  const touched = versions.flatMap((version) => touchedBy(definitions, version))
  const held = taken
    .filter(({ isCurrent, previous }) => isCurrent && (previous === null || !goes.has(previous.id)))
    .map(({ version: { asset, partition } }) => ({ asset, partition }))
    .filter(({ asset }) => {
      const definition = definitions.byKey.get(asset)
      return definition !== undefined && !isAggregate(definition)
    })
  return {
    runs,
    versions: taken,
    held,
    touched: [...new Map(touched.map((id) => [idOf(id.asset, id.partition), id])).values()]
  } satisfies RollbackPlan
})
