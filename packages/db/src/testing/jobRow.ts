import type { JobRow } from "../Jobs.ts"

/** The id of the n-th job of a test. */
export const jobId = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`

/** A complete row of `jobs`; a test names the fields that it is about. */
export const jobRow = (fields: Partial<JobRow> = {}): JobRow => ({
  job_id: jobId(1),
  job_title: "Data engineer",
  company_name: "TechCorp",
  location: "Paris",
  posted_date: "2026-01-08",
  job_description: "Python and SQL.",
  skills_required: "Python, SQL",
  salary_min: 60_000,
  salary_max: 80_000,
  has_salary: true,
  has_skills: true,
  url: "https://example.com/ads/1",
  source: "adzuna",
  search_query: "data engineer",
  data_quality_score: 1,
  language: "en",
  country: "France",
  country_code: "fr",
  city: "Paris",
  district: null,
  department: "Paris",
  region: "Île-de-France",
  is_remote: false,
  remote_share: null,
  salary_currency: "EUR",
  salary_period: "year",
  salary_stated_min: 60_000,
  salary_stated_max: 80_000,
  salary_is_predicted: false,
  salary_is_suspect: false,
  contract_type: "permanent",
  working_time: "full_time",
  category: "IT Jobs",
  latitude: 48.85,
  longitude: 2.35,
  ...fields
})
