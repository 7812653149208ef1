/**
 * Schedules and their ticks, as far as the database knows them.
 *
 * @module
 */
import { Effect } from "effect"
import { Database } from "../Database.ts"
import { enqueue, type NewEntry } from "./Queue.ts"

/** A moment at which a schedule was due. */
export interface NewTick {
  readonly at: number
  readonly state: "queued" | "missed" | "paused"
  readonly reason: string
  /** The run that it asks for; none where it is missed or paused. */
  readonly entry: NewEntry | null
}

/** What became of the ticks up to a time. */
export interface Decision {
  readonly ticks: ReadonlyArray<NewTick>
  readonly until: number
}

export interface TickRow {
  readonly at: number
  /** `queued`, `missed`, `paused`. */
  readonly state: string
  readonly runId: string | null
  readonly reason: string
  /** How the run that it asked for stands in the queue. */
  readonly entryState: string | null
  readonly outcome: string | null
  readonly entryReason: string | null
}

/**
 * Looks after a schedule: decides, under its lock, what became of every tick
 * since it was last looked after, and queues the runs of those that are due.
 *
 * Everything is in one transaction: two schedulers wait for each other, and one
 * that is killed has done nothing. A schedule that is new begins at `now`.
 * Answers the ticks that were new, and up to when it came: what is after that is
 * for another look.
 */
export const lookAfter = Effect.fnUntraced(function* (
  name: string,
  now: number,
  decide: (since: number, isPaused: boolean) => Decision
) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      yield* database.run("schedule.make", (db) =>
        db
          .insertInto("runner.schedule")
          .values({ name, looked_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      )
      const schedule = yield* database.run("schedule.lock", (db) =>
        db.selectFrom("runner.schedule").selectAll().where("name", "=", name).forUpdate().executeTakeFirstOrThrow()
      )
      // A clock that was set back has nothing to tell.
      if (schedule.looked_at >= now) {
        return { ticks: [], until: now }
      }
      const { ticks, until } = decide(schedule.looked_at, schedule.is_paused)
      const written: Array<NewTick> = []
      for (const tick of ticks) {
        const rows = yield* database.run("schedule.tick", (db) =>
          db
            .insertInto("runner.tick")
            .values({
              schedule: name,
              at: tick.at,
              state: tick.state,
              run_id: tick.entry?.runId ?? null,
              reason: tick.reason,
              noticed_at: now
            })
            .onConflict((conflict) => conflict.doNothing())
            .returning("at")
            .execute()
        )
        if (rows.length > 0) {
          written.push(tick)
          if (tick.entry !== null) {
            yield* enqueue(tick.entry)
          }
        }
      }
      yield* database.run("schedule.looked", (db) =>
        db.updateTable("runner.schedule").set({ looked_at: until }).where("name", "=", name).execute()
      )
      return { ticks: written, until }
    })
  )
})

/** Pauses or resumes a schedule, of which the database may not have heard yet. */
export const setPaused = Effect.fnUntraced(function* (name: string, isPaused: boolean, now: number) {
  const database = yield* Database
  yield* database.run("schedule.setPaused", (db) =>
    db
      .insertInto("runner.schedule")
      .values({ name, is_paused: isPaused, looked_at: now })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ is_paused: isPaused }))
      .execute()
  )
})

/** The names of the schedules that are paused. */
export const paused = Effect.gen(function* () {
  const database = yield* Database
  const rows = yield* database.run("schedule.paused", (db) =>
    db.selectFrom("runner.schedule").select("name").where("is_paused", "=", true).execute()
  )
  return new Set(rows.map(({ name }) => name))
})

/** The last ticks of a schedule, newest first, with what became of their runs. */
export const ticks = Effect.fnUntraced(function* (name: string, limit: number) {
  const database = yield* Database
  const rows = yield* database.run("schedule.ticks", (db) =>
    db
      .selectFrom("runner.tick as tick")
      .leftJoin("runner.queue as queue", "queue.run_id", "tick.run_id")
      .select([
        "tick.at",
        "tick.state",
        "tick.run_id",
        "tick.reason",
        "queue.state as entry_state",
        "queue.outcome",
        "queue.reason as entry_reason"
      ])
      .where("tick.schedule", "=", name)
      .orderBy("tick.at", "desc")
      .limit(limit)
      .execute()
  )
  return rows.map(
    (row): TickRow => ({
      at: row.at,
      state: row.state,
      runId: row.run_id,
      reason: row.reason,
      entryState: row.entry_state,
      outcome: row.outcome,
      entryReason: row.entry_reason
    })
  )
})
