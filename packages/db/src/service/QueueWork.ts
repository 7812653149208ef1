/**
 * Who works on what: the entries of the queue that services take, and the places of commands that work themselves.
 *
 * All of it holds the limits of runs and of pools, over all processes of a database.
 *
 * @module
 */

import type { Owner } from "@jobgraph/assets/Owner"
import { Effect, Option } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import type { DatabaseError } from "../DatabaseError.ts"
import { type Entry, end, enqueue, entryOf, leaseMillis, type NewEntry } from "./Queue.ts"

/** How many runs may work at the same time: in all, and in each named pool. */
export interface Limits {
  readonly runs: number
  readonly pools: Readonly<Record<string, number>>
}

/** Claims are made one after another, so that two do not both see the last free place. */
export const locked = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const database = yield* Database
    const lock = database.run("queue.lock", (db) =>
      sql`select pg_advisory_xact_lock(hashtextextended('jobgraph queue', 0))`.execute(db)
    )
    return yield* database.transaction(Effect.andThen(lock, effect))
  })

interface Place {
  readonly runId: string
  readonly pool: string
}

/** The runs at work, and the commands that wait for a place, oldest first. */
const places = Effect.fnUntraced(function* (now: number) {
  const database = yield* Database
  const rows = yield* database.run("queue.places", (db) =>
    db
      .selectFrom("runner.queue")
      .select(["run_id", "pool", "state"])
      .where((where) =>
        where.or([
          where("state", "=", "claimed"),
          where.and([where("state", "=", "queued"), where("owner", "is not", null), where("claimed_until", ">=", now)])
        ])
      )
      .orderBy("queued_at")
      .orderBy("run_id")
      .execute()
  )
  const of = (state: string) =>
    rows.filter((row) => row.state === state).map((row): Place => ({ runId: row.run_id, pool: row.pool }))
  return { working: of("claimed"), waiting: of("queued") }
})

/** The pools in which no further run may begin. */
const fullPools = (taken: ReadonlyArray<Place>, limits: Limits): ReadonlyArray<string> =>
  [...Map.groupBy(taken, ({ pool }) => pool)].flatMap(([pool, entries]) =>
    entries.length >= (limits.pools[pool] ?? limits.runs) ? [pool] : []
  )

/** The runs at work, and of the commands, one after another, those that may begin. */
const withCommands = (
  working: ReadonlyArray<Place>,
  commands: ReadonlyArray<Place>,
  limits: Limits
): ReadonlyArray<Place> => {
  const taken = [...working]
  for (const place of commands) {
    if (taken.length < limits.runs && !fullPools(taken, limits).includes(place.pool)) {
      taken.push(place)
    }
  }
  return taken
}

const claim = Effect.fnUntraced(function* (runId: string, holder: string, now: number) {
  const database = yield* Database
  const rows = yield* database.run("queue.claim", (db) =>
    db
      .updateTable("runner.queue")
      .set({ state: "claimed", service_id: holder, claimed_until: now + leaseMillis })
      .where("run_id", "=", runId)
      .where("state", "=", "queued")
      .returningAll()
      .execute()
  )
  return Option.map(Option.fromUndefinedOr(rows[0]), entryOf)
})

/** Takes for a service the next entry for which there is room, or none. Commands that wait go first. */
export const claimNext = Effect.fnUntraced(function* (serviceId: string, limits: Limits, now: number) {
  const database = yield* Database
  return yield* locked(
    Effect.gen(function* () {
      const { waiting, working } = yield* places(now)
      const taken = withCommands(working, waiting, limits)
      if (taken.length >= limits.runs) {
        return Option.none<Entry>()
      }
      const full = fullPools(taken, limits)
      const next = yield* database.run("queue.next", (db) =>
        db
          .selectFrom("runner.queue as queue")
          .leftJoin("runner.backfill as backfill", "backfill.id", "queue.backfill_id")
          .select("queue.run_id")
          .where("queue.state", "=", "queued")
          .where("queue.owner", "is", null)
          .where((where) => where.or([where("backfill.state", "is", null), where("backfill.state", "=", "running")]))
          .$if(full.length > 0, (query) => query.where("queue.pool", "not in", full))
          .orderBy("queue.priority", "desc")
          .orderBy("queue.queued_at")
          .orderBy("queue.run_id")
          .limit(1)
          .executeTakeFirst()
      )
      return next === undefined ? Option.none<Entry>() : yield* claim(next.run_id, serviceId, now)
    })
  )
})

