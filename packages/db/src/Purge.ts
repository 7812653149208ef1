/**
 * Removes for good what came from one source: rows of `jobs` in every state, and versions of assets.
 *
 * @module
 */
import type { Materialization } from "@jobgraph/assets/Materialization"
import { Effect } from "effect"
import { sql } from "kysely"
import { materializationOf } from "./catalog/Rows.ts"
import { Database } from "./Database.ts"
import { beginExporting } from "./jobs/Claims.ts"

/** Rows by where they are. */
export interface SourceRows {
  /** Visible in `jobs`. */
  readonly jobs: number
  /** Beneath newer rows, and in the history that rollbacks go back to. */
  readonly kept: number
  /** Pages that a step which did not end keeps for its next attempt. */
  readonly pages: number
}

/** Every version that is recorded, refused ones too, oldest first. */
export const allVersions = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("allVersions", (db) =>
    db
      .selectFrom("runner.materialization")
      .select("record")
      .orderBy("published")
      .execute()
      .then((rows) => rows.map(materializationOf))
  )
})

/** Ids of the runs that are at work, or whose process died without a word. */
export const runningRuns = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("runningRuns", (db) =>
    db
      .selectFrom("runner.run")
      .select("run_id")
      .where("status", "=", "running")
      .execute()
      .then((rows) => rows.map(({ run_id }) => run_id))
  )
})

/** Does a page that is kept hold ads of the source? */
const isPageOf = (source: string) => sql`
  exists (
    select
    from json_array_elements(case json_typeof(value->'ads') when 'array' then value->'ads' else '[]' end) as ad
    where ad->>'source' = ${source}
  )
`

/** How many rows of a source there are. */
export const rowsOfSource = Effect.fnUntraced(function* (source: string) {
  const database = yield* Database
  const { rows } = yield* database.run("rowsOfSource", (db) =>
    sql<SourceRows>`
      select
        (select count(*) from public.jobs where source = ${source})::int as jobs,
        ((select count(*) from runner.job_shadow where source = ${source})
          + (select count(*) from runner.job_history where source = ${source}))::int as kept,
        (select count(*) from runner.memory where ${isPageOf(source)})::int as pages
    `.execute(db)
  )
  return rows[0] ?? { jobs: 0, kept: 0, pages: 0 }
})

/**
 * Removes the rows of a source and these versions, in one transaction.
 *
 * `rewritten` replace the records of versions that stay and lose a part. An ad
 * has one source for life, so no row of another source comes to light.
 */
export const purge = Effect.fn("Purge.purge")(function* (
  source: string,
  versions: ReadonlyArray<string>,
  rewritten: ReadonlyArray<Materialization>
) {
  const database = yield* Database
  yield* database.transaction(
    Effect.gen(function* () {
      yield* beginExporting
      yield* database.run("purgeRows", async (db) => {
        await sql`delete from public.jobs where source = ${source}`.execute(db)
        await sql`delete from runner.job_shadow where source = ${source}`.execute(db)
        await sql`delete from runner.job_history where source = ${source}`.execute(db)
        await sql`delete from runner.memory where ${isPageOf(source)}`.execute(db)
      })
      yield* database.run("purgeVersions", async (db) => {
        const ids = [...versions]
        await sql`delete from runner.current_version where materialization_id = any(${ids}::text[])`.execute(db)
        await sql`delete from runner.materialization where id = any(${ids}::text[])`.execute(db)
        await sql`delete from runner.job_version where version_id = any(${ids}::text[])`.execute(db)
        for (const version of rewritten) {
          const kept = [...version.manifest.parts, ...version.manifest.rejects].map(({ hash }) => hash)
          await sql`
            delete from runner.part_reference where version_id = ${version.id} and hash <> all(${kept}::text[])
          `.execute(db)
          await db
            .updateTable("runner.materialization")
            .set({ record: JSON.stringify(version) })
            .where("id", "=", version.id)
            .execute()
        }
      })
    })
  )
})
