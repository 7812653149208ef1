/**
 * What was said of one ad, partition after partition and version after version.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { contentColumns } from "../jobs/JobRow.ts"

/** The content that a partition claimed for an ad, for as long as it did. */
export interface JobClaim {
  readonly partition: string
  readonly batchDate: string | null
  /** Of the version that wrote it, as far as that is still kept. */
  readonly runId: string | null
  readonly publishedAt: number | null
  /** `current` stands in the table, `beneath` waits under a newer batch date, `replaced` was changed or withdrawn. */
  readonly state: "current" | "beneath" | "replaced"
  readonly content: Readonly<Record<string, unknown>>
}

/** The claims on an ad: by batch date, and within one in the order in which they were made. */
export const claimsOn = Effect.fnUntraced(function* (jobId: string) {
  const database = yield* Database
  const rows = yield* database.run("jobs.history", (db) =>
    sql<JobClaim>`
      select claim.partition, claim.content ->> 'batch_date' as "batchDate", version.run_id as "runId",
        (version.record ->> 'endedAt')::double precision as "publishedAt", claim.state, claim.content
      from (
        -- By the versions that replaced them, since history is kept by version.
        select history.partition, to_jsonb(history) as content, 'replaced' as state, 1 as place
        from runner.materialization as later
        join runner.job_history as history on history.replaced_by = later.id and history.job_id = ${jobId}::uuid
        where later.asset = 'exported'
        union all
        select partition, to_jsonb(shadow), 'beneath', 2 from runner.job_shadow as shadow where job_id = ${jobId}::uuid
        union all
        select coalesce(partition, ''), to_jsonb(jobs), 'current', 3 from public.jobs where job_id = ${jobId}::uuid
      ) as claim
      left join runner.materialization as version on version.id = claim.content ->> 'version_id'
      order by "batchDate" nulls first, claim.partition, version.published nulls first, claim.place
      limit 500
    `
      .execute(db)
      .then((result) => result.rows)
  )
  return rows
})

/** A field that differs from the claim before. */
export interface FieldChange {
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

/** In which columns of the content two claims differ. Pure. */
export const changesBetween = (
  before: JobClaim["content"] | undefined,
  after: JobClaim["content"]
): ReadonlyArray<FieldChange> =>
  before === undefined
    ? []
    : contentColumns.flatMap((field) => {
        const [from, to] = [before[field] ?? null, after[field] ?? null]
        return from === to ? [] : [{ field, from, to }]
      })
