/**
 * Versions, and which of them is current.
 *
 * @module
 */
import { Effect, Option } from "effect"
import type { Materialization } from "../../version/Materialization.ts"
import type { AssetPartition, Catalog, MaterializationsFilter } from "../Catalog.ts"
import { CatalogError, VersionGone } from "../CatalogError.ts"
import { pushedTo } from "./Journal.ts"
import { idOf, type MemoryState } from "./MemoryState.ts"

const newest = (versions: ReadonlyArray<Materialization>, { asset, partition, limit }: MaterializationsFilter) =>
  versions
    .filter((version) => version.asset === asset && (partition === undefined || version.partition === partition))
    .reverse()
    .slice(0, limit)

const sorted = (currents: ReadonlyMap<string, Materialization>, ids?: ReadonlyArray<AssetPartition>) => {
  const wanted = ids === undefined ? null : new Set(ids.map(idOf))
  return [...currents]
    .filter(([id]) => wanted === null || wanted.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, version]) => version)
}

export const memoryVersions = ({ runs, versions, refused, before, currents, holds, places }: MemoryState) =>
  ({
    currents: (ids) => Effect.sync(() => sorted(currents, ids)),
    glance: (own, ids) =>
      Effect.sync(() => ({ mark: places.size, hold: holds.get(idOf(own)) ?? null, currents: sorted(currents, ids) })),
    current: (id) => Effect.sync(() => Option.fromUndefinedOr(currents.get(idOf(id)))),
    mark: () => Effect.sync(() => places.size),
    versionsAt: ({ mark, rootRunId }, asset, partition) =>
      Effect.sync(() => {
        const seen = versions.filter(
          (version) =>
            version.asset === asset &&
            (partition === undefined || version.partition === partition) &&
            ((places.get(version.id) ?? 0) <= mark || runs.get(version.runId)?.rootRunId === rootRunId)
        )
        const newest = new Map(seen.map((version) => [version.partition ?? "", version]))
        return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, version]) => version)
      }),
    materializations: (filter) => Effect.sync(() => newest(versions, filter)),
    versionsOf: (runIds) => Effect.sync(() => versions.filter(({ runId }) => runIds.includes(runId))),
    publishedAfter: (versionId, ids) =>
      Effect.sync(() => {
        const wanted = new Set(ids.map(idOf))
        const place = versions.findIndex(({ id }) => id === versionId)
        return versions.slice(place + 1).filter((version) => wanted.has(idOf(version)))
      }),
    versionBefore: (versionId) =>
      Effect.suspend(() => {
        const previous = before.get(versionId) ?? null
        if (previous === null || versions.includes(previous)) {
          return Effect.succeed(Option.fromNullOr(previous))
        }
        const { asset, partition } = previous
        return Effect.fail(new CatalogError({ reason: new VersionGone({ asset, partition }) }))
      }),
    saveRefused: (version) => pushedTo(refused, [version]),
    refused: (filter) => Effect.sync(() => newest(refused, filter))
  }) satisfies Partial<Catalog["Service"]>
