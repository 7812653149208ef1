/**
 * What the conditions of alerts are made from, beyond what others list already.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"

/** Steps that work now: which, of which run, since when. */
export interface WorkingStep {
  readonly runId: string
  readonly trigger: string
  readonly runStartedAt: number
  readonly asset: string
  readonly partition: string | null
  readonly startedAt: number | null
}

/** The unfinished steps of running runs; of a run without any, one without a start. */
export const workingSteps = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("alerts.workingSteps", (db) =>
    sql<WorkingStep>`
      select run.run_id as "runId", run.trigger, run.started_at as "runStartedAt", coalesce(step.asset, '') as asset,
        nullif(step.partition, '') as partition, step.started_at as "startedAt"
      from runner.run left join runner.step on step.run_id = run.run_id and step.status in ('running', 'waiting')
      where run.status = 'running' order by run.run_id, step.ordinal
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

/** A run of a schedule that was stopped because it took too long. */
export interface TimedOutRun {
  readonly runId: string
  /** How long it was allowed, in milliseconds. */
  readonly limitMs: number
}

/**
 * The runs of schedules that were stopped because they took too long, without
 * those that a later success made good: of their schedule, or of a retry. Those
 * since a time, and those of which an alert is open.
 */
export const timedOutRuns = Effect.fnUntraced(function* (since: number) {
  const database = yield* Database
  return yield* database.run("alerts.timedOutRuns", (db) =>
    sql<TimedOutRun>`
      select run.run_id as "runId", (event.data ->> 'limitMs')::double precision as "limitMs"
      from runner.run join runner.event on event.run_id = run.run_id and event.kind = 'TimedOut'
      where (run.started_at >= ${since} or ${isTold(["pipeline_timeout"], "run.run_id")})
        and run.trigger like 'schedule:%' and not exists (
        select from runner.run as later
        where later.status = 'success' and later.started_at > run.started_at
          and (later.trigger = run.trigger or later.root_run_id = run.root_run_id)
      )
      order by run.run_id
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

/** A run of a schedule that came to an end which no step of it explains: it crashed, or never had one. */
export interface FailedRun {
  readonly runId: string
  readonly schedule: string
  readonly outcome: "failed" | "crashed"
  readonly reason: string
  readonly endedAt: number
}

/** The runs of schedules that failed or crashed without a failed step, and that no later success made good; as above. */
export const failedRuns = Effect.fnUntraced(function* (since: number) {
  const database = yield* Database
  return yield* database.run("alerts.failedRuns", (db) =>
    sql<FailedRun>`
      select entry.run_id as "runId", substr(entry.trigger, 10) as schedule, entry.outcome, entry.reason,
        coalesce(entry.ended_at, entry.queued_at) as "endedAt"
      from runner.queue as entry
      where entry.state = 'ended' and entry.outcome in ('failed', 'crashed') and entry.trigger like 'schedule:%'
        and (entry.ended_at >= ${since} or ${isTold(["run_failed"], "entry.run_id")})
        and not exists (select from runner.step where step.run_id = entry.run_id and step.status = 'failed')
        and not exists (
          select from runner.queue as later
          where later.trigger = entry.trigger and later.queued_at > entry.queued_at
            and later.outcome in ('success', 'nothing')
        )
        and not exists (select from runner.run where root_run_id = entry.run_id and status = 'success')
      order by entry.run_id
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

const isTold = (kinds: ReadonlyArray<string>, runId: string) =>
  sql`exists (
    select from runner.alert
    where alert.recovered_at is null and alert.kind = any (${[...kinds]}::text[]) and alert.run_id = ${sql.ref(runId)}
  )`

/** When a schedule was due for the first time; null if none ever was. */
export const scheduledSince = Effect.gen(function* () {
  const database = yield* Database
  const row = yield* database.run("alerts.scheduledSince", (db) =>
    db
      .selectFrom("runner.tick")
      .select((select) => select.fn.min("at").as("at"))
      .executeTakeFirst()
  )
  return row?.at ?? null
})
