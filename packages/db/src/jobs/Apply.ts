/**
 * From the stage into `jobs`: each staged row becomes its partition's claim.
 *
 * @module
 */
import { Effect } from "effect"
import { type RawBuilder, sql } from "kysely"
import { Database } from "../Database.ts"
import { assignments, columnsOf, contentColumns, names } from "./JobRow.ts"
import type { Stage } from "./Stage.ts"

/** Whose rows they are. */
export interface ExportTarget {
  /** The partition of `exported`: `2026-01-08/fr`. */
  readonly partition: string
  readonly batchDate: string
  readonly batchId: string
  /** The id of the version that is being made; `undoVersion` takes it back by this name. */
  readonly versionId: string
}

/**
 * What a staged row means:
 * - `insert`: the ad is new,
 * - `update`: its content differs,
 * - `take`: another partition had the same content; the row changes hands,
 * - `unchanged`: it is there already,
 * - `superseded`: a newer batch date has its own content,
 * - `failed`: the database refuses it.
 */
export type Action = "insert" | "update" | "take" | "unchanged" | "superseded" | "failed"

/** The staged rows from one number to another. */
export interface Range {
  readonly from: number
  readonly to: number
}

const within = (alias: string, { from, to }: Range) => sql`${sql.ref(`${alias}.n`)} between ${from} and ${to}`

/** Decides what each row of the range means. */
export const decide = Effect.fnUntraced(function* (stage: Stage, target: ExportTarget, range: Range) {
  const database = yield* Database
  const isOthers = sql`jobs.partition is distinct from ${target.partition}`
  yield* database.run("decide", (db) =>
    sql`
      insert into ${stage.actions} (n, job_id, action)
      select staged.n, staged.job_id, case
        when jobs.job_id is null then 'insert'
        when ${isOthers} and jobs.batch_date > ${target.batchDate}::date then 'superseded'
        when (${columnsOf("jobs", contentColumns)}) is distinct from (${columnsOf("staged", contentColumns)}) then 'update'
        when ${isOthers} then 'take'
        else 'unchanged'
      end
      from ${stage.rows} staged left join public.jobs using (job_id)
      where ${within("staged", range)}
    `.execute(db)
  )
})

/** How many rows of the range, or of all, have each action. */
export const countActions = (stage: Stage, range?: Range) =>
  Effect.flatMap(Database, (database) =>
    database.run("countActions", async (db) => {
      const { rows } = await sql<{ action: Action; count: number }>`
        select action, count(*) as count from ${stage.actions} decided
        where ${range === undefined ? sql`true` : within("decided", range)}
        group by action
      `.execute(db)
      const counts: Record<Action, number> = { insert: 0, update: 0, take: 0, unchanged: 0, superseded: 0, failed: 0 }
      for (const { action, count } of rows) {
        counts[action] = count
      }
      return counts
    })
  )

/** Does what was decided for the range. */
export const apply = Effect.fnUntraced(function* (stage: Stage, target: ExportTarget, range: Range) {
  const counts = yield* countActions(stage, range)
  const step: Step = { stage, target, range }
  if (counts.insert + counts.update + counts.take > 0) {
    yield* consumeOwnShadows(step)
  }
  if (counts.update + counts.take > 0) {
    yield* rememberBefore(step)
    yield* overshadowOthers(step)
  }
  if (counts.superseded > 0) {
    yield* waitInShadow(step)
  }
  if (counts.insert > 0) {
    yield* insertNew(step)
  }
  if (counts.update + counts.take > 0) {
    yield* updateChanged(step)
    yield* takeOver(step)
  }
})

interface Step {
  readonly stage: Stage
  readonly target: ExportTarget
  readonly range: Range
}

/** Runs a statement over the decided rows of the step. */
const overDecided = (operation: string, statement: (step: Step) => RawBuilder<unknown>) =>
  Effect.fnUntraced(function* (step: Step) {
    const database = yield* Database
    yield* database.run(operation, (db) => statement(step).execute(db))
  })

/** What the partition itself had before, for undoing the version. The first of two exports of a version counts. */
const rememberBefore = overDecided(
  "rememberBefore",
  ({ range, stage, target }) => sql`
    insert into runner.job_history (version_id, job_id, partition, content)
    select ${target.versionId}, jobs.job_id, ${target.partition}, to_jsonb(jobs)
    from ${stage.actions} decided join public.jobs using (job_id)
    where ${within("decided", range)} and decided.action = 'update' and jobs.partition = ${target.partition}
    on conflict (version_id, job_id) do nothing
  `
)

