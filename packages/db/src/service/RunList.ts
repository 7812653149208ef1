/**
 * Runs for people to look through: filtered, in pages, with what each came to.
 *
 * @module
 */
import type { Run } from "@jobgraph/assets/Run"
import { Effect } from "effect"
import { sql } from "kysely"
import { runOf } from "../catalog/Rows.ts"
import { Database } from "../Database.ts"
import { isMeant } from "./isMeant.ts"

export interface RunFilter {
  readonly status?: string | undefined
  readonly asset?: string | undefined
  readonly partition?: string | undefined
  readonly trigger?: string | undefined
  /** Started from then on, and before. Milliseconds. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Only runs that come after this one in the list. */
  readonly after?: { readonly startedAt: number; readonly runId: string } | undefined
  readonly limit: number
}

export interface RunRow {
  readonly run: Run
  readonly queuedAt: number | null
  /** How many steps are in which status. */
  readonly steps: Readonly<Record<string, number>>
  /** The first step that has an error. */
  readonly error: { readonly asset: string; readonly partition: string | null; readonly error: unknown } | null
  /** The number of its last event. */
  readonly lastEvent: number
}

/** Runs, newest first. */
export const list = Effect.fnUntraced(function* (filter: RunFilter) {
  const database = yield* Database
  const { after, asset, from, partition, status, to, trigger } = filter
  const rows = yield* database.run("runs.list", (db) =>
    db
      .selectFrom("runner.run as run")
      .selectAll()
      .$if(status !== undefined, (query) => query.where("run.status", "=", status ?? ""))
      .$if(trigger !== undefined, (query) => query.where("run.trigger", "=", trigger ?? ""))
      .$if(partition !== undefined, (query) =>
        query.where(
          sql<boolean>`exists (select from unnest(run.partitions) as one (partition) where ${isMeant(partition ?? "")})`
        )
      )
      .$if(from !== undefined, (query) => query.where("run.started_at", ">=", from ?? 0))
      .$if(to !== undefined, (query) => query.where("run.started_at", "<", to ?? 0))
      .$if(asset !== undefined, (query) =>
        query.where(
          sql<boolean>`exists (select from runner.step where step.run_id = run.run_id and step.asset = ${asset})`
        )
      )
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(run.started_at, run.run_id) < (${after?.startedAt ?? 0}, ${after?.runId ?? ""})`)
      )
      .orderBy("run.started_at", "desc")
      .orderBy("run.run_id", "desc")
      .limit(filter.limit)
      .execute()
  )
  return yield* completed(rows.map(runOf))
})

/** Some runs, in the order given; those that there are not are left out. */
export const byIds = Effect.fnUntraced(function* (ids: ReadonlyArray<string>) {
  if (ids.length === 0) {
    return []
  }
  const database = yield* Database
  const rows = yield* database.run("runs.byIds", (db) =>
    db.selectFrom("runner.run").selectAll().where("run_id", "in", ids).execute()
  )
  const byId = new Map(rows.map((row) => [row.run_id, runOf(row)]))
  return yield* completed(ids.flatMap((id) => byId.get(id) ?? []))
})

const completed = Effect.fnUntraced(function* (runs: ReadonlyArray<Run>) {
  const database = yield* Database
  const ids = runs.map(({ runId }) => runId)
  if (ids.length === 0) {
    return []
  }
  const counts = yield* database.run("runs.steps", (db) =>
    db
      .selectFrom("runner.step")
      .select(["run_id", "status", (select) => select.fn.countAll<number>().as("steps")])
      .where("run_id", "in", ids)
      .groupBy(["run_id", "status"])
      .execute()
  )
  const errors = yield* database.run("runs.errors", (db) =>
    db
      .selectFrom("runner.step")
      .select(["run_id", "asset", "partition", "error"])
      .distinctOn("run_id")
      .where("run_id", "in", ids)
      .where("error", "is not", null)
      .orderBy("run_id")
      .orderBy("ordinal")
      .execute()
  )
  const events = yield* lastEvents(ids)
  const queued = yield* database.run("runs.queued", (db) =>
    db.selectFrom("runner.queue").select(["run_id", "queued_at"]).where("run_id", "in", ids).execute()
  )
  const queuedAt = new Map(queued.map((row) => [row.run_id, row.queued_at]))
  return runs.map((run): RunRow => {
    const error = errors.find((row) => row.run_id === run.runId)
    return {
      run,
      queuedAt: queuedAt.get(run.runId) ?? null,
      steps: Object.fromEntries(
        counts.filter((row) => row.run_id === run.runId).map((row) => [row.status, Number(row.steps)])
      ),
      error:
        error === undefined
          ? null
          : { asset: error.asset, partition: error.partition === "" ? null : error.partition, error: error.error },
      lastEvent: events.get(run.runId) ?? 0
    }
  })
})

/** The number of the last event of each run that has any. */
export const lastEvents = Effect.fnUntraced(function* (ids: ReadonlyArray<string>) {
  if (ids.length === 0) {
    return new Map<string, number>()
  }
  const database = yield* Database
  const rows = yield* database.run("runs.lastEvents", (db) =>
    db
      .selectFrom("runner.event")
      .select(["run_id", (select) => select.fn.max<number>("sequence").as("sequence")])
      .where("run_id", "in", ids)
      .groupBy("run_id")
      .execute()
  )
  return new Map(rows.map((row) => [row.run_id, row.sequence]))
})

/** The asset partitions that some run works on now. */
export const working = Effect.gen(function* () {
  const database = yield* Database
  const rows = yield* database.run("runs.working", (db) =>
    db
      .selectFrom("runner.step as step")
      .innerJoin("runner.run as run", "run.run_id", "step.run_id")
      .select(["step.asset", "step.partition"])
      .where("run.status", "=", "running")
      .where("step.status", "in", ["running", "waiting"])
      .execute()
  )
  return rows.map((row) => ({ asset: row.asset, partition: row.partition === "" ? null : row.partition }))
})

/** The worst step of each asset in some runs, and how long the asset's steps took together. */
export const cells = Effect.fnUntraced(function* (ids: ReadonlyArray<string>) {
  if (ids.length === 0) {
    return []
  }
  const database = yield* Database
  return yield* database.run("runs.cells", (db) =>
    sql<{ readonly runId: string; readonly asset: string; readonly status: string; readonly ms: number }>`
      select run_id as "runId", asset,
        (array_agg(status order by case status
          when 'failed' then 0 when 'fenced' then 1 when 'blocked' then 2 when 'cancelled' then 3 when 'running' then 4
          when 'waiting' then 5 when 'pending' then 6 when 'superseded' then 7 when 'materialized' then 8
          when 'unchanged' then 9 when 'skipped' then 10 else 11 end))[1] as status,
        coalesce(sum(ended_at - started_at), 0)::double precision as ms
      from runner.step where run_id = any (${[...ids]}) group by run_id, asset
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

/** The median of the times that each asset took lately, in milliseconds. */
export const medianTimes = Effect.gen(function* () {
  const database = yield* Database
  const rows = yield* database.run("runs.medianTimes", (db) =>
    sql<{ readonly asset: string; readonly ms: number }>`
      select asset, percentile_cont(0.5) within group (order by ended_at - started_at) as ms
      from (
        select asset, started_at, ended_at, row_number() over (partition by asset order by run_id desc) as place
        from runner.step where status = 'materialized' and started_at is not null and ended_at is not null
      ) as lately
      where place <= 20 group by asset
    `
      .execute(db)
      .then((result) => result.rows)
  )
  return new Map(rows.map(({ asset, ms }) => [asset, ms]))
})
