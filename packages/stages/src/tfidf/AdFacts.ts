import { Struct } from "effect"
import { EnrichedAd } from "../enriched/EnrichedAd.ts"

/** What is kept, in the order in which it is written. */
const names = [
  "job_id",
  "source",
  "country",
  "job_title",
  "company_name",
  "location",
  "city",
  "district",
  "department",
  "region",
  "country_code",
  "is_remote",
  "remote_share",
  "posted_date",
  "language",
  "skills",
  "salary_min",
  "salary_max",
  "salary_currency",
  "contract_type",
  "working_time",
  "url",
  "category",
  "search_query",
  "data_quality_score"
] as const

/**
 * What a model knows of an ad besides its words: what a search shows, and filters by.
 *
 * Kept beside the counts, so that what is found is the ad that was counted,
 * whatever the other tables hold meanwhile.
 */
export const AdFacts = EnrichedAd.mapFields(Struct.pick(names))
export type AdFacts = typeof AdFacts.Type

/** The facts of an enriched ad. */
export const adFacts = (ad: EnrichedAd): AdFacts => Struct.pick(ad, names)
