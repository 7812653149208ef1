/**
 * What every figure is shown with: the window, how many ads, how many of them with pay.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { adsOf, beforeOf, daysBetween, reason, shifted, type Window } from "./adsSql.ts"
import { type FullRequest, InsightError, longest } from "./Request.ts"

export interface Facts {
  readonly n: number
  readonly before: number
  readonly withPay: number
  readonly excluded: { readonly predicted: number; readonly suspect: number; readonly otherCurrency: number }
  readonly sample: boolean
  /** The one that most of the counted pay is in; null where no pay is stated, or in no currency. */
  readonly currency: string | null
}

/**
 * The window that is asked for; it ends where the data end if nothing is said.
 *
 * The data end on the last day that an ad was posted, but not after the last
 * batch: an ad may claim to be posted in the future. Null where there are none.
 * Weeks are whole, so that none looks small because it was cut: the window
 * begins earlier for that.
 */
export const windowOf = Effect.fnUntraced(function* (request: FullRequest) {
  const to = request.to ?? (yield* lastDay)
  if (to === null) {
    return null
  }
  const days = request.from === null ? request.days : daysBetween(request.from, to) + 1
  if (days < 1 || days > longest) {
    return yield* new InsightError({
      message: `A window has 1 to ${longest} days, and from ${request.from} to ${to} are ${days}`
    })
  }
  return { from: shifted(to, 1 - (request.bucket === "week" ? Math.ceil(days / 7) * 7 : days)), to }
})

const lastDay = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("insights.lastDay", (db) =>
    sql<{ readonly last: string | null }>`
      select case when max(posted_date) is not null then least(max(posted_date), max(batch_date)) end as last
      from public.jobs
    `.execute(db)
  )
  return rows[0]?.last ?? null
})

/** The first day that any ad was posted: of those before it nothing is known. */
export const firstDay = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("insights.firstDay", (db) =>
    sql<{ readonly first: string | null }>`select min(posted_date) as first from public.jobs`.execute(db)
  )
  return rows[0]?.first ?? null
})

export const factsOf = Effect.fnUntraced(function* (request: FullRequest, window: Window) {
  const database = yield* Database
  const { rows } = yield* database.run("insights.facts", (db) =>
    sql<{ currency: string | null; reason: string | null; n: number; sample: boolean }>`
      select jobs.salary_currency as currency, ${reason(request)} as reason, count(*)::int as n,
        bool_and(jobs.source is not distinct from 'sample') as sample
      from ${adsOf(request, window)}
      group by 1, 2
      order by count(*) desc, jobs.salary_currency collate "C"
    `.execute(db)
  )
  const before = yield* database.run("insights.before", (db) =>
    sql<{ n: number }>`select count(*)::int as n from ${adsOf(request, beforeOf(window))}`.execute(db)
  )
  const sum = (holds: (row: (typeof rows)[number]) => boolean) =>
    rows.reduce((total, row) => total + (holds(row) ? row.n : 0), 0)
  const currency = rows.find(({ reason }) => reason === "none")?.currency ?? null
  const facts: Facts = {
    n: sum(() => true),
    before: before.rows[0]?.n ?? 0,
    withPay: sum((row) => row.reason === "none" && row.currency === currency),
    excluded: {
      predicted: sum(({ reason }) => reason === "predicted"),
      suspect: sum(({ reason }) => reason === "suspect"),
      otherCurrency: sum((row) => row.reason === "none" && row.currency !== currency)
    },
    sample: rows.length > 0 && rows.every(({ sample }) => sample),
    currency
  }
  return facts
})

/** Changes whenever an export writes or takes back rows, or somebody else's change was noticed. */
export const dataVersion = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("insights.dataVersion", (db) =>
    sql<{ version: string }>`
      select md5(concat_ws(' ',
        (select count(*) from runner.job_version), (select max(exported) from runner.job_version),
        (select count(*) from runner.outside_change),
        (select max(extract(epoch from noticed_at)) from runner.outside_change)
      )) as version
    `.execute(db)
  )
  return (rows[0]?.version ?? "").slice(0, 16)
})
