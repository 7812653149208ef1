/**
 * Claims, and what they are for: publishing, and taking back.
 *
 * @module
 */
import { Clock, Effect } from "effect"
import type { Catalog } from "../Catalog.ts"
import { CatalogError, Fenced, Held } from "../CatalogError.ts"
import { rollbackEvent } from "../Event.ts"
import { journalled } from "./Journal.ts"
import { idOf, type MemoryState } from "./MemoryState.ts"

export const memoryPublishing = ({
  transaction,
  runs,
  events,
  versions,
  before,
  condemned,
  currents,
  holds,
  places,
  tokens,
  claims,
  memories,
  takeBack,
  over
}: MemoryState) =>
  ({
    claim: Effect.fnUntraced(function* (id) {
      const held = claims.get(idOf(id))
      const holder = held === undefined ? undefined : runs.get(held.runId)
      if (held !== undefined && holder?.status === "running" && held.runId !== id.runId) {
        const { owner, runId } = holder
        return yield* new CatalogError({ reason: new Held({ ...id, runId, owner, since: held.since }) })
      }
      const status = runs.get(id.runId)?.status ?? "running"
      if (status === "crashed") {
        return yield* over(id.runId, status)
      }
      const token = (tokens.get(idOf(id)) ?? 0) + 1
      tokens.set(idOf(id), token)
      const claim = { ...id, token }
      claims.set(idOf(id), { ...claim, since: yield* Clock.currentTimeMillis })
      return claim
    }),
    release: (claim) =>
      Effect.sync(() => {
        if (claims.get(idOf(claim))?.token === claim.token) {
          claims.delete(idOf(claim))
        }
      }),
    publish: (claim, prepare) =>
      transaction(
        Effect.gen(function* () {
          const check = Effect.suspend(() =>
            claims.get(idOf(claim))?.token === claim.token
              ? Effect.void
              : new CatalogError({ reason: new Fenced({ asset: claim.asset, partition: claim.partition }) })
          )
          yield* check
          const version = yield* journalled(Effect.tap(prepare, check))
          versions.push(version)
          places.set(version.id, places.size + 1)
          before.set(version.id, currents.get(idOf(claim)) ?? null)
          currents.set(idOf(claim), version)
          holds.delete(idOf(claim))
          for (const { hash } of [...version.manifest.parts, ...version.manifest.rejects]) {
            condemned.delete(hash)
          }
          for (const key of memories.keys()) {
            if (key.startsWith(`${idOf(claim)}\n`)) {
              memories.delete(key)
            }
          }
          return version
        })
      ),
    rollBack: (touched, prepare) =>
      transaction(
        Effect.gen(function* () {
          for (const id of touched) {
            const held = claims.get(idOf(id))
            const holder = held === undefined ? undefined : runs.get(held.runId)
            if (held !== undefined && holder?.status === "running") {
              const { owner, runId } = holder
              return yield* new CatalogError({ reason: new Held({ ...id, runId, owner, since: held.since }) })
            }
          }
          const rollback = yield* journalled(prepare)
          for (const version of rollback.versions) {
            takeBack(version, rollback.at)
          }
          for (const hold of rollback.holds) {
            holds.set(idOf(hold), hold)
          }
          for (const runId of rollback.runIds) {
            const run = runs.get(runId)
            const log = events.get(runId) ?? []
            events.set(runId, [...log, rollbackEvent(runId, rollback.at, log.length + 1)])
            if (run !== undefined) {
              runs.set(runId, { ...run, status: "rolled_back" })
            }
          }
          return rollback
        })
      ),
    holds: () => Effect.sync(() => [...holds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hold]) => hold)),
    dropHolds: (ids) =>
      Effect.sync(() => {
        for (const id of ids) {
          holds.delete(idOf(id))
        }
      })
  }) satisfies Partial<Catalog["Service"]>
