/**
 * Which services live.
 *
 * @module
 */
import { Owner } from "@jobgraph/assets/Owner"
import { Effect, Schema } from "effect"
import { Database } from "../Database.ts"

export interface LiveService {
  readonly id: string
  readonly url: string
  readonly owner: Owner
  readonly startedAt: number
  readonly seenAt: number
  readonly isDraining: boolean
}

/** A service that was not seen for so long does not live. */
export const silenceMillis = 30_000

const decodeOwner = Schema.decodeUnknownSync(Owner)

/** Tells that a service lives, and whether it still takes work. */
export const beat = Effect.fnUntraced(function* (service: LiveService) {
  const database = yield* Database
  const state = { url: service.url, seen_at: service.seenAt, is_draining: service.isDraining }
  yield* database.run("service.beat", (db) =>
    db
      .insertInto("runner.service")
      .values({
        id: service.id,
        owner: JSON.stringify(service.owner),
        started_at: service.startedAt,
        ...state
      })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(state))
      .execute()
  )
})

/** Forgets a service that ended, and those that were not seen for a day. */
export const leave = Effect.fnUntraced(function* (id: string, now: number) {
  const database = yield* Database
  yield* database.run("service.leave", (db) =>
    db
      .deleteFrom("runner.service")
      .where((where) => where.or([where("id", "=", id), where("seen_at", "<", now - 86_400_000)]))
      .execute()
  )
})

/** The services that were seen lately and take work, newest first. */
export const living = Effect.fnUntraced(function* (now: number) {
  const database = yield* Database
  const rows = yield* database.run("service.living", (db) =>
    db
      .selectFrom("runner.service")
      .selectAll()
      .where("seen_at", ">", now - silenceMillis)
      .where("is_draining", "=", false)
      .orderBy("started_at", "desc")
      .execute()
  )
  return rows.map(
    (row): LiveService => ({
      id: row.id,
      url: row.url,
      owner: decodeOwner(row.owner),
      startedAt: row.started_at,
      seenAt: row.seen_at,
      isDraining: row.is_draining
    })
  )
})
