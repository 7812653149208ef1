/**
 * The specification's CSV of collected ads: `job_id,job_title,company_name,location,…`.
 *
 * @module
 */
import { currencyOfCountry } from "../enriched/salary/money.ts"
import type { RawAd } from "../raw/RawAd.ts"
import { isoDate } from "../validated/isoDate.ts"

/** In the specification's order. */
export const csvColumns = [
  "job_id",
  "job_title",
  "company_name",
  "location",
  "posted_date",
  "salary_range",
  "url",
  "search_query"
] as const

export const csvHeader = `${csvColumns.join(",")}\n`

/**
 * One line, with its end. What the ad does not state is empty; an estimate of its pay is no statement.
 *
 * Values are as received, except that `posted_date` is the date alone where it can be read.
 */
export const csvLine = (ad: RawAd): string => {
  const values: Readonly<Record<(typeof csvColumns)[number], string | null>> = {
    job_id: ad.job_id,
    job_title: ad.title,
    company_name: ad.company,
    location: ad.location,
    posted_date: ad.created === null ? null : (isoDate(ad.created) ?? ad.created),
    salary_range: ad.salary_text ?? salaryRange(ad),
    url: ad.url,
    search_query: ad.search_query
  }
  return `${csvColumns.map((column) => cell(values[column] ?? "")).join(",")}\n`
}

/** `60,000 - 80,000 EUR`, or one figure where there is only one. */
const salaryRange = ({ country, salary_is_predicted, salary_max, salary_min }: RawAd): string | null => {
  const figures = [...new Set([salary_min, salary_max])].flatMap((figure) => (figure === null ? [] : [figure]))
  if (figures.length === 0 || salary_is_predicted) {
    return null
  }
  const range = figures.map((figure) => figure.toLocaleString("en-US", { maximumFractionDigits: 2 })).join(" - ")
  return `${range} ${currencyOfCountry(country) ?? ""}`.trim()
}

/** Quoted where it holds something that would end the cell. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
