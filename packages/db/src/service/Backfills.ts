/**
 * Backfills: many days of runs, asked for together.
 *
 * @module
 */
import { Effect, Option } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { enqueue, entryOf, type NewEntry } from "./Queue.ts"

export interface NewBackfill {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly selection: string
  readonly source: string | null
  readonly createdAt: number
}

export interface BackfillStatus extends NewBackfill {
  readonly state: "running" | "paused" | "cancelled"
  /** How many of its days are how far: `queued`, `claimed`, or how the last run of the day ended. */
  readonly days: Readonly<Record<string, number>>
}

/** Records a backfill and queues its runs, in one transaction. */
export const create = Effect.fnUntraced(function* (backfill: NewBackfill, entries: ReadonlyArray<NewEntry>) {
  const database = yield* Database
  yield* database.transaction(
    Effect.gen(function* () {
      yield* database.run("backfill.create", (db) =>
        db
          .insertInto("runner.backfill")
          .values({
            id: backfill.id,
            from_date: backfill.from,
            to_date: backfill.to,
            selection: backfill.selection,
            source: backfill.source,
            state: "running",
            created_at: backfill.createdAt
          })
          .execute()
      )
      yield* Effect.forEach(entries, enqueue, { discard: true })
    })
  )
})

/** Backfills, newest first, those that come after another one in the list. */
export const list = Effect.fnUntraced(function* (
  limit: number,
  after: { readonly createdAt: number; readonly id: string } | null
) {
  const database = yield* Database
  const rows = yield* database.run("backfill.list", (db) =>
    db
      .selectFrom("runner.backfill")
      .selectAll()
      .$if(after !== null, (query) =>
        query.where(sql<boolean>`(created_at, id) < (${after?.createdAt ?? 0}, ${after?.id ?? ""})`)
      )
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit)
      .execute()
  )
  const ids = rows.map(({ id }) => id)
  const days = Map.groupBy(yield* lastEntries(ids), ({ backfillId }) => backfillId)
  return rows.map(
    (row): BackfillStatus => ({
      id: row.id,
      from: row.from_date,
      to: row.to_date,
      selection: row.selection,
      source: row.source,
      state: row.state === "paused" || row.state === "cancelled" ? row.state : "running",
      createdAt: row.created_at,
      days: countBy((days.get(row.id) ?? []).map(({ standing }) => standing))
    })
  )
})

const countBy = (words: ReadonlyArray<string>): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, { length }]) => [word, length]))

interface LastEntry {
  readonly backfillId: string
  readonly runId: string
  /** `queued`, `claimed`, or how it ended; `success`, too, where a run that continued it succeeded. */
  readonly standing: string
}

/** Of each day of some backfills, the entry that was queued last: what came before it no longer counts. */
const lastEntries = Effect.fnUntraced(function* (ids: ReadonlyArray<string>) {
  if (ids.length === 0) {
    return []
  }
  const database = yield* Database
  const { rows } = yield* database.run("backfill.last", (db) =>
    sql<LastEntry>`
      select distinct on (entry.backfill_id, entry.partitions)
        entry.backfill_id as "backfillId",
        entry.run_id as "runId",
        case
          when entry.state <> 'ended' then entry.state
          when exists (select from runner.run where root_run_id = entry.run_id and status = 'success') then 'success'
          else coalesce(entry.outcome, 'ended')
        end as standing
      from runner.queue as entry
      where entry.backfill_id in (${sql.join(ids)})
      order by entry.backfill_id, entry.partitions, entry.queued_at desc, entry.run_id desc`.execute(db)
  )
  return rows
})

/** One backfill, by its id or the beginning of one. */
export const find = Effect.fnUntraced(function* (id: string) {
  const all = yield* list(1_000, null)
  const found = all.filter((backfill) => backfill.id.startsWith(id))
  return found.length === 1 ? Option.fromUndefinedOr(found[0]) : Option.none<BackfillStatus>()
})

/** Pauses a backfill or lets it go on, unless it was cancelled; answers whether it did. */
export const setState = Effect.fnUntraced(function* (id: string, state: "running" | "paused") {
  const database = yield* Database
  const { numUpdatedRows } = yield* database.run("backfill.setState", (db) =>
    db
      .updateTable("runner.backfill")
      .set({ state })
      .where("id", "=", id)
      .where("state", "<>", "cancelled")
      .executeTakeFirstOrThrow()
  )
  return numUpdatedRows > 0n
})

/** Lets a backfill go on, also one that was cancelled. */
export const reopen = Effect.fnUntraced(function* (id: string) {
  const database = yield* Database
  yield* database.run("backfill.reopen", (db) =>
    db.updateTable("runner.backfill").set({ state: "running" }).where("id", "=", id).execute()
  )
})

/** Cancels a backfill: what waits leaves the queue, what is worked on goes on to its end. Answers whether it was not yet. */
export const cancel = Effect.fnUntraced(function* (id: string, now: number) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      const { numUpdatedRows } = yield* database.run("backfill.cancel", (db) =>
        db
          .updateTable("runner.backfill")
          .set({ state: "cancelled" })
          .where("id", "=", id)
          .where("state", "<>", "cancelled")
          .executeTakeFirstOrThrow()
      )
      yield* database.run("backfill.cancelWaiting", (db) =>
        db
          .updateTable("runner.queue")
          .set({ state: "ended", outcome: "cancelled", reason: "its backfill was cancelled", ended_at: now })
          .where("backfill_id", "=", id)
          .where("state", "=", "queued")
          .execute()
      )
      return numUpdatedRows > 0n
    })
  )
})

const unsuccessful: ReadonlySet<string> = new Set(["failed", "crashed", "cancelled"])

/** For each day of a backfill whose last run did not succeed, the entry of that run; the oldest day first. */
export const failed = Effect.fnUntraced(function* (id: string) {
  const database = yield* Database
  const ids = (yield* lastEntries([id])).filter(({ standing }) => unsuccessful.has(standing)).map(({ runId }) => runId)
  if (ids.length === 0) {
    return []
  }
  const rows = yield* database.run("backfill.failed", (db) =>
    db.selectFrom("runner.queue").selectAll().where("run_id", "in", ids).orderBy("partitions").execute()
  )
  return rows.map(entryOf)
})
