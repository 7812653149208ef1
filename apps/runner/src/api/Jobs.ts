/**
 * Job ads as they stand in the table `jobs`.
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Count, Day, Instant, Json, paging, Text } from "./Common.ts"
import { Conflict, NotFound, Refused } from "./Problem.ts"

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

/** Places in a text: UTF-16 units, ascending, apart from each other; the second number is the first unit behind. */
export const Ranges = Schema.Array(Schema.Tuple([Count, Count]))

/** An ad of a list, with what a search says of it. */
export const FoundJob = Schema.Struct({
  ...JobSummary.fields,
  /** Likeness, 0 to 1; null where the list is only filtered. */
  score: Schema.NullOr(Schema.Finite),
  /** The terms that make the score, the greatest weights first; `word` is how the ad writes a term. */
  why: Schema.Array(Schema.Struct({ term: Schema.String, word: Schema.String, weight: Schema.Finite })),
  highlights: Schema.Array(Schema.Struct({ field: Schema.Literals(["title", "description"]), ranges: Ranges })),
  /** The part of the description with most of what was sought; the ranges are places in this text. */
  snippet: Schema.NullOr(Schema.Struct({ text: Schema.String, ranges: Ranges }))
})
export type FoundJob = typeof FoundJob.Type

export const FacetName = Schema.Literals(["city", "company", "skill", "contract", "language", "country"])
export type FacetName = typeof FacetName.Type

/** How many of the ads that fit the other filters have a value; the most frequent first, what is selected always. */
export const Facets = Schema.Record(
  FacetName,
  Schema.Array(Schema.Struct({ value: Schema.String, count: Count, selected: Schema.Boolean }))
)
export type Facets = typeof Facets.Type

/** Filters are joined by *and*; several values of one, comma-separated, by *or*. A value with a comma stands in quotes. */
const filters = {
  /** Words that title, company or description has, all of them. */
  q: Schema.optionalKey(Text),
  /** Ranked by the model in use: the ads nearest to these words, in French or English. */
  text: Schema.optionalKey(Text),
  /** Ranked by the model in use: the ads most like the one of this id. */
  similarTo: Schema.optionalKey(Text),
  /** The grammar of `--where`: `city=Lyon,Paris and skill=python and salary_min>=40000`. */
  where: Schema.optionalKey(Text),
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
  /** The model that ranked them; null where the list is only filtered. */
  model: Schema.NullOr(Schema.String),
  /** What the model knows of what was asked; where that is nothing, nothing can be found. */
  known: Schema.Array(Schema.Struct({ term: Schema.String, word: Schema.String })),
  /** Are they invented ads of the sample? */
  sample: Schema.Boolean,
  items: Schema.Array(FoundJob),
  next: Schema.NullOr(Schema.String),
  /** The same search as a command line; null where no command does it. */
  command: Schema.NullOr(Schema.String)
})
export type JobPage = typeof JobPage.Type

/** What one partition said of an ad, and how that differs from what was said before. */
export const JobClaim = Schema.Struct({
  partition: Schema.String,
  batchDate: Schema.NullOr(Day),
  runId: Schema.NullOr(Schema.String),
  at: Schema.NullOr(Instant),
  /** `current` stands in the table, `beneath` waits under a newer batch date, `replaced` was changed or withdrawn. */
  state: Schema.Literals(["current", "beneath", "replaced"]),
  changes: Schema.Array(Schema.Struct({ field: Schema.String, from: Json, to: Json }))
})
export type JobClaim = typeof JobClaim.Type

const ofJob = { jobId: Schema.String.check(Schema.isMaxLength(100)) }

export const jobs = HttpApiGroup.make("jobs")
  .add(
    HttpApiEndpoint.get("search", "/jobs", {
      query: {
        ...filters,
        /** Not together with `text` or `similarTo`, which rank by likeness. */
        sort: Schema.optionalKey(Schema.Literals(["posted", "pay", "quality"])),
        ...paging
      },
      success: JobPage,
      error: [NotFound, Conflict, Refused]
    }).annotate(OpenApi.Summary, "Ads that fit the filters: newest first, or the nearest to `text` or `similarTo`"),
    HttpApiEndpoint.get("facets", "/jobs/facets", {
      query: { ...filters, limit: paging.limit },
      success: Facets,
      error: [NotFound, Conflict, Refused]
    }).annotate(
      OpenApi.Summary,
      "The values that the ads found have, and how often; of a ranked list, among its best 1,000"
    ),
    HttpApiEndpoint.get("show", "/jobs/:jobId", { params: ofJob, success: JobDetail, error: [NotFound] }).annotate(
      OpenApi.Summary,
      "One ad"
    ),
    HttpApiEndpoint.get("similar", "/jobs/:jobId/similar", {
      params: ofJob,
      query: { where: filters.where, ...paging },
      success: JobPage,
      error: [NotFound, Conflict, Refused]
    }).annotate(OpenApi.Summary, "The ads most like an ad, by the model in use"),
    HttpApiEndpoint.get("history", "/jobs/:jobId/history", {
      params: ofJob,
      success: Schema.Array(JobClaim),
      error: [NotFound]
    }).annotate(OpenApi.Summary, "What each batch said of an ad, oldest first, and what changed")
  )
  .annotate(OpenApi.Description, "The ads that were exported")
