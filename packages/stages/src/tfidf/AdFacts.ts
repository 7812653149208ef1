import { Schema } from "effect"
import { EnrichedAd } from "../enriched/EnrichedAd.ts"

/**
 * What a model knows of an ad besides its words: what a search shows, and filters by.
 *
 * Kept beside the counts, so that what is found is the ad that was counted,
 * whatever the other tables hold meanwhile.
 */
export const AdFacts = Schema.Struct({
  job_id: EnrichedAd.fields.job_id,
  job_title: EnrichedAd.fields.job_title,
  company_name: EnrichedAd.fields.company_name,
  location: EnrichedAd.fields.location,
  city: EnrichedAd.fields.city,
  country: EnrichedAd.fields.country,
  language: EnrichedAd.fields.language,
  category: EnrichedAd.fields.category,
  contract_type: EnrichedAd.fields.contract_type,
  working_time: EnrichedAd.fields.working_time,
  is_remote: EnrichedAd.fields.is_remote,
  skills: EnrichedAd.fields.skills,
  salary_min: EnrichedAd.fields.salary_min,
  salary_max: EnrichedAd.fields.salary_max,
  salary_currency: EnrichedAd.fields.salary_currency,
  posted_date: EnrichedAd.fields.posted_date,
  url: EnrichedAd.fields.url
})
export type AdFacts = typeof AdFacts.Type

/** The facts of an enriched ad, in the order in which they are written. */
export const adFacts = (ad: EnrichedAd): AdFacts => ({
  job_id: ad.job_id,
  job_title: ad.job_title,
  company_name: ad.company_name,
  location: ad.location,
  city: ad.city,
  country: ad.country,
  language: ad.language,
  category: ad.category,
  contract_type: ad.contract_type,
  working_time: ad.working_time,
  is_remote: ad.is_remote,
  skills: ad.skills,
  salary_min: ad.salary_min,
  salary_max: ad.salary_max,
  salary_currency: ad.salary_currency,
  posted_date: ad.posted_date,
  url: ad.url
})
