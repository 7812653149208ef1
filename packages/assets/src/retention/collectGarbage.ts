/**
 * Removes what is beyond its retention, and the parts that nothing refers to.
 *
 * @module
 */
import { Clock, Effect, Stream } from "effect"
import { ArtifactStore } from "../artifact/ArtifactStore.ts"
import { Catalog } from "../catalog/Catalog.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definitions } from "../definition/Definitions.ts"
import type { Pruned, Retention } from "./Retention.ts"

/** What was removed; on a dry run, what would be. */
export interface Collected {
  readonly versions: ReadonlyArray<Pruned>
  readonly events: number
  /** Entries that steps had kept for later attempts. */
  readonly memory: number
  /** Parts that were removed. On a dry run, all that would go in the end, the grace period over. */
  readonly parts: number
  /** What those parts took on the disk. */
  readonly bytes: number
  /** Parts that nothing refers to, and that wait for their grace period to end. */
  readonly condemned: number
}

export interface CollectOptions {
  /** Only say what would be removed. */
  readonly dryRun: boolean
}

/** Parts that are looked at together. */
const parts = 500

/**
 * Removes old versions with what they leave, old events, what steps kept, and unused parts.
 *
 * Safe beside running runs: a part that nothing refers to is condemned first and
 * removed in a later collection, when its grace period is over; a publish that
 * uses it meanwhile pardons it, and one that comes too late is made again.
 * What fails is left to the next collection.
 */
export const collectGarbage = Effect.fn("collectGarbage")(function* <R>(
  definitions: Definitions<R>,
  retention: Retention,
  { dryRun }: CollectOptions
): Effect.fn.Return<Collected, Classified, R | Catalog | ArtifactStore> {
  const catalog = yield* Catalog
  const inUse = yield* versionsInUse(definitions)
  const { refusedBefore, replacedBefore } = retention
  const prunable = yield* catalog.prunable({ refusedBefore, replacedBefore, inUse })
  const versions = dryRun ? prunable : yield* pruned(definitions, prunable)
  const events = yield* catalog.pruneEvents(retention.eventsBefore, { dryRun })
  const memory = yield* catalog.pruneMemory(retention.memoryBefore, { dryRun })
  const unused = yield* unusedParts(dryRun ? versions.map(({ version }) => version.id) : [])
  if (dryRun) {
    return { versions, events, memory, parts: unused.length, bytes: yield* bytesOf(unused), condemned: unused.length }
  }
  yield* catalog.condemn(unused, yield* Clock.currentTimeMillis)
  const swept = yield* sweep(retention.condemnedBefore)
  return { versions, events, memory, ...swept, condemned: unused.length - swept.parts }
})

const versionsInUse = Effect.fnUntraced(function* <R>({ byKey }: Definitions<R>) {
  const inUse = new Map<string, ReadonlySet<string>>()
  for (const [key, { asset }] of byKey) {
    if (asset.inUse !== null) {
      inUse.set(key, new Set(yield* asset.inUse))
    }
  }
  return inUse
})

/** Removes versions, some at a time, each with what its asset keeps for taking it back. */
const pruned = Effect.fnUntraced(function* <R>(definitions: Definitions<R>, prunable: ReadonlyArray<Pruned>) {
  const catalog = yield* Catalog
  const gone: Array<Pruned> = []
  for (let from = 0; from < prunable.length; from += parts) {
    const forget = (some: ReadonlyArray<Pruned>) =>
      Effect.forEach(some, (one) => definitions.byKey.get(one.version.asset)?.asset.forget?.(one) ?? Effect.void, {
        discard: true
      })
    gone.push(...(yield* catalog.prune(prunable.slice(from, from + parts), forget)))
  }
  return gone
})

/** The parts in the store that no version refers to, `without` these. */
const unusedParts = Effect.fnUntraced(function* (without: ReadonlyArray<string>) {
  const catalog = yield* Catalog
  const store = yield* ArtifactStore
  return yield* store.hashes().pipe(
    Stream.grouped(parts),
    Stream.mapEffect((hashes) => catalog.unreferenced(hashes, without)),
    Stream.flattenIterable,
    Stream.runCollect
  )
})

const bytesOf = Effect.fnUntraced(function* (hashes: ReadonlyArray<string>) {
  const store = yield* ArtifactStore
  const sizes = yield* Effect.forEach(hashes, store.size, { concurrency: 16 })
  return sizes.reduce((sum, size) => sum + size, 0)
})

/** Removes what was condemned before a moment, some parts in each transaction, so that publishes wait for no more. */
const sweep = Effect.fnUntraced(function* (before: number) {
  const catalog = yield* Catalog
  const store = yield* ArtifactStore
  let removed = 0
  let bytes = 0
  for (;;) {
    const gone = yield* catalog.sweep(
      before,
      parts,
      Effect.fnUntraced(function* (hashes: ReadonlyArray<string>) {
        const size = yield* bytesOf(hashes)
        yield* Effect.forEach(hashes, store.remove, { concurrency: 16, discard: true })
        return size
      })
    )
    if (gone.looked === 0) {
      return { parts: removed, bytes }
    }
    removed += gone.removed.length
    bytes += gone.answer ?? 0
  }
})
