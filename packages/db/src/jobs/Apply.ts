/**
 * From the stage into `jobs`: each staged row becomes its partition's claim.
 *
 * @module
 */
import { Effect } from "effect"
import { type RawBuilder, sql } from "kysely"
import { Database } from "../Database.ts"
import { waiting } from "./Claims.ts"
import { assignments, bookColumns, claimColumns, columnsOf, contentColumns, names } from "./JobRow.ts"
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
 * - `update`: the partition said something else of it,
 * - `overwrite`: another partition did,
 * - `take`: another partition says the same; the row changes hands,
 * - `unchanged`: it is there already,
 * - `superseded`: a newer batch date has its own content.
 */
export type Action = "insert" | "update" | "overwrite" | "take" | "unchanged" | "superseded"

export type ActionCounts = Readonly<Record<Action, number>>

/** The staged rows from one number to another. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Writes the rows of the range; answers how many there were of each kind. */
export const apply = Effect.fnUntraced(function* (step: Step) {
  const counts = yield* countActions(step)
  if (counts.insert + counts.overwrite + counts.take > 0) {
    yield* consumeOwnShadows(step)
  }
  if (counts.update > 0) {
    yield* rememberBefore(step)
  }
  if (counts.overwrite + counts.take > 0) {
    yield* overshadowOthers(step)
  }
  if (counts.superseded > 0) {
    yield* waitInShadow(step)
  }
  if (counts.insert > 0) {
    yield* insertNew(step)
  }
  if (counts.update + counts.overwrite > 0) {
    yield* updateChanged(step)
  }
  if (counts.take > 0) {
    yield* takeOver(step)
  }
  return counts
})

export interface Step {
  readonly stage: Stage
  readonly target: ExportTarget
  readonly range: Range
  /** May there be a history of this version, from an earlier export of it? Then that counts. */
  readonly isAgain: boolean
}

const isWithin = ({ range: { from, to } }: Step) => sql`staged.n between ${from} and ${to}`
const isOthers = ({ target }: Step) => sql`jobs.partition is distinct from ${target.partition}`
const isNewer = ({ target }: Step) => sql`coalesce(jobs.batch_date > ${target.batchDate}::date, false)`
const isSuperseded = (step: Step) => sql`(${isOthers(step)} and ${isNewer(step)})`
const isDifferent = sql`(${columnsOf("jobs", contentColumns)}) is distinct from (${columnsOf("staged", contentColumns)})`

/** Decides what each row of the range means, and counts. */
const countActions = Effect.fnUntraced(function* (step: Step) {
  const database = yield* Database
  const { rows } = yield* database.run("countActions", (db) =>
    sql<{ action: Action; count: number }>`
      select action, count(*) as count
      from (
        select case
          when jobs.job_id is null then 'insert'
          when ${isSuperseded(step)} then 'superseded'
          when ${isDifferent} then case when ${isOthers(step)} then 'overwrite' else 'update' end
          when ${isOthers(step)} then 'take'
          else 'unchanged'
        end as action
        from ${step.stage.rows} staged left join public.jobs using (job_id)
        where ${isWithin(step)}
      ) decided
      group by action
    `.execute(db)
  )
  const counts: Record<Action, number> = { insert: 0, update: 0, overwrite: 0, take: 0, unchanged: 0, superseded: 0 }
  for (const { action, count } of rows) {
    counts[action] = count
  }
  return counts
})

/** One statement over the rows of the step. */
const statement = (operation: string, text: (step: Step) => RawBuilder<unknown>) =>
  Effect.fnUntraced(function* (step: Step) {
    const database = yield* Database
    yield* database.run(operation, (db) => text(step).execute(db))
  })

/**
 * What the partition itself had before, for undoing the version.
 *
 * A conflict is looked for only where there may be one: that takes time with every row.
 */
const rememberBefore = statement(
  "rememberBefore",
  (step) => sql`
    insert into runner.job_history (replaced_by, ${names(claimColumns)})
    select ${step.target.versionId}, ${columnsOf("jobs", claimColumns)}
    from ${step.stage.rows} staged join public.jobs using (job_id)
    where ${isWithin(step)} and jobs.partition = ${step.target.partition} and ${isDifferent}
    ${step.isAgain ? sql`on conflict (replaced_by, job_id) do nothing` : sql``}
  `
)

