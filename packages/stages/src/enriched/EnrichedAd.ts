import { Schema } from "effect"

/**
 * A row of `enriched`: an ad as people read, search and compare it.
 *
 * Plain JSON. Names are those of the table `jobs` where it has the column. What
 * is not stated is null; `quality` and the counts rest on that.
 */
export const EnrichedAd = Schema.Struct({
  job_id: Schema.String,
  source: Schema.String,
  /** ISO 3166-1 alpha-2 code of the market, lower case. */
  country: Schema.String,
  /** The job alone, see `cleanTitle`. */
  job_title: Schema.String,
  company_name: Schema.NullOr(Schema.String),
  /** For display: a city, else the smallest known place around it, else `Remote` or `Unknown`. */
  location: Schema.String,
  city: Schema.NullOr(Schema.String),
  /** `9e arrondissement`, where the ad names one. */
  district: Schema.NullOr(Schema.String),
  department: Schema.NullOr(Schema.String),
  region: Schema.NullOr(Schema.String),
  /** ISO 3166-1 alpha-2 code of the place of work, upper case. */
  country_code: Schema.NullOr(Schema.String),
  /** The whole work is done from elsewhere; part-time remote work is in `remote_share`. */
  is_remote: Schema.Boolean,
  /** ISO date. */
  posted_date: Schema.NullOr(Schema.String),
  /** Clean text on one line, case and accents kept. */
  job_description: Schema.NullOr(Schema.String),
  /** ISO 639-1 code of the description. */
  language: Schema.NullOr(Schema.String),
  /** Canonical names, in the order of their first mention. */
  skills: Schema.Array(Schema.String),
  /** The same as text, `Python, SQL`; null where there are none. */
  skills_required: Schema.NullOr(Schema.String),
  /** Yearly, in `salary_currency`, by the annual policy. */
  salary_min: Schema.NullOr(Schema.Finite),
  salary_max: Schema.NullOr(Schema.Finite),
  /** ISO 4217 code. */
  salary_currency: Schema.NullOr(Schema.String),
  /** The period of the stated figures; null where none is stated, and for pay by the week. */
  salary_period: Schema.NullOr(Schema.Literals(["year", "month", "day", "hour"])),
  /** The figures as stated, in `salary_period`; those of the source where they were dropped as impossible. */
  salary_stated_min: Schema.NullOr(Schema.Finite),
  salary_stated_max: Schema.NullOr(Schema.Finite),
  /** The source's estimate, not the employer's word. */
  salary_is_predicted: Schema.Boolean,
  /** Something about the pay cannot be right: leave it out of averages. */
  salary_is_suspect: Schema.Boolean,
  /** `salary_min` or `salary_max` is known. */
  has_salary: Schema.Boolean,
  has_skills: Schema.Boolean,
  /** See `contractOf`. */
  contract_type: Schema.NullOr(Schema.String),
  working_time: Schema.NullOr(Schema.String),
  /** Share of the week worked from home, 0 to 1; null where the ad does not say. */
  remote_share: Schema.NullOr(Schema.Finite),
  url: Schema.String,
  category: Schema.NullOr(Schema.String),
  latitude: Schema.NullOr(Schema.Finite),
  longitude: Schema.NullOr(Schema.Finite),
  search_query: Schema.NullOr(Schema.String),
  /** Days from `posted_date` to the batch date, never below 0. */
  days_since_posted: Schema.NullOr(Schema.Int),
  /** 0 to 1, see `dataQualityScore`. */
  data_quality_score: Schema.Finite,
  /** Equal for ads of one batch in which a reader sees the same; see `contentHash`. */
  content_hash: Schema.String
})
export type EnrichedAd = typeof EnrichedAd.Type
