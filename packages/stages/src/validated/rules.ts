/**
 * The specification's table of validation rules, one entry a rule, in the order in which they are applied.
 *
 * @module
 */
import { canonicalUrl } from "../raw/Identity.ts"
import type { RawAd } from "../raw/RawAd.ts"
import { isoDate } from "./isoDate.ts"
import type { ValidatedAd } from "./ValidatedAd.ts"
import type { ValidateSettings } from "./ValidateSettings.ts"

/** What a rule may look at besides the ad. */
export interface RuleContext {
  readonly config: ValidateSettings
  /** The batch date, ISO. */
  readonly date: string
}

/** A rule whose violation skips the record. */
export interface SkipRule {
  readonly name: string
  /** What the validation report calls the violation. */
  readonly label: string
  readonly action: "skip"
  /** Why the ad breaks the rule, for people; null if it does not. */
  readonly violation: (ad: RawAd, context: RuleContext) => string | null
}

/** A rule whose violation is mended. */
export interface RepairRule {
  readonly name: string
  readonly label: string
  readonly action: "repair"
  /** The fields to put in place of the bad ones; null if the rule holds. */
  readonly repair: (ad: ValidatedAd, context: RuleContext) => Partial<ValidatedAd> | null
}

/** Checked in this order; an ad is rejected with the first rule that it breaks. */
export const skipRules: ReadonlyArray<SkipRule> = [
  {
    name: "missing_job_title",
    label: "Missing job_title",
    action: "skip",
    violation: (ad) => (isBlank(ad.title) ? "the ad has no title" : null)
  },
  {
    name: "missing_url",
    label: "Missing url",
    action: "skip",
    violation: (ad) => (isBlank(ad.url) ? "the ad has no URL" : null)
  },
  {
    name: "title_length",
    label: "Title length",
    action: "skip",
    violation: ({ title }, { config }) => {
      const length = [...(title ?? "").trim()].length
      return length > config.titleMinLength && length < config.titleMaxLength
        ? null
        : `the title has ${length} characters; it must have more than ${config.titleMinLength} and fewer than ${config.titleMaxLength}`
    }
  },
  {
    name: "url_format",
    label: "Invalid URL",
    action: "skip",
    violation: ({ url }) => (canonicalUrl(url) === null ? "the URL is not a valid http or https address" : null)
  }
]

/** Applied in this order to ads that no skip rule rejected. */
export const repairRules: ReadonlyArray<RepairRule> = [
  {
    name: "date_format",
    label: "Invalid date, set to the batch date",
    action: "repair",
    repair: ({ posted_date }, { date }) =>
      posted_date === null || isoDate(posted_date) !== null ? null : { posted_date: date }
  },
  {
    name: "salary_range",
    label: "Invalid salary range, swapped or removed",
    action: "repair",
    repair: ({ salary_min, salary_max }) => {
      if (salary_min !== null && salary_max !== null && salary_min > salary_max) {
        return salary_max > 0
          ? { salary_min: salary_max, salary_max: salary_min }
          : { salary_min: null, salary_max: null }
      }
      // 0 stays: it is how Adzuna writes "up to".
      const isNegative = (figure: number | null) => figure !== null && figure < 0
      return isNegative(salary_min) || isNegative(salary_max)
        ? {
            salary_min: isNegative(salary_min) ? null : salary_min,
            salary_max: isNegative(salary_max) ? null : salary_max
          }
        : null
    }
  },
  {
    name: "location_format",
    label: "Missing location, set to the unknown one",
    action: "repair",
    repair: ({ location }, { config }) => (isBlank(location) ? { location: config.unknownLocation } : null)
  }
]

const isBlank = (text: string | null): boolean => text === null || text.trim() === ""
