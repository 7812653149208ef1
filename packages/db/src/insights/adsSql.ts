/**
 * The ads that figures are about, as SQL.
 *
 * @module
 */
import { type RawBuilder, sql } from "kysely"
import { filterSql } from "../jobs/filterSql.ts"
import { columns, type Dimension, type FullRequest } from "./Request.ts"

export interface Window {
  readonly from: string
  readonly to: string
}

/** Days after (or before) a date. */
export const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** The window of the same length before it. */
export const beforeOf = ({ from, to }: Window): Window => {
  const days = daysBetween(from, to) + 1
  return { from: shifted(from, -days), to: shifted(from, -1) }
}

/** The ads that fit, posted in the window. */
export const adsOf = ({ filter }: FullRequest, { from, to }: Window): RawBuilder<unknown> =>
  sql`public.jobs where ${filterSql(filter)} and jobs.posted_date between ${from}::date and ${to}::date`

/** An ad's pay a year: the middle of what it states, or the one figure. */
export const pay = sql<number | null>`
  coalesce((jobs.salary_min + jobs.salary_max) / 2, jobs.salary_min, jobs.salary_max)::double precision
`

const states = sql`(jobs.salary_min is not null or jobs.salary_max is not null)`

/** Why stated pay does not count, `none` where it counts in its currency, null where none is stated. */
export const reason = ({ predicted, suspect }: FullRequest) => sql<string | null>`
  case
    when not ${states} then null
    when coalesce(jobs.salary_is_predicted, false) and not ${predicted}::boolean then 'predicted'
    when coalesce(jobs.salary_is_suspect, false) and not ${suspect}::boolean then 'suspect'
    else 'none'
  end
`

/** The ad's pay where it counts and is in the currency, else null. */
export const payIn = (request: FullRequest, currency: string | null) => sql<number | null>`
  case when ${reason(request)} = 'none' and jobs.salary_currency is not distinct from ${currency}::text then ${pay} end
`

/** Of each ad, one row for each value that it has in the dimension, once, called `key`. */
export const keyed = (by: Dimension, ads: RawBuilder<unknown>, more: RawBuilder<unknown>): RawBuilder<unknown> =>
  by === "skill"
    ? sql`
        select key, ad.* from (select jobs.job_id, jobs.skills, ${more} from ${ads}) ad
        cross join lateral (select distinct skill as key from unnest(ad.skills) as skill) as named
      `
    : sql`
        select ${sql.ref(`jobs.${columns[by]}`)} as key, jobs.job_id, ${more}
        from ${ads} and ${sql.ref(`jobs.${columns[by]}`)} is not null
      `

/** Are these the keys that are asked for? All, where none are. */
export const isAsked = ({ keys }: FullRequest): RawBuilder<unknown> =>
  keys.length === 0 ? sql`true` : sql`lower(key) in (${sql.join(keys.map((key) => sql`lower(${key}::text)`))})`

/** The same order on every database. */
export const byKey = sql`key collate "C"`

/** Five quantiles of a column, by linear interpolation; null where fewer ads than `least` have it. */
export const quantiles = (column: RawBuilder<unknown>, least: number) => sql<ReadonlyArray<number> | null>`
  case when count(${column}) >= ${least}::int
    then percentile_cont(array[0.1, 0.25, 0.5, 0.75, 0.9]::double precision[]) within group (order by ${column})
  end
`
