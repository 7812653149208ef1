/**
 * What several partitions say of one ad, and whose word stands in `jobs`.
 *
 * A partition of `exported` claims each of its ads with some content. The claim
 * of the newest batch date stands in `jobs`, among equal dates the one made
 * last, by the number of its version; the others wait in `runner.job_shadow`. When the visible claim goes, the
 * best of those takes its place. Every function here runs in the caller's
 * transaction.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { assignments, claimColumns, names } from "./JobRow.ts"

/** Statements that follow are the exporter's own, to the end of the transaction: the rows' triggers look away. */
export const beginExporting = Effect.gen(function* () {
  const database = yield* Database
  // Two exports that touch the same ads in another order would wait for each other for ever.
  yield* database.run("lockExport", (db) => sql`select pg_advisory_xact_lock(${exportLock}::bigint)`.execute(db))
  yield* database.run("beginExporting", (db) =>
    sql`
      select set_config('jobgraph.exporting', 'on', true), set_config('work_mem', ${workMemory}, true)
      where pg_size_bytes(current_setting('work_mem')) < pg_size_bytes(${workMemory})
      union all select set_config('jobgraph.exporting', 'on', true), null
    `.execute(db)
  )
})

/** A claim's columns as `jobs` has them: rows that no partition wrote name none. */
const shown = sql.join(
  claimColumns.map((column) => (column === "partition" ? sql`nullif(partition, '')` : sql.ref(column)))
)

/** The columns of a row of `jobs` as a claim that waits. */
export const waiting = sql.join(
  claimColumns.map((column) => (column === "partition" ? sql`coalesce(jobs.partition, '')` : sql.ref(`jobs.${column}`)))
)

/** Enough for the rows of one statement, which otherwise go through files when they are joined. */
const workMemory = "64MB"

/** Any number that nobody else locks in the same database. */
const exportLock = 7_406_241_902

/** The number of the version that made a claim; 0 for one that is forgotten, or somebody's own row. */
const numberOf = (claim: string) => sql`
  coalesce((select exported from runner.job_version version where version.version_id = ${sql.ref(`${claim}.version_id`)}), 0)
`

/** Does a claim stand above another one of the same ad? */
export const isAbove = (claim: string, other: string) => sql`
  (coalesce(${sql.ref(`${claim}.batch_date`)}, '-infinity'), ${numberOf(claim)})
    > (coalesce(${sql.ref(`${other}.batch_date`)}, '-infinity'), ${numberOf(other)})
`

/** Takes the visible claim of each ad away: the best that waits takes its place, or the row goes. */
export const reveal = Effect.fnUntraced(function* (jobIds: ReadonlyArray<string>) {
  const database = yield* Database
  const ids = [...jobIds]
  yield* database.run("deleteUnclaimed", (db) =>
    sql`
      delete from public.jobs
      where job_id = any(${ids}::uuid[])
        and not exists (select from runner.job_shadow shadow where shadow.job_id = jobs.job_id)
    `.execute(db)
  )
  yield* database.run("revealShadow", (db) =>
    sql`
      with best as (
        select distinct on (job_id) *
        from runner.job_shadow
        where job_id = any(${ids}::uuid[])
        order by job_id, batch_date desc nulls last, ${numberOf("job_shadow")} desc, claimed desc
      ), taken as (
        delete from runner.job_shadow using best
        where job_shadow.job_id = best.job_id and job_shadow.partition = best.partition
      )
      insert into public.jobs (${names(claimColumns)})
      select ${shown} from best
      on conflict (job_id) do update set ${assignments("excluded", claimColumns)}
    `.execute(db)
  )
})
