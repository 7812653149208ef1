/**
 * Rows of `jobs` in pieces, for whoever passes them on.
 *
 * @module
 */
import { Effect, Option, Stream } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import type { DatabaseError } from "../DatabaseError.ts"
import type { Filter } from "./Filter.ts"
import { filterSql } from "./filterSql.ts"
import { columnsOf, contentColumns, type JobRow } from "./JobRow.ts"

/** An ad as it leaves the database: the content, its age today, and when and by which batch it was written. */
export interface ReadJob extends JobRow {
  readonly days_since_posted: number | null
  readonly skills: ReadonlyArray<string> | null
  readonly batch_id: string | null
  readonly batch_date: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

const books = ["skills", "batch_id", "batch_date", "created_at", "updated_at"]

/** Rows of the first piece, and the most that one may have. */
const [first, most] = [64, 2_000]
/** Characters of a piece from which on the next one gets fewer rows, and below which it gets more. */
const [tooMany, few] = [8_000_000, 2_000_000]

/**
 * The ads of a filter, by `job_id`, in pieces whose size follows the length of the ads.
 *
 * Inside a transaction that is `repeatable read` they are those of one moment.
 * No cursor is held: between two pieces the database is free for others.
 */
export const readJobs = (filter: Filter) =>
  Stream.paginate<Place, ReadJob, DatabaseError, Database>({ after: null, size: first }, ({ after, size }) =>
    Effect.gen(function* () {
      const database = yield* Database
      const { rows } = yield* database.run("readJobs", (db) =>
        sql<ReadJob>`
          select ${columnsOf("jobs", [...contentColumns, ...books])}, current_date - jobs.posted_date as days_since_posted
          from public.jobs
          where ${filterSql(filter)} and ${after === null ? sql`true` : sql`jobs.job_id > ${after}::uuid`}
          order by jobs.job_id
          limit ${size}
        `.execute(db)
      )
      const last = rows.at(-1)
      const next: Option.Option<Place> =
        last === undefined || rows.length < size
          ? Option.none()
          : Option.some({ after: last.job_id, size: nextSize(size, rows) })
      return [rows, next] as const
    })
  )

/** How many ads a filter finds. */
export const countJobs = Effect.fnUntraced(function* (filter: Filter) {
  const database = yield* Database
  const { rows } = yield* database.run("countJobs", (db) =>
    sql<{ count: number }>`select count(*) as count from public.jobs where ${filterSql(filter)}`.execute(db)
  )
  return rows[0]?.count ?? 0
})

interface Place {
  readonly after: string | null
  readonly size: number
}

const nextSize = (size: number, rows: ReadonlyArray<ReadJob>): number => {
  const length = rows.reduce((sum, row) => sum + (row.job_description?.length ?? 0), 0)
  return length > tooMany ? Math.max(1, size >> 1) : length < few ? Math.min(most, size * 2) : size
}
