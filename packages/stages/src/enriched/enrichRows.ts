/**
 * What the asset `enriched` does with a chunk of rows.
 *
 * @module
 */
import { detectLanguage } from "@jobgraph/nlp/Language"
import { nounChunks } from "@jobgraph/nlp/NounChunks"
import { extractSkills } from "@jobgraph/nlp/Skills"
import type { ValidatedAd } from "../validated/ValidatedAd.ts"
import { cleanCompany } from "./Company.ts"
import { contractOf } from "./Contract.ts"
import type { EnrichedAd } from "./EnrichedAd.ts"
import type { EnrichSettings } from "./EnrichSettings.ts"
import { displayLocation, standardizeLocation } from "./Location.ts"
import { contentHash, dataQualityScore, daysBetween } from "./quality.ts"
import { salaryOfAd } from "./Salary.ts"
import { cleanText, cleanTitle } from "./Text.ts"

export interface EnrichContext {
  readonly config: EnrichSettings
  /** The batch date, ISO: the day against which the age of ads is reckoned. */
  readonly date: string
  /** ISO 3166-1 alpha-2 code of the partition, lower case. */
  readonly market: string
}

/** An ad that could not be enriched, kept with the name of the rule. */
export interface RejectedValidatedAd {
  readonly rule: string
  readonly reason: string
  readonly row: ValidatedAd
}

/**
 * Enriches each ad: the rows in their order; as rejects those of which cleaning left no title.
 *
 * Ads with equal `content_hash` are all kept: finding duplicates across chunks
 * is the caller's business. `counts` has `total`, `enriched`, `with_skills`,
 * `with_salary`, `salary_predicted`, `salary_suspect`, `with_company`,
 * `with_city`, `remote`, `language_<code>` (`language_unknown`) and
 * `contract_<type>`, where they are not zero; those of chunks add up.
 */
export const enrichRows = (rows: ReadonlyArray<ValidatedAd>, context: EnrichContext) => {
  const enriched: Array<EnrichedAd> = []
  const rejects: Array<RejectedValidatedAd> = []
  const counts: Record<string, number> = { total: rows.length, enriched: 0 }

  for (const row of rows) {
    const ad = enrichAd(row, context)
    if (ad === null) {
      rejects.push({ rule: "empty_after_cleaning", reason: "nothing of the title is left after cleaning", row })
      continue
    }
    enriched.push(ad)
    for (const name of countsOf(ad)) {
      counts[name] = (counts[name] ?? 0) + 1
    }
  }
  return { rows: enriched, rejects, counts }
}

/** Noun phrases that stand for skills where none is known. */
const mostPhrases = 10

const enrichAd = (row: ValidatedAd, { config, date, market }: EnrichContext): EnrichedAd | null => {
  const title = cleanText(row.job_title)
  if (!/[\p{L}\p{N}]/u.test(title)) {
    return null
  }
  const description = cleanText(row.job_description ?? "") || null
  const country = row.country || market
  const place = standardizeLocation(cleanText(row.location), { area: row.area, country })
  const language = detectLanguage(description ?? title)
  const text = description === null ? title : `${title}\n${description}`
  const known = extractSkills(text)
  const skills = known.length === 0 && config.nounPhrases ? nounChunks(text, language).slice(0, mostPhrases) : known
  const salary = salaryOfAd(
    {
      country,
      salary_min: row.salary_min,
      salary_max: row.salary_max,
      salary_is_predicted: row.salary_is_predicted,
      salary_text: row.salary_text,
      title,
      description
    },
    { policy: config.annualPolicy }
  )
  const contract = contractOf({
    title,
    description,
    contract_type: row.contract_type,
    contract_time: row.contract_time
  })
  const ad = {
    job_id: row.job_id,
    source: row.source,
    country,
    job_title: cleanTitle(title),
    company_name: cleanCompany(row.company_name),
    location: displayLocation(place),
    city: place.city,
    district: place.district,
    department: place.department,
    region: place.region,
    country_code: place.country,
    is_remote: place.remote || contract.remoteShare === 1,
    posted_date: row.posted_date,
    job_description: description,
    language,
    skills,
    skills_required: skills.length === 0 ? null : skills.join(", "),
    salary_min: salary.annualMin,
    salary_max: salary.annualMax,
    salary_currency: salary.currency,
    salary_period: salary.period,
    salary_stated_min: salary.min ?? (salary.currency === null ? stated(row.salary_min) : null),
    salary_stated_max: salary.max ?? (salary.currency === null ? stated(row.salary_max) : null),
    salary_is_predicted: salary.predicted,
    salary_is_suspect: salary.suspect,
    has_salary: salary.annualMin !== null || salary.annualMax !== null,
    has_skills: known.length > 0,
    contract_type: contract.contractType,
    working_time: contract.workingTime,
    remote_share: contract.remoteShare ?? (place.remote ? 1 : null),
    url: row.url,
    category: categoryOf(row.category),
    latitude: row.latitude,
    longitude: row.longitude,
    search_query: textOrNull(row.search_query),
    days_since_posted: row.posted_date === null ? null : daysBetween(row.posted_date, date)
  }
  const scored = { ...ad, data_quality_score: dataQualityScore(ad) }
  return { ...scored, content_hash: contentHash(scored) }
}

const countsOf = (ad: EnrichedAd): ReadonlyArray<string> => [
  "enriched",
  ...(ad.has_skills ? ["with_skills"] : []),
  ...(ad.has_salary ? ["with_salary"] : []),
  ...(ad.has_salary && ad.salary_is_predicted ? ["salary_predicted"] : []),
  ...(ad.salary_is_suspect ? ["salary_suspect"] : []),
  ...(ad.company_name === null ? [] : ["with_company"]),
  ...(ad.city === null ? [] : ["with_city"]),
  ...(ad.is_remote ? ["remote"] : []),
  `language_${ad.language ?? "unknown"}`,
  ...(ad.contract_type === null ? [] : [`contract_${ad.contract_type}`])
]

/** A source's figure that could not be understood, kept as it was given; 0 was none. */
const stated = (figure: number | null): number | null => (figure === 0 ? null : figure)

/** Adzuna labels most French ads "Unknown", which is no category. */
const categoryOf = (label: string | null): string | null => {
  const category = textOrNull(label)
  return category?.toLowerCase() === "unknown" ? null : category
}

const textOrNull = (text: string | null): string | null => cleanText(text ?? "") || null
