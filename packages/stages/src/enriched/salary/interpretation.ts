/**
 * From a statement on pay to the salary that it means.
 *
 * @module
 */

import { currencyOfCountry, currencyOfSign } from "./money.ts"
import { type Reading, type ReadingContext, readingOf } from "./reading.ts"
import type { Salary, SalaryContext } from "./Salary.ts"
import type { Statement } from "./statements.ts"
import type { NumberToken } from "./tokens.ts"

/** What the whole text says about each of its statements. */
export interface TextContext extends SalaryContext {
  /** See `currencyOfWording`. */
  readonly wording: string
  readonly hint: ReadingContext["hint"]
}

/** What a statement means in its text and country. */
export const salaryOf = (statement: Statement, { wording, hint, country, policy }: TextContext): Salary => {
  const market = country?.toLowerCase() ?? null
  const currency = currencyOfSign(statement.sign ?? "", market) ?? currencyOfCountry(market) ?? wording
  const readingContext = { country: market ?? countryOfCurrency(currency), currency, policy, hint }
  const { low, high } = sameThousands(statement.low, statement.high)
  const [glued, period] = [gluedRange(low, statement), statement.period]
  if (glued !== null) {
    return salaryFrom(readingOf(period, glued[0], glued[1], readingContext), currency)
  }
  // "40 000 € sur 13 mois" is a year's pay in thirteen parts, "2 800 € sur 13 mois" is paid thirteen times.
  const isMonthly = statement.months !== null && Math.max(low?.value ?? 0, high?.value ?? 0) <= 12_000
  const stated = period ?? (isMonthly ? "month" : null)
  const months = stated === "month" ? statement.months : null
  const reading = readingOf(stated, low?.value ?? null, high?.value ?? null, { ...readingContext, months })
  if (!reading.suspect) {
    return salaryFrom(reading, currency)
  }
  // 48.577 an hour: the dot was a decimal point after all.
  const other = [low, high].every((figure) => figure === null || figure.other !== null || figure.value < 1_000)
  const decimal = readingOf(stated, low?.other ?? low?.value ?? null, high?.other ?? high?.value ?? null, {
    ...readingContext,
    months
  })
  return salaryFrom(other && !decimal.suspect && decimal.period !== null ? decimal : reading, currency)
}

/** "40 à 50K€": the k belongs to both figures, as the lakhs of "6-8 LPA" do and the noughts of "35 à 40 000 €". */
const sameThousands = (low: NumberToken | null, high: NumberToken | null) => {
  if (low === null || high === null) {
    return { low, high }
  }
  if (high.isLakh && !low.isLakh && low.value < 100) {
    return { low: { ...low, value: low.value * 100_000, isLakh: true }, high }
  }
  if (low.thousands === high.thousands) {
    const ratio = high.value / (low.value * 1_000)
    return !low.thousands && low.value >= 15 && low.value <= 200 && ratio >= 1 && ratio <= 2.5
      ? { low: { ...low, value: low.value * 1_000 }, high }
      : { low, high }
  }
  const scaled = (figure: NumberToken): NumberToken => ({ ...figure, value: figure.value * 1_000, thousands: true })
  return high.thousands && low.value < 1_000 && low.value * 1_000 <= high.value * 1.001
    ? { low: scaled(low), high }
    : low.thousands && high.value < 1_000 && high.value * 1_000 >= low.value
      ? { low, high: scaled(high) }
      : { low, high }
}

/** "Day rate: £400500": the dash between two figures was lost. */
const gluedRange = (figure: NumberToken | null, { period, isRange }: Statement): readonly [number, number] | null => {
  if (
    figure === null ||
    isRange ||
    (period !== "day" && period !== "hour") ||
    !/^(?:\d{4}|\d{6})$/.test(figure.digits)
  ) {
    return null
  }
  const half = figure.digits.length / 2
  const [low, high] = [Number(figure.digits.slice(0, half)), Number(figure.digits.slice(half))]
  return low < high && high < 2 * low ? [low, high] : null
}

/** A reading under the names of `Salary`. */
export const salaryFrom = (reading: Reading, currency: string | null): Salary => {
  const isStated = reading.min !== null || reading.max !== null
  return {
    min: reading.min,
    max: reading.max,
    currency: isStated ? currency : null,
    period: reading.period === "week" ? null : reading.period,
    annualMin: reading.annualMin,
    annualMax: reading.annualMax,
    suspect: reading.suspect
  }
}

/** The currency of a text that names none, by its language. */
export const currencyOfWording = (text: string): string =>
  /(?<!\p{L})(?:per|p\.?a|p\.?h|annum|up to|to|from|and|hour|year|competitive|salary|day|week|upto|benefits|bens|pension|doe|ote|basic|circa|annually|hourly)(?!\p{L})/iu.test(
    text
  )
    ? "GBP"
    : "EUR"

const countryOfCurrency = (currency: string | null): string | null =>
  currency === "EUR" ? "fr" : currency === "GBP" ? "gb" : null

/** Whether a short text, a title say, is about trainees or freelancers. */
export const hintOf = (text: string): "trainee" | "freelance" | null =>
  /(?<!\p{L})(?:stage|stagiaire|alternan\p{L}+|apprenti\p{L}*|apprenti(?:ce)?ship|internship|intern|praktik\p{L}+|werkstudent\p{L}*|ausbildung)(?!\p{L})/iu.test(
    text
  )
    ? "trainee"
    : /(?<!\p{L})(?:freelance|tjm|ir35|portage salarial|day rate|indépendant)(?!\p{L})/iu.test(text)
      ? "freelance"
      : null
