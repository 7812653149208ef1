/**
 * Which values most ads have, and which have more than before.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { adsOf, beforeOf, byKey, isAsked, keyed, payIn, quantiles, type Window } from "./adsSql.ts"
import type { Facts } from "./facts.ts"
import { minimumN, type Rank } from "./Insight.ts"
import type { Dimension, FullRequest } from "./Request.ts"

interface Row {
  readonly key: string
  readonly n: number
  readonly before: number
  readonly withPay: number
  readonly spread: ReadonlyArray<number> | null
}

/** How surely a share must have grown: chance alone gives this in one term of two hundred. */
export const leastZ = 2.58
/** Ads that the window before must have, so that shares of it say something. */
export const leastBefore = 100

/** How many standard errors lie between two shares, by the pooled share. */
export const zOf = (n: number, total: number, before: number, totalBefore: number): number => {
  const pooled = (n + before) / (total + totalBefore)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / total + 1 / totalBefore))
  return error === 0 ? 0 : (n / total - before / totalBefore) / error
}

const rows = Effect.fnUntraced(function* (
  request: FullRequest,
  by: Dimension,
  window: Window,
  currency: string | null,
  limit: number | null
) {
  const database = yield* Database
  const past = beforeOf(window)
  const both = adsOf(request, { from: past.from, to: window.to })
  const isNow = sql`jobs.posted_date >= ${window.from}::date`
  const { rows } = yield* database.run("insights.ranking", (db) =>
    sql<Row>`
      select key, count(*) filter (where now)::int as n, count(*) filter (where not now)::int as before,
        count(pay)::int as "withPay", ${quantiles(sql`pay`, minimumN)} as spread
      from (${keyed(
        by,
        both,
        sql`${isNow} as now, case when ${isNow} then ${payIn(request, currency)} end as pay`
      )}) as keyed
      where ${isAsked(request)}
      group by key having count(*) filter (where now) >= ${limit === null ? minimumN : 1}::int
      order by count(*) filter (where now) desc, ${byKey} limit ${limit}
    `.execute(db)
  )
  return rows
})

const rankOf =
  ({ n: total, before: totalBefore }: Facts) =>
  ({ key, n, before, withPay, spread }: Row): Rank => {
    const [, p25 = null, p50 = null, p75 = null] = spread ?? []
    return {
      key,
      n,
      before,
      share: total === 0 ? 0 : n / total,
      shareBefore: totalBefore < minimumN ? null : before / totalBefore,
      withPay,
      p25,
      p50,
      p75
    }
  }

/** The values that most ads of the window have. */
export const ranking = (request: FullRequest, by: Dimension, window: Window, facts: Facts) =>
  Effect.map(rows(request, by, window, facts.currency, request.limit), (rows) => rows.map(rankOf(facts)))

/** The values whose share of the ads has surely grown, the surest first. */
export const rising = Effect.fnUntraced(function* (request: FullRequest, by: Dimension, window: Window, facts: Facts) {
  if (facts.before < leastBefore || facts.n === 0) {
    return []
  }
  const z = ({ n, before }: Row) => zOf(n, facts.n, before, facts.before)
  const all = yield* rows(request, by, window, facts.currency, null)
  return all
    .filter((row) => z(row) >= leastZ)
    .toSorted((a, b) => z(b) - z(a) || b.n - a.n)
    .slice(0, request.limit)
    .map(rankOf(facts))
})
