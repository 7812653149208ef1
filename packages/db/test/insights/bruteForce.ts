/**
 * The figures again, by loops over rows: slow, and nothing like the SQL.
 *
 * @module
 */

import type { Dimension } from "../../src/insights/Request.ts"
import type { JobRow } from "../../src/Jobs.ts"

export interface Asked {
  readonly from: string
  readonly to: string
  readonly predicted: boolean
  readonly suspect: boolean
}

export const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000
export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

export const inWindow = (rows: ReadonlyArray<JobRow>, from: string, to: string) =>
  rows.filter(({ posted_date }) => posted_date !== null && posted_date >= from && posted_date <= to)

export const valuesOf = (row: JobRow, by: Dimension): ReadonlyArray<string> => {
  if (by === "skill") {
    return [...new Set((row.skills_required ?? "").split(", ").filter((skill) => skill !== ""))]
  }
  const value = {
    ...{ city: row.city, department: row.department, region: row.region, country: row.country_code },
    ...{ company: row.company_name, contract: row.contract_type, language: row.language, category: row.category }
  }[by]
  return value === null ? [] : [value]
}

/** The pay that counts, with its currency; why it does not; or nothing, where none is stated. */
export const payOf = (row: JobRow, { predicted, suspect }: Asked) => {
  const stated = [row.salary_min, row.salary_max].filter((figure) => figure !== null)
  if (stated.length === 0) {
    return null
  }
  if (row.salary_is_predicted === true && !predicted) {
    return "predicted"
  }
  if (row.salary_is_suspect === true && !suspect) {
    return "suspect"
  }
  return { value: stated.reduce((a, b) => a + b, 0) / stated.length, currency: row.salary_currency }
}

/** The most frequent of some texts, the first by code points of equally frequent ones; null counts last. */
export const mostFrequent = (texts: ReadonlyArray<string | null>): string | null => {
  const counts = new Map<string | null, number>()
  for (const text of texts) {
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const [first] = [...counts].toSorted(
    ([a, n], [b, m]) => m - n || (a === null ? 1 : b === null ? -1 : a < b ? -1 : a > b ? 1 : 0)
  )
  return first?.[0] ?? null
}

export const quantile = (values: ReadonlyArray<number>, q: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const place = q * (sorted.length - 1)
  const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low + (high - low) * (place - Math.floor(place))
}

/** Keys with something of each, most first, equally many by code points. */
export const grouped = <A>(pairs: ReadonlyArray<readonly [key: string, value: A]>) => {
  const groups = new Map<string, Array<A>>()
  for (const [key, value] of pairs) {
    groups.set(key, [...(groups.get(key) ?? []), value])
  }
  return [...groups].toSorted(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : a > b ? 1 : 0))
}
