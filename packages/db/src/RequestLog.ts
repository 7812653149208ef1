/**
 * Requests to sources with a quota, counted by all processes together.
 *
 * @module
 */
import { DateTime, Effect } from "effect"
import { type Kysely, sql } from "kysely"
import { Database } from "./Database.ts"
import type { Tables } from "./Tables.ts"

/** At most `limit` requests in any span of this length, wherever it begins. */
export interface RequestWindow {
  /** `day`, `month`: for messages. */
  readonly name: string
  readonly millis: number
  readonly limit: number
}

/** How much of a window is used now. */
export interface WindowUse extends RequestWindow {
  readonly used: number
  /** Milliseconds since 1970 from which on as many as were asked about fit in, if no others come in between. */
  readonly freeAt: number
}

/** How full the windows of a source are, and when `wanted` more requests fit into each. Counts nothing. */
export const requestUse = Effect.fnUntraced(function* (
  source: string,
  windows: ReadonlyArray<RequestWindow>,
  wanted = 1
) {
  const database = yield* Database
  const now = DateTime.toDateUtc(yield* DateTime.now)
  return yield* database.run("requestUse", (db) => useOf(db, source, windows, now, wanted))
})

/**
 * Counts one request if every window has room for it; else counts nothing and answers the windows that are full.
 *
 * Whoever takes next waits for the transaction to end, on whatever machine, so
 * that no two take the last place. It is committed before the request is sent;
 * inside a transaction of the caller's it would be taken back with that one.
 */
export const takeRequest = Effect.fnUntraced(function* (source: string, windows: ReadonlyArray<RequestWindow>) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      yield* database.run("lockRequests", (db) =>
        sql`select pg_advisory_xact_lock(hashtextextended(${`jobgraph request ${source}`}, 0))`.execute(db)
      )
      // Only now: one that waited for the lock must count by the time at which it got it.
      const now = DateTime.toDateUtc(yield* DateTime.now)
      // A statement of its own, since it must see what the one before committed.
      const use = yield* database.run("requestUse", (db) => useOf(db, source, windows, now, 1))
      const full = use.filter(({ limit, used }) => used >= limit)
      if (full.length === 0) {
        yield* database.run("takeRequest", (db) =>
          db.insertInto("runner.request").values({ source, at: now }).execute()
        )
      }
      return full
    })
  )
})

/** Drops what no window reaches any more. */
export const forgetRequestsBefore = Effect.fnUntraced(function* (before: DateTime.Utc) {
  const database = yield* Database
  yield* database.run("forgetRequestsBefore", (db) =>
    db.deleteFrom("runner.request").where("at", "<", DateTime.toDateUtc(before)).execute()
  )
})

/** The request whose leaving makes room is the newest one that has too many after it, itself included. */
const useOf = (
  db: Kysely<Tables>,
  source: string,
  windows: ReadonlyArray<RequestWindow>,
  now: Date,
  wanted: number
): Promise<ReadonlyArray<WindowUse>> => {
  const asked = JSON.stringify(windows.map(({ limit, millis }) => ({ millis, room: limit - wanted })))
  return sql<{ readonly used: number; readonly blocking: Date | null }>`
    with log as (
      select at, sum(requests) over (order by at desc rows unbounded preceding) as newer
      from runner.request
      where source = ${source}
    )
    select
      coalesce((select max(newer) from log where at > ${now}::timestamptz - span), 0)::int as used,
      (select max(at) from log where at > ${now}::timestamptz - span and newer > room) as blocking
    from rows from (json_to_recordset(${asked}::json) as (millis double precision, room double precision))
      with ordinality as asked (millis, room, place)
    cross join lateral (select millis * interval '1 millisecond' as span) as spans
    order by place
  `
    .execute(db)
    .then(({ rows }) =>
      windows.map((window, index) => {
        const { blocking = null, used = 0 } = rows[index] ?? {}
        return { ...window, used, freeAt: blocking === null ? now.getTime() : blocking.getTime() + window.millis }
      })
    )
}
