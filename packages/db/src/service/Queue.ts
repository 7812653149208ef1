/**
 * Runs that wait for a service to begin them.
 *
 * The id of an entry is the id of the run that it becomes: the run's own row
 * cannot be written twice, so neither a kill between two writes nor a second
 * service makes two runs of one entry.
 *
 * @module
 */
import { Effect, Option, Schema } from "effect"
import { type Selectable, sql } from "kysely"
import { Database } from "../Database.ts"
import type { QueueTable } from "../tables/ServiceTables.ts"

/** What a queued run is to materialize: the words of a command line. */
export const QueuedRequest = Schema.Struct({
  selection: Schema.NullOr(Schema.String),
  stale: Schema.Boolean,
  partition: Schema.NullOr(Schema.String),
  source: Schema.NullOr(Schema.String),
  /** The run that it continues, instead of all of the above. */
  retry: Schema.optionalKey(Schema.Struct({ runId: Schema.String, fromStart: Schema.Boolean }))
})
export type QueuedRequest = typeof QueuedRequest.Type

export interface NewEntry {
  /** UUID, version 7. */
  readonly runId: string
  readonly request: QueuedRequest
  readonly trigger: string
  readonly selection: string
  readonly partitions: ReadonlyArray<string>
  readonly priority: number
  readonly pool: string
  readonly backfillId: string | null
  readonly queuedAt: number
}

export interface Entry extends NewEntry {
  readonly state: "queued" | "claimed" | "ended"
  readonly serviceId: string | null
  readonly isCancelled: boolean
  readonly outcome: string | null
  readonly reason: string
  readonly endedAt: number | null
}

/** A claim that is not renewed for so long is taken from its service. */
export const leaseMillis = 30_000

/** Puts an entry into the queue. One with this id that is there already stays as it is. */
export const enqueue = Effect.fnUntraced(function* (entry: NewEntry) {
  const database = yield* Database
  yield* database.run("queue.enqueue", (db) =>
    db
      .insertInto("runner.queue")
      .values({
        run_id: entry.runId,
        state: "queued",
        request: JSON.stringify(entry.request),
        trigger: entry.trigger,
        selection: entry.selection,
        partitions: entry.partitions,
        priority: entry.priority,
        pool: entry.pool,
        backfill_id: entry.backfillId,
        queued_at: entry.queuedAt
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  )
})

/**
 * Ends an entry; answers whether this did. A service says who it is, and ends only
 * what it still has: one that was silent too long may find it with another.
 */
export const end = Effect.fnUntraced(function* (
  runId: string,
  outcome: string,
  reason: string,
  now: number,
  holder?: string
) {
  const database = yield* Database
  const { numUpdatedRows } = yield* database.run("queue.end", (db) =>
    db
      .updateTable("runner.queue")
      .set({ state: "ended", outcome, reason, ended_at: now, service_id: null, claimed_until: null })
      .where("run_id", "=", runId)
      .where("state", "<>", "ended")
      .$if(holder !== undefined, (query) => query.where("service_id", "=", holder ?? ""))
      .executeTakeFirstOrThrow()
  )
  return numUpdatedRows > 0n
})

/** Takes an entry out of the queue, or asks the service that has it to end it; answers how it stood, or none. */
export const cancel = Effect.fnUntraced(function* (runId: string, now: number) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      const found = yield* database.run("queue.find", (db) =>
        db.selectFrom("runner.queue").selectAll().where("run_id", "=", runId).forUpdate().executeTakeFirst()
      )
      if (found === undefined) {
        return Option.none<Entry>()
      }
      const isWaiting = found.state === "queued"
      yield* database.run("queue.cancel", (db) =>
        db
          .updateTable("runner.queue")
          .set(
            isWaiting
              ? { state: "ended", outcome: "cancelled", reason: "it was taken out of the queue", ended_at: now }
              : { is_cancelled: true }
          )
          .where("run_id", "=", runId)
          .where("state", "<>", "ended")
          .execute()
      )
      return Option.some(entryOf(found))
    })
  )
})

export const find = Effect.fnUntraced(function* (runId: string) {
  const database = yield* Database
  const row = yield* database.run("queue.show", (db) =>
    db.selectFrom("runner.queue").selectAll().where("run_id", "=", runId).executeTakeFirst()
  )
  return Option.map(Option.fromUndefinedOr(row), entryOf)
})

/** The entry that is to continue a run, if one waits or has been taken. */
export const retryOf = Effect.fnUntraced(function* (runId: string) {
  const database = yield* Database
  const row = yield* database.run("queue.retryOf", (db) =>
    db
      .selectFrom("runner.queue")
      .selectAll()
      .where("state", "<>", "ended")
      .where(sql<boolean>`request -> 'retry' ->> 'runId' = ${runId}`)
      .limit(1)
      .executeTakeFirst()
  )
  return Option.map(Option.fromUndefinedOr(row), entryOf)
})

/** The entries that wait, in the order in which they will begin. */
export const waiting = Effect.fnUntraced(function* (limit: number) {
  const database = yield* Database
  const rows = yield* database.run("queue.waiting", (db) =>
    db
      .selectFrom("runner.queue")
      .selectAll()
      .where("state", "=", "queued")
      .orderBy("priority", "desc")
      .orderBy("queued_at")
      .orderBy("run_id")
      .limit(limit)
      .execute()
  )
  return rows.map(entryOf)
})

/** How many entries wait and how many are worked on. */
export const counts = Effect.gen(function* () {
  const database = yield* Database
  const rows = yield* database.run("queue.counts", (db) =>
    db
      .selectFrom("runner.queue")
      .select(["state", (select) => select.fn.countAll<number>().as("entries")])
      .where("state", "in", ["queued", "claimed"])
      .groupBy("state")
      .execute()
  )
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.entries ?? 0)
  return { queued: of("queued"), running: of("claimed") }
})

const decodeRequest = Schema.decodeUnknownSync(QueuedRequest)
const decodeState = Schema.decodeUnknownSync(Schema.Literals(["queued", "claimed", "ended"]))

/** Throws on a row that this code could not have written. */
export const entryOf = (row: Selectable<QueueTable>): Entry => ({
  runId: row.run_id,
  state: decodeState(row.state),
  request: decodeRequest(row.request),
  trigger: row.trigger,
  selection: row.selection,
  partitions: row.partitions,
  priority: row.priority,
  pool: row.pool,
  backfillId: row.backfill_id,
  queuedAt: row.queued_at,
  serviceId: row.service_id,
  isCancelled: row.is_cancelled,
  outcome: row.outcome,
  reason: row.reason,
  endedAt: row.ended_at
})