/** What other partitions had waits from now on. */
const overshadowOthers = overDecided(
  "overshadowOthers",
  ({ range, stage, target }) => sql`
    insert into runner.job_shadow (job_id, partition, batch_date, content)
    select jobs.job_id, coalesce(jobs.partition, ''), jobs.batch_date, to_jsonb(jobs)
    from ${stage.actions} decided join public.jobs using (job_id)
    where ${within("decided", range)} and decided.action in ('update', 'take')
      and jobs.partition is distinct from ${target.partition}
    on conflict (job_id, partition) do update set batch_date = excluded.batch_date, content = excluded.content
  `
)

/** What the partition had waiting itself, and now shows. */
const consumeOwnShadows = overDecided(
  "consumeOwnShadows",
  ({ range, stage, target }) => sql`
    with consumed as (
      delete from runner.job_shadow using ${stage.actions} decided
      where ${within("decided", range)} and decided.action in ('insert', 'update', 'take')
        and job_shadow.job_id = decided.job_id and job_shadow.partition = ${target.partition}
      returning job_shadow.job_id, job_shadow.content
    )
    insert into runner.job_history (version_id, job_id, partition, content)
    select ${target.versionId}, job_id, ${target.partition}, content from consumed
    on conflict (version_id, job_id) do nothing
  `
)

/** Superseded rows wait, in case the newer one is withdrawn. */
const waitInShadow = overDecided(
  "waitInShadow",
  ({ range, stage, target }) => sql`
    with claimed as (
      select decided.job_id, to_jsonb(staged) - 'n' as content
      from ${stage.actions} decided join ${stage.rows} staged using (n)
      where ${within("decided", range)} and decided.action = 'superseded'
    ), different as (
      select claimed.job_id, claimed.content, shadow.content as before
      from claimed left join runner.job_shadow shadow
        on shadow.job_id = claimed.job_id and shadow.partition = ${target.partition}
      where shadow.content is null or not shadow.content @> claimed.content
    ), remembered as (
      insert into runner.job_history (version_id, job_id, partition, content)
      select ${target.versionId}, job_id, ${target.partition}, before from different where before is not null
      on conflict (version_id, job_id) do nothing
    )
    insert into runner.job_shadow (job_id, partition, batch_date, content)
    select job_id, ${target.partition}, ${target.batchDate}::date, content || jsonb_build_object(
      'created_at', current_timestamp, 'updated_at', current_timestamp, 'batch_id', ${target.batchId}::text,
      'batch_date', ${target.batchDate}::date, 'partition', ${target.partition}::text, 'version_id', ${target.versionId}::text
    )
    from different
    on conflict (job_id, partition) do update set content = excluded.content
  `
)

const books = ["batch_id", "batch_date", "partition", "version_id"]
const booksOf = ({ batchDate, batchId, partition, versionId }: ExportTarget) =>
  sql`${batchId}::text, ${batchDate}::date, ${partition}::text, ${versionId}::text`

const insertNew = overDecided(
  "insertNew",
  ({ range, stage, target }) => sql`
    insert into public.jobs (${names([...contentColumns, ...books])})
    select ${columnsOf("staged", contentColumns)}, ${booksOf(target)}
    from ${stage.actions} decided join ${stage.rows} staged using (n)
    where ${within("decided", range)} and decided.action = 'insert'
    on conflict (job_id) do update set ${assignments("excluded", [...contentColumns, ...books])}
  `
)

const updateChanged = overDecided(
  "updateChanged",
  ({ range, stage, target }) => sql`
    update public.jobs
    set ${assignments("staged", contentColumns.slice(1))}, updated_at = current_timestamp,
      (${names(books)}) = row (${booksOf(target)})
    from ${stage.actions} decided join ${stage.rows} staged using (n)
    where ${within("decided", range)} and decided.action = 'update' and jobs.job_id = decided.job_id
  `
)

const takeOver = overDecided(
  "takeOver",
  ({ range, stage, target }) => sql`
    update public.jobs
    set batch_date = ${target.batchDate}::date, partition = ${target.partition}, version_id = ${target.versionId}
    from ${stage.actions} decided
    where ${within("decided", range)} and decided.action = 'take' and jobs.job_id = decided.job_id
  `
)
