/**
 * Reads Adzuna's JSON into `SourceAd`s, whatever state it is in.
 *
 * @module
 */
import { Predicate, Result, Schema } from "effect"
import type { MalformedRecord } from "./Source.ts"
import { SourceAd } from "./SourceAd.ts"

/** Whose ads are read: `source` issued the ids, `query` is the search that found them. */
export interface AdContext {
  readonly source: string
  readonly market: string
  readonly query: string | null
}

/** A page of search results as Jobgraph keeps it; plain JSON. */
export const AdzunaPage = Schema.Struct({
  /** Ads that match the search in all; null where not stated. */
  count: Schema.NullOr(Schema.Finite),
  ads: Schema.Array(SourceAd),
  malformed: Schema.Array(Schema.Struct({ rule: Schema.String, reason: Schema.String, record: Schema.Unknown })),
  /** How often a field had to be set to null (or false) because it was missing or of a wrong type, by field. */
  defaulted: Schema.Record(Schema.String, Schema.Int)
})
export type AdzunaPage = typeof AdzunaPage.Type

/**
 * Reads a parsed body. Fails, with what is wrong, only if it has no list of results at all.
 *
 * A missing or unusable field is set to null and counted, an element that is
 * no object goes to `malformed`, a field that is not known here is left out.
 */
export const decodePage = (body: unknown, context: AdContext): Result.Result<AdzunaPage, string> => {
  if (!isRecord(body) || !Array.isArray(body.results)) {
    return Result.fail("it has no list named results")
  }
  const results: ReadonlyArray<unknown> = body.results
  const ads: Array<SourceAd> = []
  const malformed: Array<MalformedRecord> = []
  const defaulted = new Defaulted()
  const count = integer(body.count)
  if (count === null) {
    defaulted.add("count")
  }
  for (const record of results) {
    if (isRecord(record)) {
      ads.push(decodeAd(record, context, defaulted))
    } else {
      malformed.push(notAnAd(record))
    }
  }
  return Result.succeed({ count, ads, malformed, defaulted: defaulted.byField })
}

/** Counts, by name, the fields that had to be set to a default. */
export class Defaulted {
  readonly byField: Record<string, number> = {}
  add(field: string) {
    this.byField[field] = (this.byField[field] ?? 0) + 1
  }
}

/** Reads one ad in Adzuna's form; what had to be defaulted is added to `defaulted`. */
export const decodeAd = (ad: Record<string, unknown>, context: AdContext, defaulted: Defaulted): SourceAd => {
  const required = (field: string) => {
    const value = text(ad[field])
    if (value === null) {
      defaulted.add(field)
    }
    return value
  }
  const optional = <A>(field: string, read: (value: unknown) => A | null) => {
    const value = ad[field]
    const result = value === undefined || value === null ? null : read(value)
    if (result === null && value !== undefined && value !== null) {
      defaulted.add(field)
    }
    return result
  }
  const location = optional("location", record)
  return {
    source: context.source,
    country: context.market,
    id: required("id"),
    title: required("title"),
    company: text(optional("company", record)?.display_name),
    location: text(location?.display_name),
    area: texts(location?.area),
    description: required("description"),
    url: required("redirect_url"),
    created: required("created"),
    salary_min: optional("salary_min", number),
    salary_max: optional("salary_max", number),
    salary_is_predicted: optional("salary_is_predicted", flag) ?? false,
    salary_text: null,
    contract_type: optional("contract_type", text),
    contract_time: optional("contract_time", text),
    category: text(optional("category", record)?.tag),
    latitude: optional("latitude", number),
    longitude: optional("longitude", number),
    search_query: context.query
  }
}

/** A reject for an element that is no ad. */
export const notAnAd = (element: unknown): MalformedRecord => ({
  rule: "not_an_object",
  reason: `an ad must be an object, this is ${nameOfType(element)}`,
  record: excerpt(element)
})

/** What is kept of a record that cannot be read: as it is if it is short, else the beginning of its JSON. */
export const excerpt = (value: unknown): unknown => {
  const json = typeof value === "string" ? value : (JSON.stringify(value) ?? "")
  return json.length <= longestExcerpt ? value : json.slice(0, longestExcerpt)
}

const longestExcerpt = 2_000

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  Predicate.isObject(value) && !Array.isArray(value)

/** Text as it is, a number as text; an empty text states nothing. */
export const text = (value: unknown): string | null => {
  if (typeof value === "string") {
    return value === "" ? null : value
  }
  return typeof value === "number" && Number.isFinite(value) ? String(value) : null
}

/** A finite number, or the text of one. */
export const number = (value: unknown): number | null => {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : null
}

/** Adzuna sends `"0"` and `"1"`, elsewhere 0, 1, true and false are seen. */
export const flag = (value: unknown): boolean | null => {
  // An object may have no text at all: {"toString": null}.
  switch (typeof value === "object" ? "" : String(value).trim().toLowerCase()) {
    case "1":
    case "true":
      return true
    case "0":
    case "false":
      return false
    default:
      return null
  }
}

const record = (value: unknown) => (isRecord(value) ? value : null)

const texts = (value: unknown): ReadonlyArray<string> => (Array.isArray(value) ? value.filter(Predicate.isString) : [])

const integer = (value: unknown) => {
  const parsed = number(value)
  return parsed !== null && Number.isInteger(parsed) && parsed >= 0 ? parsed : null
}

const nameOfType = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`)