/** Puts a command among those that wait for a place. It keeps its turn as long as it asks. */
export const waitForPlace = Effect.fnUntraced(function* (entry: NewEntry, owner: Owner) {
  const database = yield* Database
  const own = database.run("queue.own", (db) =>
    db
      .updateTable("runner.queue")
      .set({ owner: JSON.stringify(owner), service_id: entry.runId, claimed_until: entry.queuedAt + leaseMillis })
      .where("run_id", "=", entry.runId)
      .execute()
  )
  // At once, so that no service takes it.
  yield* database.transaction(Effect.andThen(enqueue(entry), own))
})

/** What a command that asks for its place is answered. */
export type Answer =
  | { readonly kind: "taken" }
  /** Somebody took it out of the queue. */
  | { readonly kind: "cancelled" }
  /** The runs that have the places; `pool` if it is that which is full. */
  | { readonly kind: "full"; readonly working: ReadonlyArray<string>; readonly pool: string | null }

/** Takes the place that a command waits for, if there is one now. */
export const takePlace = Effect.fnUntraced(function* (runId: string, limits: Limits, now: number) {
  const database = yield* Database
  return yield* locked(
    Effect.gen(function* (): Effect.fn.Return<Answer, DatabaseError, Database> {
      const rows = yield* database.run("queue.ask", (db) =>
        db
          .updateTable("runner.queue")
          .set({ claimed_until: now + leaseMillis })
          .where("run_id", "=", runId)
          .where("state", "=", "queued")
          .returning("pool")
          .execute()
      )
      const [own] = rows
      if (own === undefined) {
        return { kind: "cancelled" }
      }
      const { waiting, working } = yield* places(now)
      const taken = withCommands(working, waiting, limits)
      if (taken.some((place) => place.runId === runId)) {
        yield* claim(runId, runId, now)
        return { kind: "taken" }
      }
      const inPool = taken.filter(({ pool }) => pool === own.pool)
      const isPool = fullPools(taken, limits).includes(own.pool) && taken.length < limits.runs
      return {
        kind: "full",
        pool: isPool ? own.pool : null,
        working: (isPool ? inPool : taken).map((place) => place.runId)
      }
    })
  )
})

/** Gives the place of a command up, or its wait for one. The entry ends as its run did. */
export const leavePlace = Effect.fnUntraced(function* (runId: string, now: number) {
  const database = yield* Database
  const row = yield* database.run("queue.outcome", (db) =>
    db.selectFrom("runner.run").select("status").where("run_id", "=", runId).executeTakeFirst()
  )
  yield* end(runId, row === undefined || row.status === "running" ? "cancelled" : row.status, "", now)
})

/**
 * Renews what a service or a command has; answers those that somebody wants to end.
 *
 * A service names the runs that it works on: what it has besides is an entry whose end could not be recorded, and is
 * looked after by `recover` when its time is over.
 */
export const renew = Effect.fnUntraced(function* (holder: string, now: number, runIds: ReadonlyArray<string>) {
  const database = yield* Database
  const rows = yield* database.run("queue.renew", (db) =>
    db
      .updateTable("runner.queue")
      .set({ claimed_until: now + leaseMillis })
      .where("state", "=", "claimed")
      .where("service_id", "=", holder)
      .where(sql<boolean>`run_id = any (${[...runIds]}::text[])`)
      .returning(["run_id", "is_cancelled"])
      .execute()
  )
  return rows.filter((row) => row.is_cancelled).map((row) => row.run_id)
})
