/**
 * The first rows of an empty `jobs`.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { DatabaseError } from "../DatabaseError.ts"
import type { ExportTarget } from "./Apply.ts"
import type { Destination } from "./Blocks.ts"
import { beginExporting } from "./Claims.ts"
import { isRefusal } from "./Refusal.ts"

const isEmpty = Effect.flatMap(Database, (database) =>
  database.run("isEmpty", (db) =>
    sql<{ empty: boolean }>`
      select not exists (select from public.jobs) and not exists (select from runner.job_shadow) as empty
    `
      .execute(db)
      .then(({ rows }) => rows[0]?.empty === true)
  )
)

/**
 * If nobody claims any ad, begins exporting, so that it stays so until the commit.
 *
 * Looks once more after the lock, which another export may have held.
 */
export const beginFirstLoad = Effect.gen(function* () {
  if (!(yield* isEmpty)) {
    return false
  }
  yield* beginExporting
  return yield* isEmpty
})

/** The indexes of the migrations. What people added themselves stays in place, whatever it costs. */
export const ownIndexes = [
  "jobs_posted_date",
  "jobs_location",
  "jobs_company_name",
  "jobs_created_at",
  "jobs_partition",
  "jobs_skills",
  "jobs_city_folded",
  "jobs_company_folded",
  "jobs_skills_folded",
  "jobs_pay"
]

/**
 * Loads while the table has none of our indexes but its key, and makes them afterwards, which is a third faster.
 *
 * On the embedded database alone: on a server, readers would have to wait for the commit; here they do in any case.
 * A value that is too long for an index is found only at the end: then all is loaded once more, with the indexes.
 */
export const loadQuickly = Effect.fnUntraced(function* <A, E, R>(load: Effect.Effect<A, E, R>) {
  const database = yield* Database
  if (database.kind === "server") {
    return yield* load
  }
  return yield* database
    .transaction(
      Effect.gen(function* () {
        const indexes = yield* database.run("dropIndexes", async (db) => {
          const { rows } = await sql<{ name: string; definition: string }>`
            select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
            from pg_index join pg_class on pg_class.oid = indexrelid
            where indrelid = 'public.jobs'::regclass and relname = any(${[...ownIndexes]}::text[])
              and not indisunique and not indisclustered and not indisreplident and indisvalid
              and obj_description(indexrelid, 'pg_class') is null
            order by indexrelid
          `.execute(db)
          for (const { name } of rows) {
            await sql`drop index ${sql.raw(name)}`.execute(db)
          }
          return rows
        })
        const loaded = yield* load
        for (const { definition } of indexes) {
          yield* database.run("createIndex", (db) => sql.raw(definition).execute(db))
        }
        return loaded
      })
    )
    .pipe(Effect.catchIf(isOfIndex, () => load))
})

/** Is it what `create index` says of a value that is too long? */
const isOfIndex = (error: unknown) =>
  error instanceof DatabaseError && error.operation === "createIndex" && isRefusal(error)

/** `jobs` itself, with the target's books in every row. */
export const jobsOf = ({ batchDate, batchId, partition, versionId }: ExportTarget): Destination => ({
  table: "public.jobs",
  counter: null,
  constants: [
    { name: "batch_id", value: batchId },
    { name: "batch_date", value: batchDate },
    { name: "partition", value: partition },
    { name: "version_id", value: versionId }
  ]
})
