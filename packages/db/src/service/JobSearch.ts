/**
 * Ads by filters over the table `jobs`.
 *
 * @module
 */
import { Effect, Option } from "effect"
import { type RawBuilder, type Selectable, sql } from "kysely"
import { Database } from "../Database.ts"
import type { JobsTable } from "../Tables.ts"

export type JobRow = Selectable<JobsTable> & { readonly days_since_posted: number | null }

/** All hold; of a list, any value, without regard to case. */
export interface JobFilter {
  /** Each must stand in title, company or description. */
  readonly words: ReadonlyArray<string>
  readonly city?: ReadonlyArray<string>
  readonly company?: ReadonlyArray<string>
  readonly skill?: ReadonlyArray<string>
  readonly contract?: ReadonlyArray<string>
  readonly language?: ReadonlyArray<string>
  readonly country?: ReadonlyArray<string>
  readonly source?: ReadonlyArray<string>
  readonly payMin?: number
  readonly payMax?: number
  readonly from?: string
  readonly to?: string
  readonly remote?: boolean
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
const conditions = (filter: JobFilter): RawBuilder<unknown> => {
  const oneOf = (column: string, values: ReadonlyArray<string> | undefined) =>
    values === undefined || values.length === 0
      ? []
      : [sql`lower(${sql.ref(column)}) = any (${values.map((value) => value.toLowerCase())}::text[])`]
  const all = [
    ...filter.words.map(
      (word) => sql`concat_ws(' ', job_title, company_name, job_description) ilike ${`%${escaped(word)}%`}`
    ),
    ...oneOf("city", filter.city),
    ...oneOf("company_name", filter.company),
    ...oneOf("contract_type", filter.contract),
    ...oneOf("language", filter.language),
    ...oneOf("country_code", filter.country),
    ...(filter.skill === undefined || filter.skill.length === 0
      ? []
      : [
          sql`exists (select from unnest(skills) as skill where lower(skill) = any (${filter.skill.map((skill) => skill.toLowerCase())}::text[]))`
        ]),
    ...(filter.payMin === undefined ? [] : [sql`coalesce(salary_max, salary_min) >= ${filter.payMin}`]),
    ...(filter.payMax === undefined ? [] : [sql`coalesce(salary_min, salary_max) <= ${filter.payMax}`]),
    ...(filter.from === undefined ? [] : [sql`posted_date >= ${filter.from}::date`]),
    ...(filter.to === undefined ? [] : [sql`posted_date <= ${filter.to}::date`]),
    ...(filter.remote === undefined ? [] : [sql`coalesce(is_remote, false) = ${filter.remote}`]),
    ...(filter.source === undefined || filter.source.length === 0
      ? [
          sql`(source is distinct from 'sample' or not exists (select from jobs as other where other.source <> 'sample'))`
        ]
      : oneOf("source", filter.source))
  ]
  return sql.join(all, sql` and `)
}

/** A word as `ilike` takes it literally. */
const escaped = (word: string): string => word.replaceAll(/[\\%_]/g, "\\$&")

const orders: Readonly<Record<JobSort, RawBuilder<unknown>>> = {
  posted: sql`posted_date desc nulls last, job_id`,
  pay: sql`coalesce(salary_max, salary_min) desc nulls last, job_id`,
  quality: sql`data_quality_score desc nulls last, job_id`
}

/** A page of the ads that fit, and how many there are. */
export const search = Effect.fnUntraced(function* (
  filter: JobFilter,
  { limit, offset, sort }: { readonly limit: number; readonly offset: number; readonly sort: JobSort }
) {
  const database = yield* Database
  const where = conditions(filter)
  const total = yield* database.run("jobs.count", (db) =>
    sql<{ readonly total: number }>`select count(*)::int as total from jobs where ${where}`
      .execute(db)
      .then(({ rows }) => rows[0]?.total ?? 0)
  )
  const rows = yield* database.run("jobs.search", (db) =>
    sql<JobRow>`
      select *, current_date - posted_date as days_since_posted from jobs where ${where}
      order by ${orders[sort]} limit ${limit} offset ${offset}
    `
      .execute(db)
      .then((result) => result.rows)
  )
  return { total, rows }
})

/** The most frequent values among the ads that fit. */
export const facet = Effect.fnUntraced(function* (filter: JobFilter, name: Facet, limit: number) {
  const database = yield* Database
  const where = conditions(filter)
  const values =
    name === "skill"
      ? sql`select unnest(skills) as value from jobs where ${where}`
      : sql`select ${sql.ref(facetColumns[name])} as value from jobs where ${where}`
  return yield* database.run("jobs.facet", (db) =>
    sql<{ readonly value: string; readonly count: number }>`
      select value, count(*)::int as count from (${values}) as found where value is not null
      group by value order by count(*) desc, value limit ${limit}
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

/** One ad, by its UUID. */
export const find = Effect.fnUntraced(function* (jobId: string) {
  const database = yield* Database
  const rows = yield* database.run("jobs.show", (db) =>
    sql<JobRow>`
      select *, current_date - posted_date as days_since_posted from jobs where job_id = ${jobId}::uuid
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
      select exists (select from jobs) and not exists (select from jobs where source is distinct from 'sample') as sample
    `
      .execute(db)
      .then(({ rows }) => rows[0]?.sample ?? false)
  )
})
