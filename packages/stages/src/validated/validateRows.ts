/**
 * What the asset `validated` does with a chunk of rows.
 *
 * @module
 */
import { canonicalUrl } from "../raw/Identity.ts"
import type { RawAd } from "../raw/RawAd.ts"
import { isoDate } from "./isoDate.ts"
import { type RuleContext, repairRules, skipRules } from "./rules.ts"
import type { ValidatedAd } from "./ValidatedAd.ts"

export interface ValidateContext extends RuleContext {
  /** ISO 3166-1 alpha-2 code of the partition, lower case; stands in for a row without a country. */
  readonly market: string
}

/** An ad that broke a skip rule, kept with the rule's name. */
export interface RejectedRawAd {
  readonly rule: string
  readonly reason: string
  readonly row: RawAd
}

/**
 * Applies the rules to each ad: valid and repaired ads in their order, the others as rejects.
 *
 * `counts` has `total`, `valid`, and where they are not zero `rejected.<rule>`
 * and `repaired.<rule>`; adding up the counts of chunks gives those of the
 * whole, from which `validationReport` is made.
 */
export const validateRows = (rows: ReadonlyArray<RawAd>, context: ValidateContext) => {
  const valid: Array<ValidatedAd> = []
  const rejects: Array<RejectedRawAd> = []
  const counts: Record<string, number> = { total: rows.length, valid: 0 }
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1
  }

  for (const row of rows) {
    const reject = rejectOf(row, context)
    if (reject !== null) {
      rejects.push(reject)
      count(`rejected.${reject.rule}`)
      continue
    }
    const ad = repaired(asValidated(row, context), context)
    valid.push(ad)
    count("valid")
    for (const rule of ad.repairs) {
      count(`repaired.${rule}`)
    }
  }
  return { rows: valid, rejects, counts }
}

const rejectOf = (row: RawAd, context: RuleContext): RejectedRawAd | null => {
  for (const rule of skipRules) {
    const reason = rule.violation(row, context)
    if (reason !== null) {
      return { rule: rule.name, reason, row }
    }
  }
  return null
}

/** The ad under the names of `validated`, its values not yet repaired. */
const asValidated = (row: RawAd, { market }: ValidateContext): ValidatedAd => ({
  job_id: row.job_id,
  source: row.source,
  country: row.country.trim().toLowerCase() || market,
  job_title: (row.title ?? "").trim(),
  company_name: textOrNull(row.company),
  location: (row.location ?? "").trim(),
  area: row.area,
  job_description: textOrNull(row.description),
  url: canonicalUrl(row.url) ?? "",
  posted_date: dateAsWritten(row.created),
  search_query: textOrNull(row.search_query),
  salary_min: row.salary_min,
  salary_max: row.salary_max,
  salary_is_predicted: row.salary_is_predicted,
  salary_text: textOrNull(row.salary_text),
  contract_type: textOrNull(row.contract_type),
  contract_time: textOrNull(row.contract_time),
  category: textOrNull(row.category),
  latitude: row.latitude,
  longitude: row.longitude,
  repairs: []
})

const repaired = (ad: ValidatedAd, context: RuleContext): ValidatedAd => {
  let result = ad
  const repairs: Array<string> = []
  for (const rule of repairRules) {
    const changes = rule.repair(result, context)
    if (changes !== null) {
      result = { ...result, ...changes }
      repairs.push(rule.name)
    }
  }
  return { ...result, repairs }
}

const textOrNull = (text: string | null): string | null => text?.trim() || null

/** The date without its time; what is no date stays as it is, for the rule `date_format`. */
const dateAsWritten = (created: string | null): string | null => {
  const text = textOrNull(created)
  return text === null ? null : (isoDate(text) ?? text)
}
