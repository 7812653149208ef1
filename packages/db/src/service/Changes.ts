/**
 * Marks that differ as soon as something has changed: cheap enough to be read every second.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"

export interface Marks {
  /** Of the newest runs, those in the queue among them. */
  readonly runs: ReadonlyMap<string, string>
  readonly assets: string
  readonly schedules: string
  readonly alerts: string
  readonly models: string
}

export const marks = Effect.gen(function* () {
  const database = yield* Database
  const runs = yield* database.run("changes.runs", (db) =>
    sql<{ readonly runId: string; readonly mark: string }>`
      select run_id as "runId",
        concat_ws(' ', status, (select max(sequence) from runner.event where event.run_id = run.run_id)) as mark
      from (select * from runner.run order by started_at desc, run_id desc limit 50) as run
      union all
      select run_id, concat_ws(' ', state, outcome)
      from (select * from runner.queue order by queued_at desc limit 50) as queue
      where not exists (select from runner.run where run.run_id = queue.run_id)
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
  const rest = yield* database.run("changes.rest", (db) =>
    sql<Omit<Marks, "runs">>`
      select
        concat_ws(' ', (select max(published) from runner.materialization),
          (select count(*) from runner.run where status = 'rolled_back'),
          (select concat_ws(' ', count(*), max(at)) from runner.hold)) as assets,
        concat_ws(' ', (select max(noticed_at) from runner.tick),
          (select string_agg(name, ' ' order by name) from runner.schedule where is_paused)) as schedules,
        (select concat_ws(' ', max(id), max(recovered_at), count(recovered_at)) from runner.alert) as alerts,
        concat_ws(' ', (select max(updated_at) from public.model_versions), (select count(*) from public.model_versions)) as models
    `
      .execute(db)
      .then(({ rows }) => rows[0] ?? { assets: "", schedules: "", alerts: "", models: "" })
  )
  return { runs: new Map(runs.map(({ mark, runId }) => [runId, mark])), ...rest } satisfies Marks
})

/** Which of some runs wait or work. */
export const unended = Effect.fnUntraced(function* (ids: ReadonlyArray<string>) {
  const database = yield* Database
  const rows = yield* database.run("changes.unended", (db) =>
    sql<{ readonly runId: string }>`
      select run_id as "runId" from runner.run where run_id = any (${[...ids]}) and status = 'running'
      union
      select run_id from runner.queue where run_id = any (${[...ids]}) and state <> 'ended'
    `
      .execute(db)
      .then((result) => result.rows)
  )
  return new Set(rows.map(({ runId }) => runId))
})
