import { Schema } from "effect"

/**
 * A row of `validated`: an ad that passed every rule, or was repaired where a rule allows it.
 *
 * Text and figures are otherwise as received (HTML, entities, unstated pay
 * periods): making sense of them is the business of `enriched`.
 */
export const ValidatedAd = Schema.Struct({
  job_id: Schema.String,
  source: Schema.String,
  /** ISO 3166-1 alpha-2 code of the market, lower case. */
  country: Schema.String,
  job_title: Schema.String,
  company_name: Schema.NullOr(Schema.String),
  /** The place as displayed; `Unknown` where the source gave none. */
  location: Schema.String,
  area: Schema.Array(Schema.String),
  job_description: Schema.NullOr(Schema.String),
  /** See `canonicalUrl`. */
  url: Schema.String,
  /** ISO date, `2026-03-07`; null where the source gave none, which the rules allow. */
  posted_date: Schema.NullOr(Schema.String),
  search_query: Schema.NullOr(Schema.String),
  salary_min: Schema.NullOr(Schema.Finite),
  salary_max: Schema.NullOr(Schema.Finite),
  salary_is_predicted: Schema.Boolean,
  salary_text: Schema.NullOr(Schema.String),
  contract_type: Schema.NullOr(Schema.String),
  contract_time: Schema.NullOr(Schema.String),
  category: Schema.NullOr(Schema.String),
  latitude: Schema.NullOr(Schema.Finite),
  longitude: Schema.NullOr(Schema.Finite),
  /** Names of the rules by which values were repaired, in the order of the rules. */
  repairs: Schema.Array(Schema.String)
})
export type ValidatedAd = typeof ValidatedAd.Type
