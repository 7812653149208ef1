/**
 * Ads that a partition had and has no more.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import type { ExportTarget } from "./Apply.ts"
import { reveal } from "./Claims.ts"
import { claimColumns, names } from "./JobRow.ts"
import { rowsPerStatement, type Stage } from "./Stage.ts"

/**
 * Withdraws the partition's claims that are not staged, `kept` apart; answers how many were visible.
 *
 * What they were is remembered under the version.
 */
export const withdrawAbsent = Effect.fnUntraced(function* (
  stage: Stage,
  target: ExportTarget,
  kept: ReadonlyArray<string>
) {
  const database = yield* Database
  const size = rowsPerStatement[database.kind]
  const isAbsent = (table: string) => sql`
    not exists (select from ${stage.rows} staged where staged.job_id = ${sql.ref(`${table}.job_id`)})
    and ${sql.ref(`${table}.job_id`)}::text <> all(${[...kept]}::text[])
  `
  let withdrawn = 0
  for (;;) {
    const gone = yield* database.run("withdraw", (db) =>
      sql<{ job_id: string }>`
        with absent as (
          select * from public.jobs where jobs.partition = ${target.partition} and ${isAbsent("jobs")} limit ${size}
        ), remembered as (
          insert into runner.job_history (replaced_by, ${names(claimColumns)})
          select ${target.versionId}, ${names(claimColumns)} from absent
          on conflict (replaced_by, job_id) do nothing
        )
        select job_id from absent
      `.execute(db)
    )
    if (gone.rows.length === 0) {
      break
    }
    withdrawn += gone.rows.length
    yield* reveal(gone.rows.map((row) => row.job_id))
  }
  yield* database.run("withdrawShadows", (db) =>
    sql`
      with gone as (
        delete from runner.job_shadow
        where job_shadow.partition = ${target.partition} and ${isAbsent("job_shadow")}
        returning ${names(claimColumns)}
      )
      insert into runner.job_history (replaced_by, ${names(claimColumns)})
      select ${target.versionId}, ${names(claimColumns)} from gone
      on conflict (replaced_by, job_id) do nothing
    `.execute(db)
  )
  return withdrawn
})
