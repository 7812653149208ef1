/**
 * What to search for, and how to ask for it.
 *
 * @module
 */
import { DateTime, Effect, Option, Schema } from "effect"
import { markets } from "./Markets.ts"

const withDefault = <S extends Schema.Constraint>(schema: S, value: S["Type"]) =>
  Schema.withDecodingDefaultTypeKey<S>(Effect.succeed(value))(schema)

const atLeast = (minimum: number) => Schema.Int.check(Schema.isGreaterThanOrEqualTo(minimum))
const seconds = Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0))
const timeZone = Schema.String.check(
  Schema.makeFilter((name) => Option.isSome(DateTime.zoneMakeNamed(name)) || "an IANA time zone, such as Europe/Paris")
)

/** What is asked for: a change of any of these changes what is collected. */
export const SearchSettings = Schema.Struct({
  /** Each is searched in each location. */
  queries: withDefault(Schema.Array(Schema.NonEmptyString), ["data engineer", "data scientist", "data analyst"]),
  /** Places by market; a market that is not named is searched in its greatest cities, one with `[]` as a whole. */
  locations: withDefault(Schema.Record(Schema.String, Schema.Array(Schema.NonEmptyString)), {}),
  /** Ads read of one search at most; the specification's 1,000. */
  limitPerQuery: withDefault(atLeast(1), 1_000),
  /** Kilometres around a location: always sent, as Adzuna's own default is documented in two ways. */
  distanceKm: withDefault(atLeast(0), 20),
  /** More than one, so that an ad that Adzuna listed late is not lost; what is known already is recognized. */
  maxDaysOld: withDefault(atLeast(1), 3)
})
export type SearchSettings = typeof SearchSettings.Type

const quota = (limit: number) => withDefault(Schema.NullOr(atLeast(0)), limit)

/** Requests that an account may send to a live API in any span of this length; null for no limit. Adzuna's own by default. */
const Quota = Schema.Struct({
  /** In any 24 hours. */
  perDay: quota(250),
  /** In any 7 days. */
  perWeek: quota(1_000),
  /** In any 31 days, so that no calendar month holds more. */
  perMonth: quota(2_500)
})

/** How it is asked for: no effect on what is collected. */
export const RequestSettings = Schema.Struct({
  /** Adzuna answers 400 to more than 50. */
  pageSize: withDefault(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 50 })), 50),
  /** Requests sent in any 60 seconds; null for no limit. */
  rateLimitPerMinute: withDefault(Schema.NullOr(atLeast(1)), 25),
  /** Counted in the database over all processes; the sample spends none of it. */
  quota: withDefault(Quota, { perDay: 250, perWeek: 1_000, perMonth: 2_500 }),
  /** When more requests are needed than are left: fail before the first one, or send what is left, first pages first. */
  ifQuota: withDefault(Schema.Literals(["fail", "shorten"]), "fail"),
  /** Pages asked for at the same time. */
  concurrency: withDefault(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 64 })), 4),
  /** For one answer with its body. */
  timeoutSeconds: withDefault(Schema.Finite.check(Schema.isGreaterThan(0)), 30),
  /** Further attempts for one page. */
  retries: withDefault(atLeast(0), 3),
  /** Wait after a time-out, a lost connection or a 5xx. */
  retryDelaySeconds: withDefault(seconds, 5),
  /** First wait after a 429; doubles each time. `Retry-After` replaces it where it is longer. */
  backoffSeconds: withDefault(seconds, 10),
  /** When a page is missing after its retries: fail the collection, or go on and keep it among the rejects. */
  ifIncomplete: withDefault(Schema.Literals(["fail", "publish"]), "fail"),
  /** Time zone that "today" is taken in, to refuse other dates of a live API. */
  timeZone: withDefault(timeZone, "UTC")
})
export type RequestSettings = typeof RequestSettings.Type

export const CollectSettings = Schema.Struct({ ...SearchSettings.fields, ...RequestSettings.fields })
export type CollectSettings = typeof CollectSettings.Type

export const defaultCollectSettings: CollectSettings = Schema.decodeSync(CollectSettings)({})

/** One query in one place. */
export interface Search {
  readonly market: string
  readonly what: string
  /** None for the whole country. */
  readonly where: string | null
}

/** The searches of a market in the order in which their ads are read: by query, then by location. */
export const searchesOf = (settings: SearchSettings, market: string): ReadonlyArray<Search> => {
  const configured = settings.locations[market]
  const places = configured ?? (markets[market]?.places ?? []).map((place) => place.name)
  const wheres = places.length === 0 ? [null] : places
  return settings.queries.flatMap((what) => wheres.map((where) => ({ market, what, where })))
}

/** The fewest and the most requests that one collection of a market sends, retries apart. */
export const requestsOf = (
  settings: CollectSettings,
  market: string
): { readonly least: number; readonly most: number } => {
  const searches = searchesOf(settings, market).length
  return { least: searches, most: searches * Math.ceil(settings.limitPerQuery / settings.pageSize) }
}
