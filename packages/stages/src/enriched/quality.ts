/**
 * Fields that are computed from the finished row.
 *
 * @module
 */
import { createHash } from "node:crypto"
import type { EnrichedAd } from "./EnrichedAd.ts"

/** The fields whose presence makes an ad useful. */
const scored = [
  ...(["job_title", "company_name", "location", "posted_date", "job_description"] as const),
  ...(["skills_required", "salary_min", "salary_max", "url", "search_query"] as const)
]

/** The share of the ten scored fields that are not null: 0 to 1, in tenths. */
export const dataQualityScore = (ad: Pick<EnrichedAd, (typeof scored)[number]>): number =>
  scored.filter((field) => ad[field] !== null).length / scored.length

/**
 * Equal for two ads of a batch exactly if a reader sees the same in both.
 *
 * It covers title, company, place, date, text, pay and contract; not the id,
 * the address or the search that found the ad. The same text for another city is
 * another job, and the same ad posted again on another day another posting.
 * Without a description too little is seen to tell two ads apart: then the
 * address counts as well.
 */
export const contentHash = (ad: Omit<EnrichedAd, "content_hash">): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        ...[
          ad.job_title,
          ad.company_name,
          ad.location,
          ad.city,
          ad.district,
          ad.department,
          ad.region,
          ad.country_code
        ],
        ...[ad.posted_date, ad.job_description, ad.job_description === null ? ad.url : null],
        ...[ad.salary_stated_min, ad.salary_stated_max, ad.salary_currency, ad.salary_period],
        ...[ad.contract_type, ad.working_time, ad.category]
      ])
    )
    .digest("hex")

const dayInMilliseconds = 86_400_000

/** Whole days from one ISO date to another, at least 0: a clock's zone may make an ad a day younger than its batch. */
export const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayInMilliseconds))
