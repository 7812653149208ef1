/**
 * The specification's monitoring queries, and batches with their stages.
 *
 * @module
 */
import { Effect } from "effect"
import { type Selectable, sql } from "kysely"
import { Database } from "../Database.ts"
import type { BatchRunsTable } from "../tables/PublicTables.ts"

export type BatchRow = Selectable<BatchRunsTable>

/** Current batch status: `latest_batch_status()`. */
export const current = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("stats.current", (db) => db.selectFrom("public.latest_batch_status").selectAll().execute())
})

export interface DaySuccess {
  readonly batchDate: string
  readonly totalRuns: number
  readonly successful: number
  readonly successRate: number
}

/** Success rate by day; the specification asks for the last 7 days. */
export const successRate = Effect.fnUntraced(function* (days: number) {
  const database = yield* Database
  return yield* database.run("stats.successRate", (db) =>
    sql<DaySuccess>`
      select batch_date::text as "batchDate", count(*)::int as "totalRuns",
        count(case when status = 'success' then 1 end)::int as successful,
        round(100.0 * count(case when status = 'success' then 1 end) / count(*), 1)::double precision as "successRate"
      from public.batch_runs
      where batch_date >= current_date - ${days}::int
      group by batch_date order by batch_date desc
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

export interface StageTime {
  readonly stage: string
  readonly runs: number
  readonly avgSeconds: number
  readonly maxSeconds: number
}

/** Average time per stage; the specification asks for the last 30 days. */
export const stageTimes = Effect.fnUntraced(function* (days: number) {
  const database = yield* Database
  return yield* database.run("stats.stageTimes", (db) =>
    sql<StageTime>`
      select stage, count(*)::int as runs,
        coalesce(round(avg(execution_time_seconds), 2), 0)::double precision as "avgSeconds",
        coalesce(max(execution_time_seconds), 0)::double precision as "maxSeconds"
      from public.batch_runs
      where status = 'success' and batch_date >= current_date - ${days}::int
      group by stage order by "avgSeconds" desc
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

/** Recent errors, newest first; the specification asks for 10. */
export const errors = Effect.fnUntraced(function* (limit: number) {
  const database = yield* Database
  return yield* database.run("stats.errors", (db) =>
    db
      .selectFrom("public.batch_runs")
      .select(["batch_id", "batch_date", "stage", "error_message", "created_at"])
      .where("status", "=", "failed")
      .orderBy("created_at", "desc")
      .limit(limit)
      .execute()
  )
})

/** How long each stage of each batch took, oldest first. */
export const stagePoints = Effect.fnUntraced(function* (days: number) {
  const database = yield* Database
  return yield* database.run("stats.stagePoints", (db) =>
    sql<{ readonly stage: string; readonly batchDate: string; readonly batchId: string; readonly seconds: number }>`
      select stage, batch_date::text as "batchDate", batch_id as "batchId",
        execution_time_seconds::double precision as seconds
      from public.batch_runs
      where status = 'success' and execution_time_seconds is not null and batch_date >= current_date - ${days}::int
      order by batch_date, created_at
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

export interface BatchFilter {
  readonly batchId?: string | undefined
  readonly status?: string | undefined
  /** Only batches that come after this one in the list. */
  readonly after?: { readonly createdAt: string; readonly batchId: string } | undefined
  readonly limit: number
}

/** A batch, its stages, and its place in the list. */
export interface BatchWithStages {
  readonly batchId: string
  readonly createdAt: string
  readonly stages: ReadonlyArray<BatchRow>
}

/** Batches, newest first. */
export const batches = Effect.fnUntraced(function* ({ after, batchId, limit, status }: BatchFilter) {
  const database = yield* Database
  const found = yield* database.run("batches.list", (db) =>
    sql<{ readonly batchId: string; readonly createdAt: string }>`
      select batch_id as "batchId", min(created_at)::text as "createdAt" from public.batch_runs
      ${batchId === undefined ? sql`` : sql`where batch_id = ${batchId}`}
      group by batch_id
      having true
        ${status === undefined ? sql`` : sql`and bool_or(status = ${status})`}
        ${after === undefined ? sql`` : sql`and (min(created_at), batch_id) < (${after.createdAt}::timestamptz, ${after.batchId})`}
      order by min(created_at) desc, batch_id desc limit ${limit}
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
  const ids = found.map((batch) => batch.batchId)
  const stages =
    ids.length === 0
      ? []
      : yield* database.run("batches.stages", (db) =>
          db
            .selectFrom("public.batch_runs")
            .selectAll()
            .where("batch_id", "in", ids)
            .orderBy("created_at")
            .orderBy(sql`array_position(array['collect','validate','enrich','vectorize','export'], stage)`)
            .execute()
        )
  return found.map(
    (batch): BatchWithStages => ({ ...batch, stages: stages.filter((stage) => stage.batch_id === batch.batchId) })
  )
})
