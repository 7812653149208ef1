/**
 * What nothing refers to any more, and how it goes.
 *
 * @module
 */
import { Effect } from "effect"
import type { Materialization } from "../../version/Materialization.ts"
import type { Catalog } from "../Catalog.ts"
import { journalled } from "./Journal.ts"
import { idOf, type MemoryState } from "./MemoryState.ts"

export const memoryGarbage = ({
  runs,
  transaction,
  events,
  versions,
  refused,
  before,
  takenBack,
  condemned,
  currents,
  memories,
  referenced
}: MemoryState) =>
  ({
    // A sweep waits for its turn, as every transaction does.
    secureParts: () => Effect.void,
    unreferenced: (hashes, without) =>
      Effect.sync(() => {
        const used = referenced(without)
        return hashes.filter((hash) => !used.has(hash))
      }),
    condemn: (hashes, at) =>
      Effect.sync(() => {
        const used = referenced()
        for (const hash of hashes) {
          if (!used.has(hash) && !condemned.has(hash)) {
            condemned.set(hash, at)
          }
        }
      }),
    sweep: (before, limit, remove) =>
      transaction(
        Effect.gen(function* () {
          const due = [...condemned].flatMap(([hash, at]) => (at < before ? [hash] : [])).slice(0, limit)
          const used = referenced()
          const removed = due.filter((hash) => !used.has(hash))
          const answer = removed.length === 0 ? null : yield* remove(removed)
          for (const hash of due) {
            condemned.delete(hash)
          }
          return { looked: due.length, removed, answer }
        })
      ),
    prunable: ({ inUse, refusedBefore, replacedBefore }) =>
      Effect.sync(() => {
        const isFree = ({ asset, dataVersion }: Materialization) => !(inUse.get(asset)?.has(dataVersion) ?? false)
        const replaced = versions.flatMap((version) => {
          const next = versions.find((other) => before.get(other.id)?.id === version.id)
          const isCurrent = currents.get(idOf(version))?.id === version.id
          return next === undefined || isCurrent || next.endedAt >= replacedBefore ? [] : [{ version, nextId: next.id }]
        })
        const others = [
          ...refused.filter(({ endedAt }) => endedAt < refusedBefore),
          ...takenBack.filter(({ at }) => at < refusedBefore).map(({ version }) => version)
        ].map((version) => ({ version, nextId: null }))
        return [...replaced, ...others].filter(({ version }) => isFree(version))
      }),
    prune: (all, forget) =>
      transaction(
        Effect.gen(function* () {
          const current = new Set([...currents.values()].map(({ id }) => id))
          const gone = all.filter(({ version }) => !current.has(version.id))
          yield* journalled(forget(gone))
          const ids = new Set(gone.map(({ version }) => version.id))
          for (const list of [versions, refused]) {
            list.splice(0, list.length, ...list.filter(({ id }) => !ids.has(id)))
          }
          takenBack.splice(0, takenBack.length, ...takenBack.filter(({ version }) => !ids.has(version.id)))
          return gone
        })
      ),
    pruneEvents: (before, { dryRun }) =>
      Effect.sync(() => {
        const old = [...runs.values()].filter(({ endedAt }) => endedAt !== null && endedAt < before)
        const count = old.reduce((sum, { runId }) => sum + (events.get(runId)?.length ?? 0), 0)
        for (const { runId } of dryRun ? [] : old) {
          events.delete(runId)
        }
        return count
      }),
    pruneMemory: (before, { dryRun }) =>
      Effect.sync(() => {
        const isNeeded = (root: string) =>
          [...runs.values()].some(
            ({ endedAt, rootRunId }) => rootRunId === root && (endedAt === null || endedAt >= before)
          )
        const old = [...memories.keys()].filter((key) => !isNeeded(key.split("\n")[1] ?? ""))
        for (const key of dryRun ? [] : old) {
          memories.delete(key)
        }
        return old.length
      })
  }) satisfies Partial<Catalog["Service"]>
