/**
 * What can be asked of the ads as a whole, and what holds where nothing is said.
 *
 * @module
 */
import { Result, Schema } from "effect"
import { type Condition, type Filter, isDay } from "../jobs/Filter.ts"
import type { Field } from "../jobs/FilterField.ts"

export const kinds = ["demand", "pay", "postings", "places", "companies", "rising"] as const
export type Kind = (typeof kinds)[number]

/** What ads are told apart by. An ad has one value or none, of skills any number. */
export const dimensions = [
  ...["skill", "city", "department", "region", "country", "company", "contract", "language", "category"]
] as const satisfies ReadonlyArray<string>
export type Dimension = keyof typeof columns

/** The column of each. */
export const columns = {
  skill: "skills",
  city: "city",
  department: "department",
  region: "region",
  country: "country_code",
  company: "company_name",
  contract: "contract_type",
  language: "language",
  category: "category"
} as const satisfies Readonly<Record<string, Field["column"]>>

export type Bucket = "day" | "week"
export type Measure = "ads" | "share"

export interface InsightRequest {
  readonly kind: Kind
  readonly filter: Filter
  readonly by?: Dimension
  /** Of what goes over time: a point a day, or one for every seven days. */
  readonly bucket?: Bucket
  /** Of demand: how many ads, or which share of all. */
  readonly measure?: Measure
  /** Length of the window, which ends on `to`, or where the data end. */
  readonly days?: number
  /** The window's first day, instead of its length. */
  readonly from?: string
  readonly to?: string
  readonly predicted?: boolean
  readonly suspect?: boolean
  /** How many series, boxes or ranks, at most. */
  readonly limit?: number
}

/** What was asked makes no sense. */
export class InsightError extends Schema.TaggedError<InsightError>()("InsightError", { message: Schema.String }) {
  get isTransient() {
    return false
  }
}

/** A request with everything said. */
export interface FullRequest {
  readonly kind: Kind
  /** Which ads are counted. */
  readonly filter: Filter
  readonly by: Dimension | null
  /** Of those, the values that are asked for; empty for the most frequent. */
  readonly keys: ReadonlyArray<string>
  readonly bucket: Bucket
  readonly measure: Measure
  readonly days: number
  readonly from: string | null
  readonly to: string | null
  readonly predicted: boolean
  readonly suspect: boolean
  readonly limit: number
}

/** Which it is told apart by if nothing is said, and what may be said. */
const allowed: Readonly<Record<Kind, { readonly first: Dimension | null; readonly others: ReadonlyArray<string> }>> = {
  demand: { first: "skill", others: dimensions },
  pay: { first: "city", others: dimensions },
  postings: { first: null, others: dimensions },
  places: { first: "city", others: ["city", "department", "region", "country"] },
  companies: { first: "company", others: ["company"] },
  rising: { first: "skill", others: dimensions }
}

const limits: Readonly<Record<Kind, number>> = {
  demand: 6,
  pay: 12,
  postings: 6,
  places: 15,
  companies: 15,
  rising: 15
}

/** A year, and the days that make whole weeks of it. */
export const longest = 371

/**
 * The request with what holds where nothing is said.
 *
 * Conditions that name values of the field that figures are told apart by
 * choose what is shown, and not what is counted: `skill=spark,dbt` by skill
 * compares the two among all ads.
 */
export const completed = (request: InsightRequest): Result.Result<FullRequest, InsightError> => {
  const { kind, filter, bucket = "day", measure = "ads", days = 30, from = null, to = null } = request
  const { first, others } = allowed[kind]
  const by = request.by ?? first
  if (by !== null && !others.includes(by)) {
    return fail(
      `"${kind}" cannot be told apart by ${by}: there ${others.length === 1 ? "is" : "are"} ${others.join(", ")}`
    )
  }
  const wrong = [from, to].find((day) => day !== null && !isDay(day))
  if (wrong !== undefined) {
    return fail(`${wrong} is not a date: write one such as 2026-01-08`)
  }
  if (!Number.isInteger(days) || days < 1 || days > longest) {
    return fail(`A window has 1 to ${longest} days`)
  }
  if (request.limit !== undefined && (request.limit < 1 || request.limit > 100)) {
    return fail("At least 1 and at most 100 can be shown")
  }
  const isTelling = (condition: Condition) =>
    by !== null && condition.field.column === columns[by] && condition.operator === "=" && condition.values.length > 0
  return Result.succeed({
    kind,
    filter: filter.filter((condition) => !isTelling(condition)),
    by,
    keys: filter.filter(isTelling).flatMap(({ values }) => values),
    bucket,
    measure,
    days,
    from,
    to,
    predicted: request.predicted ?? false,
    suspect: request.suspect ?? false,
    limit: request.limit ?? limits[kind]
  })
}

const fail = (message: string) => Result.fail(new InsightError({ message }))
