/**
 * Ads by filters over the table `jobs`.
 *
 * @module
 */
import { Effect, Option } from "effect"
import { type RawBuilder, type Selectable, sql } from "kysely"
import { Database } from "../Database.ts"
import type { Filter } from "../jobs/Filter.ts"
import { filterSql } from "../jobs/filterSql.ts"
import type { JobsTable } from "../tables/PublicTables.ts"

export type JobRow = Selectable<JobsTable> & { readonly days_since_posted: number | null }

/** Both hold. */
export interface JobQuery {
  /** Each must stand in title, company or description. */
  readonly words: ReadonlyArray<string>
  readonly filter: Filter
}

export type JobSort = "posted" | "pay" | "quality"

export type Facet = "city" | "company" | "skill" | "contract" | "language" | "country"

const facetColumns: Readonly<Record<Exclude<Facet, "skill">, string>> = {
  city: "city",
  company: "company_name",
  contract: "contract_type",
  language: "language",
  country: "country_code"
}

/** Invented ads are left out as soon as there are others, unless they are asked for. */
const conditions = ({ filter, words }: JobQuery): RawBuilder<unknown> =>
  sql.join(
    [
      filterSql(filter),
      ...words.map(
        (word) => sql`concat_ws(' ', job_title, company_name, job_description) ilike ${`%${escaped(word)}%`}`
      ),
      ...(filter.some(({ field }) => field.column === "source")
        ? []
        : [
            sql`(source is distinct from 'sample' or not exists (select from public.jobs as other where other.source <> 'sample'))`
          ])
    ],
    sql` and `
  )

/** A word as `ilike` takes it literally. */
const escaped = (word: string): string => word.replaceAll(/[\\%_]/g, "\\$&")

const orders: Readonly<Record<JobSort, RawBuilder<unknown>>> = {
  posted: sql`posted_date desc nulls last, job_id`,
  pay: sql`coalesce(salary_max, salary_min) desc nulls last, job_id`,
  quality: sql`data_quality_score desc nulls last, job_id`
}

/** A page of the ads that fit, and how many there are. */
export const search = Effect.fnUntraced(function* (
  query: JobQuery,
  { limit, offset, sort }: { readonly limit: number; readonly offset: number; readonly sort: JobSort }
) {
  const database = yield* Database
  const where = conditions(query)
  const total = yield* database.run("jobs.count", (db) =>
    sql<{ readonly total: number }>`select count(*)::int as total from public.jobs where ${where}`
      .execute(db)
      .then(({ rows }) => rows[0]?.total ?? 0)
  )
  const rows = yield* database.run("jobs.search", (db) =>
    sql<JobRow>`
      select *, current_date - posted_date as days_since_posted from public.jobs where ${where}
      order by ${orders[sort]} limit ${limit} offset ${offset}
    `
      .execute(db)
      .then((result) => result.rows)
  )
  return { total, rows }
})

/** The most frequent values among the ads that fit. */
export const facet = Effect.fnUntraced(function* (query: JobQuery, name: Facet, limit: number) {
  const database = yield* Database
  const where = conditions(query)
  const values =
    name === "skill"
      ? sql`select unnest(skills) as value from public.jobs where ${where}`
      : sql`select ${sql.ref(facetColumns[name])} as value from public.jobs where ${where}`
  return yield* database.run("jobs.facet", (db) =>
    sql<{ readonly value: string; readonly count: number }>`
      select value, count(*)::int as count from (${values}) as found where value is not null
      group by value order by count(*) desc, value limit ${limit}
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

/** Some ads by their UUIDs; those that there are not are left out. */
export const byIds = Effect.fnUntraced(function* (jobIds: ReadonlyArray<string>) {
  const database = yield* Database
  const rows = yield* database.run("jobs.byIds", (db) =>
    sql<JobRow>`
      select *, current_date - posted_date as days_since_posted from public.jobs where job_id = any (${[...jobIds]}::uuid[])
    `
      .execute(db)
      .then((result) => result.rows)
  )
  return new Map(rows.map((row) => [row.job_id, row]))
})

/** One ad, by its UUID. */
export const find = Effect.fnUntraced(function* (jobId: string) {
  const database = yield* Database
  const rows = yield* database.run("jobs.show", (db) =>
    sql<JobRow>`
      select *, current_date - posted_date as days_since_posted from public.jobs where job_id = ${jobId}::uuid
    `
      .execute(db)
      .then((result) => result.rows)
  )
  return Option.fromUndefinedOr(rows[0])
})

/** Are there ads, all of them invented? */
export const isSample = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("jobs.isSample", (db) =>
    sql<{ readonly sample: boolean }>`
      select exists (select from public.jobs) and not exists (select from public.jobs where source is distinct from 'sample') as sample
    `
      .execute(db)
      .then(({ rows }) => rows[0]?.sample ?? false)
  )
})
