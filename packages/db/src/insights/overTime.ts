/**
 * How many ads, over time: of each value of a dimension, or of all.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { adsOf, byKey, daysBetween, isAsked, keyed, shifted, type Window } from "./adsSql.ts"
import { firstDay } from "./facts.ts"
import { minimumN, type Series } from "./Insight.ts"
import type { FullRequest } from "./Request.ts"

/** Days that a daily figure is the mean of. */
const meanDays = 7

/** The values of which series are drawn: those asked for, or the most frequent of the window. */
const keysOf = Effect.fnUntraced(function* (request: FullRequest, window: Window) {
  const { by, keys, limit } = request
  if (by === null) {
    return []
  }
  const database = yield* Database
  const { rows } = yield* database.run("insights.keys", (db) =>
    sql<{ key: string; n: number }>`
      select key, count(*)::int as n from (${keyed(by, adsOf(request, window), sql`1 as one`)}) as keyed
      where ${isAsked(request)} group by key order by count(*) desc, ${byKey} limit ${limit}
    `.execute(db)
  )
  const found = new Set(rows.map(({ key }) => key.toLowerCase()))
  // What was asked for and no ad has is shown as such.
  const missing = keys.filter((key) => !found.has(key.toLowerCase())).map((key) => ({ key, n: 0 }))
  return [...rows, ...missing].slice(0, limit)
})

/** Ads of each bucket, which begins on the day that is its name. */
type Counts = ReadonlyMap<string, number>

const countsOf = (
  rows: ReadonlyArray<{ readonly day: string; readonly n: number }>,
  start: (day: string) => string
) => {
  const counts = new Map<string, number>()
  for (const { day, n } of rows) {
    const bucket = start(day)
    counts.set(bucket, (counts.get(bucket) ?? 0) + n)
  }
  return counts
}

/**
 * Series over the window; a daily point of demand is the mean of the seven days that end there.
 *
 * Before the first ad of the data there is no figure: that none was collected
 * does not say that there were none.
 */
export const overTime = Effect.fnUntraced(function* (request: FullRequest, window: Window) {
  const { by, bucket, kind, measure } = request
  const isMean = kind === "demand" && bucket === "day"
  // The first days' means look back beyond the window.
  const read: Window = isMean ? { ...window, from: shifted(window.from, 1 - meanDays) } : window
  const database = yield* Database
  const keys = yield* keysOf(request, window)
  const first = (yield* firstDay) ?? window.from
  const all = yield* database.run("insights.days", (db) =>
    sql<{ day: string; n: number }>`
      select jobs.posted_date as day, count(*)::int as n from ${adsOf(request, read)} group by 1
    `.execute(db)
  )
  const found =
    by === null || keys.length === 0
      ? []
      : (yield* database.run("insights.keyDays", (db) =>
          sql<{ key: string; day: string; n: number }>`
            select key, day, count(*)::int as n
            from (${keyed(by, adsOf(request, read), sql`jobs.posted_date as day`)}) as keyed
            where key in (${sql.join(keys.map(({ key }) => sql`${key}::text`))}) group by 1, 2
          `.execute(db)
        )).rows

  const width = bucket === "week" ? 7 : 1
  const start = (day: string) => shifted(day, -(((daysBetween(window.from, day) % width) + width) % width))
  const buckets = Array.from({ length: (daysBetween(read.from, window.to) + 1) / width }, (_, index) =>
    shifted(read.from, index * width)
  )
  const totals = countsOf(all.rows, start)
  const pointsOf = (counts: Counts): Series["points"] =>
    buckets.flatMap((day, index) => {
      if (day < window.from) {
        return []
      }
      const span = (isMean ? buckets.slice(Math.max(0, index + 1 - meanDays), index + 1) : [day]).filter(
        (bucket) => shifted(bucket, width - 1) >= first
      )
      const sum = (of: Counts) => span.reduce((total, bucket) => total + (of.get(bucket) ?? 0), 0)
      const total = sum(totals)
      const y = figureOf(sum(counts), measure === "ads" ? span.length : total < minimumN ? 0 : total)
      return [[day, y, counts.get(day) ?? 0] as const]
    })
  const series: ReadonlyArray<Series> =
    by === null
      ? [{ key: "all", n: sumOf(totals, window.from), points: pointsOf(totals) }]
      : keys.map(({ key, n }) => ({
          key,
          n,
          points: pointsOf(
            countsOf(
              found.filter((row) => row.key === key),
              start
            )
          )
        }))
  return series
})

/** Null where there is nothing to divide by. */
const figureOf = (sum: number, by: number): number | null => (by === 0 ? null : sum / by)

const sumOf = (counts: Counts, from: string) =>
  [...counts].reduce((total, [day, n]) => total + (day >= from ? n : 0), 0)
