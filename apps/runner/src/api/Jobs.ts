/**
 * Job ads as they stand in the table `jobs`.
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Count, Day, Instant, paging, Text } from "./Common.ts"
import { problems } from "./Problem.ts"

export const Pay = Schema.Struct({
  min: Schema.NullOr(Schema.Finite),
  max: Schema.NullOr(Schema.Finite),
  period: Schema.NullOr(Schema.String),
  currency: Schema.NullOr(Schema.String),
  /** The source guessed it. */
  predicted: Schema.NullOr(Schema.Boolean),
  /** It can hardly be right. */
  suspect: Schema.NullOr(Schema.Boolean)
})

export const JobSummary = Schema.Struct({
  id: Schema.String,
  title: Schema.String,
  company: Schema.NullOr(Schema.String),
  location: Schema.NullOr(Schema.String),
  city: Schema.NullOr(Schema.String),
  country: Schema.NullOr(Schema.String),
  contract: Schema.NullOr(Schema.String),
  remote: Schema.NullOr(Schema.Boolean),
  language: Schema.NullOr(Schema.String),
  skills: Schema.Array(Schema.String),
  pay: Pay,
  postedAt: Schema.NullOr(Day),
  url: Schema.NullOr(Schema.String),
  source: Schema.NullOr(Schema.String),
  /** Who must be named where the ad is shown; null where nobody asks for it. */
  attribution: Schema.NullOr(Schema.String)
})
export type JobSummary = typeof JobSummary.Type

export const JobDetail = Schema.Struct({
  ...JobSummary.fields,
  description: Schema.NullOr(Schema.String),
  searchQuery: Schema.NullOr(Schema.String),
  qualityScore: Schema.NullOr(Schema.Finite),
  daysSincePosted: Schema.NullOr(Count),
  batchDate: Schema.NullOr(Day),
  partition: Schema.NullOr(Schema.String),
  createdAt: Instant,
  updatedAt: Instant
})
export type JobDetail = typeof JobDetail.Type

export const FacetName = Schema.Literals(["city", "company", "skill", "contract", "language", "country"])
export type FacetName = typeof FacetName.Type

/** How many of the found ads have a value; the most frequent first. */
export const Facets = Schema.Record(FacetName, Schema.Array(Schema.Struct({ value: Schema.String, count: Count })))
export type Facets = typeof Facets.Type

/** Filters are joined by *and*; several values of one, comma-separated, by *or*. */
const filters = {
  /** Words that title, company or description has, all of them. */
  q: Schema.optionalKey(Text),
  city: Schema.optionalKey(Text),
  company: Schema.optionalKey(Text),
  skill: Schema.optionalKey(Text),
  contract: Schema.optionalKey(Text),
  language: Schema.optionalKey(Text),
  country: Schema.optionalKey(Text),
  source: Schema.optionalKey(Text),
  /** Pay a year, in the ad's currency. */
  payMin: Schema.optionalKey(Schema.Finite),
  payMax: Schema.optionalKey(Schema.Finite),
  /** Posted from this date on. */
  from: Schema.optionalKey(Day),
  to: Schema.optionalKey(Day),
  remote: Schema.optionalKey(Schema.Literals(["true", "false"]))
}

export const JobPage = Schema.Struct({
  total: Count,
  tookMs: Count,
  /** Are they invented ads of the sample? */
  sample: Schema.Boolean,
  items: Schema.Array(JobSummary),
  next: Schema.NullOr(Schema.String)
})
export type JobPage = typeof JobPage.Type

export const jobs = HttpApiGroup.make("jobs")
  .add(
    HttpApiEndpoint.get("search", "/jobs", {
      query: { ...filters, sort: Schema.optionalKey(Schema.Literals(["posted", "pay", "quality"])), ...paging },
      success: JobPage,
      error: problems
    }).annotate(OpenApi.Summary, "Ads that fit the filters, newest first"),
    HttpApiEndpoint.get("facets", "/jobs/facets", {
      query: { ...filters, limit: paging.limit },
      success: Facets,
      error: problems
    }).annotate(OpenApi.Summary, "The values that the ads found have, and how often"),
    HttpApiEndpoint.get("show", "/jobs/:jobId", {
      params: { jobId: Schema.String.check(Schema.isMaxLength(100)) },
      success: JobDetail,
      error: problems
    }).annotate(OpenApi.Summary, "One ad")
  )
  .annotate(OpenApi.Description, "The ads that were exported")
