/**
 * Ads in the shapes of the API.
 *
 * @module
 */
import type { JobRow } from "@jobgraph/db/service/JobSearch"
import type { FoundAd } from "@jobgraph/stages/search/SearchAnswer"
import type { FoundJob, JobDetail, JobSummary } from "../../api/Jobs.ts"
import { instant } from "../../print/json.ts"
import { type Ranges, rangesOf, snippetOf } from "./snippet.ts"

export const summaryOf = (row: JobRow): JobSummary => ({
  id: row.job_id,
  title: row.job_title,
  company: row.company_name,
  location: row.location,
  city: row.city,
  country: row.country_code,
  contract: row.contract_type,
  remote: row.is_remote,
  language: row.language,
  skills: row.skills ?? [],
  pay: {
    min: row.salary_min,
    max: row.salary_max,
    period: row.salary_period,
    currency: row.salary_currency,
    predicted: row.salary_is_predicted,
    suspect: row.salary_is_suspect
  },
  postedAt: row.posted_date,
  url: row.url,
  source: row.source,
  attribution: attributionOf(row.source)
})

export const detailOf = (row: JobRow): JobDetail => ({
  ...summaryOf(row),
  description: row.job_description,
  searchQuery: row.search_query,
  qualityScore: row.data_quality_score,
  daysSincePosted: row.days_since_posted,
  batchDate: row.batch_date,
  partition: row.partition,
  createdAt: instant(row.created_at.getTime()),
  updatedAt: instant(row.updated_at.getTime())
})

/** Adzuna's terms ask for it. */
const attributionOf = (source: string | null): string | null => (source === "adzuna" ? "Jobs by Adzuna" : null)

/** An ad of a list that is only filtered; the words that were sought are marked. */
export const listedJob = (row: JobRow, words: ReadonlyArray<string>): FoundJob => {
  const description = row.job_description ?? ""
  const title = rangesOf(row.job_title, words)
  const body = rangesOf(description, words)
  return {
    ...summaryOf(row),
    score: null,
    why: [],
    highlights: [...highlight("title", title), ...highlight("description", body)],
    snippet: description === "" ? null : snippetOf(description, body)
  }
}

/** An ad that the model found. */
export const rankedJob = ({ ad, highlights, row, score, why }: FoundAd): FoundJob => {
  const description = row?.job_description ?? ""
  const body = highlights.find(({ field }) => field === "description")?.ranges ?? []
  return {
    ...(row === null ? factsSummary(ad) : summaryOf(row)),
    score,
    why,
    highlights,
    snippet: description === "" ? null : snippetOf(description, body)
  }
}

const highlight = (field: "title" | "description", ranges: Ranges) => (ranges.length === 0 ? [] : [{ field, ranges }])

/** What the model keeps of an ad, for one that the table no longer has. */
const factsSummary = (ad: FoundAd["ad"]): JobSummary => ({
  id: ad.job_id,
  title: ad.job_title,
  company: ad.company_name,
  location: ad.location,
  city: ad.city,
  country: ad.country_code,
  contract: ad.contract_type,
  remote: ad.is_remote,
  language: ad.language,
  skills: ad.skills,
  pay: {
    min: ad.salary_min,
    max: ad.salary_max,
    period: null,
    currency: ad.salary_currency,
    predicted: null,
    suspect: null
  },
  postedAt: ad.posted_date,
  url: ad.url,
  source: ad.source,
  attribution: attributionOf(ad.source)
})
