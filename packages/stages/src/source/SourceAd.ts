import { Schema } from "effect"

/**
 * One job ad as a source gave it, in one shape for all sources.
 *
 * Values are as received: HTML, entities, odd salaries and session tokens
 * included. What a source does not state is null. Only types are made uniform
 * (an `id` that came as a number is text, `"0"` and `0` are `false`), so that
 * every later asset can be computed again from these rows alone.
 */
export const SourceAd = Schema.Struct({
  /** Namespace of `id`: the API that issued it, whoever delivered the ad (`adzuna`, `sample`, or `file` where unknown). */
  source: Schema.String,
  /** ISO 3166-1 alpha-2 code of the market, lower case: `fr`, `gb`. */
  country: Schema.String,
  /** The ad's id at its source. */
  id: Schema.NullOr(Schema.String),
  title: Schema.NullOr(Schema.String),
  company: Schema.NullOr(Schema.String),
  /** The place as displayed: `"8ème Arrondissement, Paris"`. */
  location: Schema.NullOr(Schema.String),
  /** The place from general to specific: `["France", "Ile-de-France", "Paris"]`; empty where not given. */
  area: Schema.Array(Schema.String),
  description: Schema.NullOr(Schema.String),
  url: Schema.NullOr(Schema.String),
  /** When the ad was made, as the source wrote it; not yet known to be a date. */
  created: Schema.NullOr(Schema.String),
  /** The source's own figures, in an unstated currency and period. */
  salary_min: Schema.NullOr(Schema.Finite),
  salary_max: Schema.NullOr(Schema.Finite),
  salary_is_predicted: Schema.Boolean,
  /** Pay as text, where the source has a column for it: `"60,000 - 80,000 EUR"`. */
  salary_text: Schema.NullOr(Schema.String),
  contract_type: Schema.NullOr(Schema.String),
  contract_time: Schema.NullOr(Schema.String),
  category: Schema.NullOr(Schema.String),
  latitude: Schema.NullOr(Schema.Finite),
  longitude: Schema.NullOr(Schema.Finite),
  /** The search that found the ad; null for files that do not say. */
  search_query: Schema.NullOr(Schema.String)
})
export type SourceAd = typeof SourceAd.Type
