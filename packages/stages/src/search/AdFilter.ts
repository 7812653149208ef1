/**
 * Filters on the ads of a model: the grammar of `@jobgraph/db/jobs/Filter`, answered from memory.
 *
 * The meaning is that of the same filter on the table `jobs`, for the fields
 * that a model keeps.
 *
 * @module
 */
import { type Condition, type Filter, FilterError, print } from "@jobgraph/db/jobs/Filter"
import type { Field } from "@jobgraph/db/jobs/FilterField"
import { DateTime, Result } from "effect"
import type { AdFacts } from "../tfidf/AdFacts.ts"
import type { AdTable } from "./AdTable.ts"
import type { Value } from "./Column.ts"

/** What a filter may ask, by the names of the columns of `jobs`. */
export const filterFields: Partial<Readonly<Record<Field["column"], (ad: AdFacts) => Value>>> = {
  job_id: (ad) => ad.job_id,
  source: (ad) => ad.source,
  country: (ad) => ad.country,
  job_title: (ad) => ad.job_title,
  company_name: (ad) => ad.company_name,
  location: (ad) => ad.location,
  city: (ad) => ad.city,
  district: (ad) => ad.district,
  department: (ad) => ad.department,
  region: (ad) => ad.region,
  country_code: (ad) => ad.country_code,
  is_remote: (ad) => ad.is_remote,
  remote_share: (ad) => ad.remote_share,
  posted_date: (ad) => ad.posted_date,
  days_since_posted: (ad) => ad.posted_date,
  language: (ad) => ad.language,
  skills: (ad) => (ad.skills.length === 0 ? null : ad.skills),
  skills_required: (ad) => (ad.skills.length === 0 ? null : ad.skills.join(", ")),
  has_skills: (ad) => ad.skills.length > 0,
  salary_min: (ad) => ad.salary_min,
  salary_max: (ad) => ad.salary_max,
  pay_min: (ad) => ad.salary_min ?? ad.salary_max,
  pay_max: (ad) => ad.salary_max ?? ad.salary_min,
  has_salary: (ad) => ad.salary_min !== null || ad.salary_max !== null,
  salary_currency: (ad) => ad.salary_currency,
  contract_type: (ad) => ad.contract_type,
  working_time: (ad) => ad.working_time,
  url: (ad) => ad.url,
  category: (ad) => ad.category,
  search_query: (ad) => ad.search_query,
  data_quality_score: (ad) => ad.data_quality_score
}

/**
 * Whether a row of the table, whose columns are those of `filterFields`, fits; `today` is the date from which `age`
 * counts. Fails for what a model does not keep.
 */
export const rowFilter = (
  filter: Filter,
  table: AdTable,
  today: string
): Result.Result<(row: number) => boolean, FilterError> =>
  Result.map(
    Result.all(filter.map((condition) => rowCondition(condition, filter, table, today))),
    (conditions) => (row) => conditions.every((holds) => holds(row))
  )

const rowCondition = (
  condition: Condition,
  filter: Filter,
  table: AdTable,
  today: string
): Result.Result<(row: number) => boolean, FilterError> => {
  const { column } = condition.field
  const kept = table.column(column)
  if (kept === undefined) {
    const text = print(filter)
    return Result.fail(
      new FilterError({
        problem: `A search cannot filter by ${column}: the model does not keep it`,
        text,
        column: text.indexOf(column) + 1
      })
    )
  }
  const holds = conditionOn(condition)
  return Result.succeed(
    kept.fits(column === "days_since_posted" ? (posted) => holds(daysBetween(posted, today)) : holds)
  )
}

const conditionOn = ({ field, operator, values }: Condition): ((value: Value) => boolean) => {
  const wanted = values.map((value) => value.toLowerCase())
  switch (operator) {
    case "=":
      return wanted.length === 0 ? isUnknown : isAny(field, wanted)
    case "!=":
      return not(wanted.length === 0 ? isUnknown : isAny(field, wanted))
    case "~":
      return holdsAny(wanted)
    case "!~":
      return not(holdsAny(wanted))
    default: {
      const limit = field.type === "number" ? Number(wanted[0]) : (wanted[0] ?? "")
      return (value) => typeof value === typeof limit && value !== null && orders[operator](compare(value, limit))
    }
  }
}

const not =
  (holds: (value: Value) => boolean) =>
  (value: Value): boolean =>
    !holds(value)

const isUnknown = (value: Value): boolean => value === null

const isAny = ({ type }: Field, wanted: ReadonlyArray<string>): ((value: Value) => boolean) => {
  if (type === "number") {
    const numbers = new Set(wanted.map(Number))
    return (value) => typeof value === "number" && numbers.has(value)
  }
  const texts = new Set(wanted)
  return (value) =>
    Array.isArray(value) ? value.some((each) => texts.has(each)) : value !== null && texts.has(`${value}`)
}

const holdsAny =
  (wanted: ReadonlyArray<string>) =>
  (value: Value): boolean => {
    const text = Array.isArray(value) ? value.join(", ") : value
    return typeof text === "string" && wanted.some((part) => text.includes(part))
  }

const orders = {
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0
}

const compare = (a: Value, b: Value): number => (a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1)

const millisADay = 86_400_000
const daysBetween = (from: Value, to: string): number | null =>
  typeof from === "string" ? Math.round((millisOf(to) - millisOf(from)) / millisADay) : null
const millisOf = (day: string): number => DateTime.toEpochMillis(DateTime.makeUnsafe(`${day}T00:00:00Z`))
