/**
 * What the figures of a job API mean, which come without currency and period.
 *
 * @module
 */
import type { AnnualPolicy } from "./AnnualPolicy.ts"
import { hintOf, salaryFrom } from "./interpretation.ts"
import { currencyOfCountry } from "./money.ts"
import { type Reading, type ReadingContext, readingOf } from "./reading.ts"
import type { AdSalary, Salary } from "./Salary.ts"
import type { StatedPeriod } from "./tokens.ts"

/** The figures of a source: numbers, or text where a file gave them so; `"0"` is no prediction. */
export interface SalaryFields {
  /** ISO 3166-1 alpha-2 code of the market. */
  readonly country: string | null
  readonly salary_min: number | string | null
  readonly salary_max: number | string | null
  readonly salary_is_predicted: boolean | number | string | null
}

/** Markets in which Adzuna turns daily and hourly pay into yearly figures, badly: 0 to 143,000 is "up to 550 a day". */
const annualisedMarkets = new Set(["gb", "us", "au", "ca", "nz", "za", "sg", "in"])

/** What yearly figures may be multiples of, by the period that the text states. */
const annualFactors: Readonly<Record<StatedPeriod, ReadonlyArray<number>>> = {
  year: [],
  month: [12, 13],
  week: [52],
  day: [260, 218, 220],
  hour: [2_080, 1_820, 1_950]
}

/** What a trainee's contract is called in a description; the bare words often speak of former experience. */
const traineeContract =
  /(?:contrat|programme|poste|offre|formation|mission)s?\s(?:de\s|en\s|d['’]\s?)(?:stage|alternance|apprentissage|professionnalisation)/i
const payPeriod = /pay[_ ]period\s?[=:]\s?(hour|dai|week|month|year|annual)/i

/**
 * The salary of an ad from its source's figures and from what its text states, see `salaryOfAd`.
 *
 * `stated` reads the text; it is called only if it can matter.
 */
export const adReading = (
  fields: SalaryFields,
  text: string,
  stated: () => Salary,
  policy: AnnualPolicy | undefined
): AdSalary => {
  const given = { min: figure(fields.salary_min), max: figure(fields.salary_max) }
  const predicted = isTrue(fields.salary_is_predicted)
  if (given.min === null && given.max === null) {
    return { ...stated(), predicted: false }
  }
  const country = fields.country?.trim().toLowerCase() ?? null
  const currency = currencyOfCountry(country)
  const isAnnualised = annualisedMarkets.has(country ?? "")
  const context: ReadingContext = { country, currency, policy, hint: isAnnualised ? null : hint(text) }
  const own = ownReading(given, predicted ? "year" : statedPeriod(text), context)
  if (predicted) {
    return { ...salaryFrom(own, currency), predicted }
  }
  const said = stated()
  return { ...(said.currency === null ? salaryFrom(own, currency) : reconciled(given, own, said, context)), predicted }
}

interface Given {
  readonly min: number | null
  readonly max: number | null
}

/** The figures on their own. */
const ownReading = (given: Given, period: StatedPeriod | null, context: ReadingContext): Reading => {
  const { min, max } = given
  const isThousands = (value: number | null) => value === null || (value >= 28 && value <= 120)
  const isAnnualised = annualisedMarkets.has(context.country ?? "")
  if (period === null && !isAnnualised) {
    // "32 to 48" beside a data analyst are thousands: too much for an hour, too little for a day.
    if (isThousands(min) && isThousands(max) && context.currency === "EUR") {
      const thousands = (value: number | null) => (value === null ? null : value * 1_000)
      return { ...readingOf("year", thousands(min), thousands(max), context), suspect: true }
    }
  }
  const reading = readingOf(period, min, max, context)
  if (reading.period === null && isAnnualised && max !== null && min !== null && max > 5 * min) {
    // Of an annualised "up to", the lower figure is noise.
    return { ...readingOf("year", null, max, context), suspect: true }
  }
  return reading
}

/** Figures and text together: which one counts, and whether they contradict each other. */
const reconciled = (given: Given, own: Reading, said: Salary, context: ReadingContext): Salary => {
  const period = said.period ?? (said.annualMax === null ? null : "week")
  const factors = period === null ? [] : annualFactors[period]
  const isMultiple = (value: number | null, figures: ReadonlyArray<number | null>, by: ReadonlyArray<number>) =>
    value !== null &&
    figures.some((one) => one !== null && by.some((factor) => Math.abs(value / (one * factor) - 1) < 0.01))
  const figures = [said.min, said.max]

  const areAll = (factor: number) =>
    [given.min, given.max].every((value) => value === null || isMultiple(value, figures, [factor]))
  if (!said.suspect && (areAll(1) || areAll(1_000) || areAll(0.001))) {
    // The text names the same figures and says more of them: "2 100 € sur 13 mois".
    return said
  }
  if (isMultiple(given.max, figures, [1]) || isMultiple(given.min, figures, [1])) {
    const reading = readingOf(period, given.min, given.max, context)
    return reading.suspect ? { ...said, suspect: true } : salaryFrom(reading, said.currency)
  }
  const [isLow, isHigh] = [isMultiple(given.min, figures, factors), isMultiple(given.max, figures, factors)]
  if (isLow || isHigh) {
    const contradicts = (given.min !== null && !isLow) || (given.max !== null && !isHigh)
    return { ...said, suspect: said.suspect || contradicts }
  }
  return own.suspect ? { ...said, suspect: true } : salaryFrom(own, context.currency)
}

const hint = (text: string): ReadingContext["hint"] => {
  const title = text.split("\n", 1)[0] ?? ""
  return hintOf(title) ?? (traineeContract.test(text) ? "trainee" : null)
}

const statedPeriod = (text: string): StatedPeriod | null => {
  const name = payPeriod.exec(text)?.[1]?.toLowerCase() ?? ""
  const periods = { hour: "hour", dai: "day", week: "week", month: "month", year: "year", annual: "year" } as const
  return Object.entries(periods).find(([start]) => start === name)?.[1] ?? null
}

/** A positive number; 0 is how sources write "not stated". */
const figure = (value: number | string | null): number | null => {
  const number = typeof value === "string" ? Number(value.trim() === "" ? Number.NaN : value) : (value ?? Number.NaN)
  return Number.isFinite(number) && number > 0 ? number : null
}

/** `"0"` is true to JavaScript, and false to Adzuna. */
const isTrue = (value: boolean | number | string | null): boolean =>
  value === true || value === 1 || (typeof value === "string" && /^(?:1|true|yes)$/i.test(value.trim()))
