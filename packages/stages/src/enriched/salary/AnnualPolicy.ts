import { Schema } from "effect"

/** How many paid units make a year in one country. */
export const AnnualUnits = Schema.Struct({
  /** Paid hours a year. */
  hours: Schema.Finite,
  /** Days that are paid or can be billed in a year. */
  days: Schema.Finite
})
export type AnnualUnits = typeof AnnualUnits.Type

/** Units by country (ISO 3166-1 alpha-2, lower case); `default` for the countries that are not named. */
export const AnnualPolicy = Schema.Record(Schema.String, AnnualUnits)
export type AnnualPolicy = typeof AnnualPolicy.Type

/**
 * What hourly and daily pay becomes in a year, unless settings say otherwise.
 *
 * - France: 1,820 hours (35 a week, holidays paid) and 218 days, the usual number of a contract in days.
 * - Everywhere else 2,080 hours (40 a week) and 260 days (5 a week), as Adzuna
 *   reckons when it annualises British and American pay, so that its figures and
 *   ours can be compared.
 *
 * Monthly pay is multiplied by 12, or by the number of months that the ad
 * states ("sur 13 mois"); weekly pay by 52.
 */
export const defaultAnnualPolicy: AnnualPolicy = {
  fr: { hours: 1820, days: 218 },
  default: { hours: 2080, days: 260 }
}
