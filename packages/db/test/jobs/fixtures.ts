import { Effect, Stream } from "effect"
import { sql } from "kysely"
import { Database } from "../../src/Database.ts"
import { type ExportTarget, exportRows, type JobRow } from "../../src/Jobs.ts"

/** A version of a day's partition. */
export const target = (day: number, version = 1, market = "fr"): ExportTarget => ({
  partition: `2026-01-${String(day).padStart(2, "0")}/${market}`,
  batchDate: `2026-01-${String(day).padStart(2, "0")}`,
  batchId: `batch ${day}`,
  versionId: `version ${day}.${version}/${market}`
})

export const exportAll = (to: ExportTarget, rows: ReadonlyArray<JobRow>) => exportRows(to, Stream.fromIterable(rows))

export const query = <A>(text: string) =>
  Effect.flatMap(Database, (database) =>
    database.run("query", (db) =>
      sql
        .raw<A>(text)
        .execute(db)
        .then(({ rows }) => rows)
    )
  )

/** Titles and partitions of all rows, by job. */
export const titles = query<{ readonly title: string; readonly partition: string | null }>(
  "select job_title as title, partition from jobs order by job_id"
)

/** Everything that the exporter keeps, books included. */
export const everything = Effect.all({
  jobs: query("select * from jobs order by job_id"),
  shadows: query(
    "select to_jsonb(shadow) - 'claimed' as claim from runner.job_shadow shadow order by job_id, partition"
  ),
  history: query("select * from runner.job_history order by replaced_by, job_id")
})

export const none = { inserted: 0, updated: 0, unchanged: 0, superseded: 0, withdrawn: 0, failed: 0 }
