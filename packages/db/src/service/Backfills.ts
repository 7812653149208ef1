/**
 * Backfills: many days of runs, asked for together.
 *
 * @module
 */
import { Effect, Option } from "effect"
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
  /** How many of its entries are how far: `queued`, `claimed`, or how they ended. */
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

/** Backfills, newest first, those created before a time. */
export const list = Effect.fnUntraced(function* (limit: number, before: number | null) {
  const database = yield* Database
  const rows = yield* database.run("backfill.list", (db) =>
    db
      .selectFrom("runner.backfill")
      .selectAll()
      .$if(before !== null, (query) => query.where("created_at", "<", before ?? 0))
      .orderBy("created_at", "desc")
      .limit(limit)
      .execute()
  )
  const ids = rows.map(({ id }) => id)
  const days =
    ids.length === 0
      ? []
      : yield* database.run("backfill.days", (db) =>
          db
            .selectFrom("runner.queue")
            .select(["backfill_id", "state", "outcome", (select) => select.fn.countAll<number>().as("entries")])
            .where("backfill_id", "in", ids)
            .groupBy(["backfill_id", "state", "outcome"])
            .execute()
        )
  return rows.map(
    (row): BackfillStatus => ({
      id: row.id,
      from: row.from_date,
      to: row.to_date,
      selection: row.selection,
      source: row.source,
      state: row.state === "paused" || row.state === "cancelled" ? row.state : "running",
      createdAt: row.created_at,
      days: Object.fromEntries(
        days
          .filter((day) => day.backfill_id === row.id)
          .map((day) => [day.state === "ended" ? (day.outcome ?? "ended") : day.state, Number(day.entries)])
      )
    })
  )
})

/** One backfill, by its id or the beginning of one. */
export const find = Effect.fnUntraced(function* (id: string) {
  const all = yield* list(1_000, null)
  const found = all.filter((backfill) => backfill.id.startsWith(id))
  return found.length === 1 ? Option.fromUndefinedOr(found[0]) : Option.none<BackfillStatus>()
})

export const setState = Effect.fnUntraced(function* (id: string, state: BackfillStatus["state"]) {
  const database = yield* Database
  yield* database.run("backfill.setState", (db) =>
    db.updateTable("runner.backfill").set({ state }).where("id", "=", id).execute()
  )
})

/** Cancels a backfill: what waits leaves the queue, what is worked on goes on to its end. */
export const cancel = Effect.fnUntraced(function* (id: string, now: number) {
  const database = yield* Database
  yield* database.transaction(
    Effect.gen(function* () {
      yield* setState(id, "cancelled")
      yield* database.run("backfill.cancelWaiting", (db) =>
        db
          .updateTable("runner.queue")
          .set({ state: "ended", outcome: "cancelled", reason: "its backfill was cancelled", ended_at: now })
          .where("backfill_id", "=", id)
          .where("state", "=", "queued")
          .execute()
      )
    })
  )
})

const unsuccessful: ReadonlySet<string | null> = new Set(["failed", "crashed", "cancelled"])

/** For each day of a backfill whose last run did not succeed, the entry of that run. */
export const failed = Effect.fnUntraced(function* (id: string) {
  const database = yield* Database
  const rows = yield* database.run("backfill.last", (db) =>
    db
      .selectFrom("runner.queue")
      .selectAll()
      .distinctOn("partitions")
      .where("backfill_id", "=", id)
      .orderBy("partitions")
      .orderBy("queued_at", "desc")
      .orderBy("run_id", "desc")
      .execute()
  )
  return rows.filter(({ outcome, state }) => state === "ended" && unsuccessful.has(outcome)).map(entryOf)
})
