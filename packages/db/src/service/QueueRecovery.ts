/**
 * What becomes of entries whose process goes or is gone: handed over, put back, or ended as their runs did.
 *
 * @module
 */
import { hostname } from "node:os"
import { Owner } from "@jobgraph/assets/Owner"
import { isRunning } from "@jobgraph/assets/OwnerProcess"
import { Effect, Option, Schema } from "effect"
import { sql } from "kysely"
import { v7 as uuidv7 } from "uuid"
import { Database } from "../Database.ts"
import { type Entry, end, enqueue, entryOf, find } from "./Queue.ts"
import { locked } from "./QueueWork.ts"

/** Says that what a service works on goes to another one, however the service ends. */
export const beginHandOver = Effect.fnUntraced(function* (serviceId: string) {
  const database = yield* Database
  yield* database.run("queue.beginHandOver", (db) =>
    db
      .updateTable("runner.queue")
      .set({ is_handed_over: true })
      .where("state", "=", "claimed")
      .where("service_id", "=", serviceId)
      .execute()
  )
})

/**
 * Ends an entry whose run was left, and queues one that continues the run, in its place and as urgent; answers its id,
 * or none where the holder does not have it any more, or somebody cancelled it.
 *
 * Of two that continue one run only one can begin, so doing this twice does no harm.
 */
export const handOver = Effect.fnUntraced(function* (entry: Entry, now: number, holder?: string) {
  const database = yield* Database
  const runId = uuidv7({ msecs: now })
  return yield* database.transaction(
    Effect.gen(function* () {
      // Who cancelled it while its service ended does not want it to go on elsewhere.
      const isCancelled = Option.exists(yield* find(entry.runId), ({ isCancelled }) => isCancelled)
      const reason = isCancelled ? "it was cancelled" : `its service ended; run ${runId} continues it`
      if (!(yield* end(entry.runId, "cancelled", reason, now, holder)) || isCancelled) {
        return Option.none<string>()
      }
      const request = { ...entry.request, retry: { runId: entry.runId, fromStart: false } }
      yield* enqueue({ ...entry, runId, request })
      return Option.some(runId)
    })
  )
})

/** Puts entries back that a service had and has not begun. */
export const handBack = Effect.fnUntraced(function* (serviceId: string) {
  const database = yield* Database
  yield* database.run("queue.handBack", (db) =>
    sql`
      update runner.queue set state = 'queued', service_id = null, claimed_until = null, is_handed_over = false
      where state = 'claimed' and service_id = ${serviceId} and owner is null
        and not exists (select from runner.run where run.run_id = queue.run_id)
    `.execute(db)
  )
})

/**
 * Looks after entries whose process is gone: of a service, one that never became
 * a run waits again, one whose run has ended ends as that did, or is continued
 * where the service had said so. Of a command nothing is left.
 */
export const recover = Effect.fnUntraced(function* (now: number) {
  const database = yield* Database
  yield* recoverCommands(now)
  yield* database.run("queue.requeue", (db) =>
    sql`
      update runner.queue set state = 'queued', service_id = null, claimed_until = null, is_handed_over = false
      where state = 'claimed' and claimed_until < ${now} and owner is null
        and not exists (select from runner.run where run.run_id = queue.run_id)
    `.execute(db)
  )
  yield* continueLeft(now)
  yield* database.run("queue.endCrashed", (db) =>
    sql`
      update runner.queue
      set state = 'ended', outcome = run.status, reason = 'its service ended', ended_at = coalesce(run.ended_at, ${now}),
          service_id = null, claimed_until = null
      from runner.run
      where queue.state = 'claimed' and queue.claimed_until < ${now} and queue.owner is null
        and run.run_id = queue.run_id and run.status <> 'running'
    `.execute(db)
  )
})

/** A service that was killed while it handed over. */
const continueLeft = Effect.fnUntraced(function* (now: number) {
  const database = yield* Database
  yield* locked(
    Effect.gen(function* () {
      const left = yield* database.run("queue.left", (db) =>
        db
          .selectFrom("runner.queue as queue")
          .innerJoin("runner.run as run", "run.run_id", "queue.run_id")
          .selectAll("queue")
          .where("queue.state", "=", "claimed")
          .where("queue.claimed_until", "<", now)
          .where("queue.is_handed_over", "=", true)
          .where("queue.is_cancelled", "=", false)
          .where("run.status", "in", ["cancelled", "crashed"])
          .execute()
      )
      yield* Effect.forEach(left, (row) => handOver(entryOf(row), now), { discard: true })
    })
  )
})

const decodeOwner = Schema.decodeUnknownSync(Owner)

const recoverCommands = Effect.fnUntraced(function* (now: number) {
  const database = yield* Database
  const rows = yield* database.run("queue.commands", (db) =>
    db
      .selectFrom("runner.queue as queue")
      .leftJoin("runner.run as run", "run.run_id", "queue.run_id")
      .select(["queue.run_id", "queue.owner", "queue.claimed_until", "run.status"])
      .where("queue.state", "<>", "ended")
      .where("queue.owner", "is not", null)
      .execute()
  )
  for (const row of rows) {
    const owner = decodeOwner(row.owner)
    const isGone = owner.host === hostname() ? !isRunning(owner) : (row.claimed_until ?? 0) < now
    if (isGone) {
      const outcome = row.status === null || row.status === "running" ? "crashed" : row.status
      yield* end(row.run_id, outcome, "its process ended", now)
    }
  }
})
