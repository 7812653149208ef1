/**
 * How pay is spread, by the values of a dimension.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { adsOf, byKey, isAsked, keyed, payIn, quantiles, type Window } from "./adsSql.ts"
import { type Box, minimumN } from "./Insight.ts"
import type { Dimension, FullRequest } from "./Request.ts"

interface Row {
  readonly key: string
  readonly n: number
  readonly spread: ReadonlyArray<number> | null
}

const boxOf = ({ key, n, spread }: Row): Box => {
  const [p10 = null, p25 = null, p50 = null, p75 = null, p90 = null] = spread ?? []
  return { key, n, p10, p25, p50, p75, p90 }
}

/** All ads first, then the values with the most ads whose pay counts. */
export const spread = Effect.fnUntraced(function* (
  request: FullRequest,
  by: Dimension,
  window: Window,
  currency: string | null
) {
  const database = yield* Database
  const { limit } = request
  const column = sql`pay`
  const ads = adsOf(request, window)
  const all = yield* database.run("insights.payOfAll", (db) =>
    sql<Row>`
      select 'all' as key, count(pay)::int as n, ${quantiles(column, minimumN)} as spread
      from (select ${payIn(request, currency)} as pay from ${ads}) as ad
    `.execute(db)
  )
  const { rows } = yield* database.run("insights.pay", (db) =>
    sql<Row>`
      select key, count(pay)::int as n, ${quantiles(column, minimumN)} as spread
      from (${keyed(by, ads, sql`${payIn(request, currency)} as pay`)}) as keyed
      where pay is not null and ${isAsked(request)}
      group by key order by count(pay) desc, ${byKey} limit ${limit}
    `.execute(db)
  )
  return [...all.rows, ...rows].map(boxOf)
})