/** What other partitions had waits from now on. */
const overshadowOthers = statement(
  "overshadowOthers",
  (step) => sql`
    insert into runner.job_shadow (${names(claimColumns)})
    select ${waiting}
    from ${step.stage.rows} staged join public.jobs using (job_id)
    where ${isWithin(step)} and ${isOthers(step)} and not ${isNewer(step)}
    on conflict (job_id, partition) do update set ${assignments("excluded", claimColumns)}
  `
)

/** What the partition had waiting itself, and now shows. */
const consumeOwnShadows = statement(
  "consumeOwnShadows",
  (step) => sql`
    with consumed as (
      delete from runner.job_shadow shadow
      using ${step.stage.rows} staged left join public.jobs using (job_id)
      where ${isWithin(step)} and shadow.job_id = staged.job_id and shadow.partition = ${step.target.partition}
        and (jobs.job_id is null or ${isOthers(step)} and not ${isNewer(step)})
      returning ${columnsOf("shadow", claimColumns)}
    )
    insert into runner.job_history (replaced_by, ${names(claimColumns)})
    select ${step.target.versionId}, ${names(claimColumns)} from consumed
    on conflict (replaced_by, job_id) do nothing
  `
)

/** Superseded rows wait, in case the newer one is withdrawn. */
const waitInShadow = statement(
  "waitInShadow",
  (step) => sql`
    with different as (
      select ${columnsOf("staged", contentColumns)}, shadow.job_id is not null as was_there
      from ${step.stage.rows} staged
        join public.jobs using (job_id)
        left join runner.job_shadow shadow
          on shadow.job_id = staged.job_id and shadow.partition = ${step.target.partition}
      where ${isWithin(step)} and ${isSuperseded(step)}
        and (${columnsOf("shadow", contentColumns)}) is distinct from (${columnsOf("staged", contentColumns)})
    ), remembered as (
      insert into runner.job_history (replaced_by, ${names(claimColumns)})
      select ${step.target.versionId}, ${columnsOf("shadow", claimColumns)}
      from different join runner.job_shadow shadow
        on shadow.job_id = different.job_id and shadow.partition = ${step.target.partition}
      where different.was_there
      on conflict (replaced_by, job_id) do nothing
    )
    insert into runner.job_shadow (${names([...contentColumns, "created_at", "updated_at", ...bookColumns])})
    select ${names(contentColumns)}, current_timestamp, current_timestamp, ${booksOf(step.target)}
    from different
    on conflict (job_id, partition) do update set ${assignments("excluded", claimColumns)}
  `
)

const booksOf = ({ batchDate, batchId, partition, versionId }: ExportTarget) =>
  sql`${batchId}::text, ${batchDate}::date, ${partition}::text, ${versionId}::text`

/** Fails with the key if somebody else inserted the ad meanwhile: then the row means something else. */
const insertNew = statement(
  "insertNew",
  (step) => sql`
    insert into public.jobs (${names([...contentColumns, ...bookColumns])})
    select ${columnsOf("staged", contentColumns)}, ${booksOf(step.target)}
    from ${step.stage.rows} staged
    where ${isWithin(step)} and not exists (select from public.jobs where jobs.job_id = staged.job_id)
  `
)

const updateChanged = statement(
  "updateChanged",
  (step) => sql`
    update public.jobs
    set ${assignments("staged", contentColumns.slice(1))}, updated_at = current_timestamp,
      (${names(bookColumns)}) = row (${booksOf(step.target)})
    from ${step.stage.rows} staged
    where jobs.job_id = staged.job_id and ${isWithin(step)} and not ${isSuperseded(step)} and ${isDifferent}
  `
)

/** Comes after the update, whose rows are the partition's by then. */
const takeOver = statement(
  "takeOver",
  (step) => sql`
    update public.jobs
    set batch_date = ${step.target.batchDate}::date, partition = ${step.target.partition},
      version_id = ${step.target.versionId}
    from ${step.stage.rows} staged
    where jobs.job_id = staged.job_id and ${isWithin(step)} and ${isOthers(step)} and not ${isNewer(step)}
  `
)
