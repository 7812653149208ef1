/**
 * What several partitions say of one ad, and whose word stands in `jobs`.
 *
 * A partition of `exported` claims each of its ads with some content. The claim
 * of the newest batch date stands in `jobs`, among equal dates the one made
 * last; the others wait in `runner.job_shadow`. When the visible claim goes, the
 * best of those takes its place. Every function here runs in the caller's
 * transaction.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { allColumns, assignments, columnsOf, names } from "./JobRow.ts"

/** Statements that follow are the exporter's own, to the end of the transaction: the rows' triggers look away. */
export const beginExporting = Effect.gen(function* () {
  const database = yield* Database
  // Two exports that touch the same ads in another order would wait for each other for ever.
  yield* database.run("lockExport", (db) => sql`select pg_advisory_xact_lock(${exportLock}::bigint)`.execute(db))
  yield* database.run("beginExporting", (db) => sql`select set_config('jobgraph.exporting', 'on', true)`.execute(db))
})

/** Any number that nobody else locks in the same database. */
const exportLock = 7_406_241_902

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
        select distinct on (job_id) job_id, partition, content
        from runner.job_shadow
        where job_id = any(${ids}::uuid[])
        order by job_id, batch_date desc nulls last, claimed desc
      ), taken as (
        delete from runner.job_shadow using best
        where job_shadow.job_id = best.job_id and job_shadow.partition = best.partition
      )
      insert into public.jobs (${names(allColumns)})
      select ${columnsOf("content", allColumns)}
      from best, jsonb_populate_record(null::public.jobs, best.content) as content
      on conflict (job_id) do update set ${assignments("excluded", allColumns)}
    `.execute(db)
  )
})
