/**
 * What a simulated job pays: as figures of the API, and as amounts to be named in the text.
 *
 * @module
 */
import type { Dice } from "./Dice.ts"

/** Amounts by the name of their place in a sentence. */
export interface Pay {
  readonly named: Readonly<Record<string, string>>
  /** The API's own fields; empty where it states nothing. */
  readonly fields: Readonly<Record<string, number | string>>
}

/** Yearly pay of a currency's country, relative to the euro's. */
const levels: Readonly<Record<string, number>> = { "£": 1.05, $: 1.9, "₹": 30, zł: 3.6, R$: 2.2, R: 11, CHF: 2.1 }

export const payOf = (throws: Dice, market: string, currency: string): Pay => {
  const yearly = Math.round(throws.int(28, 68) * (levels[currency] ?? 1))
  const span = throws.int(4, 14)
  const thousands = { from: yearly, to: yearly + span }
  const hourly = (yearly * 1_000) / 1_820
  const daily = Math.round(yearly * 0.9) * 10
  const monthly = Math.round((yearly * 1_000) / 12)
  return {
    named: {
      c: currency,
      k: String(thousands.from),
      k2: String(thousands.to),
      v: String(throws.int(2, 9)),
      m: String(monthly),
      m2: String(monthly + throws.int(2, 6) * 100),
      d: String(daily),
      d2: String(daily + throws.int(3, 15) * 10),
      h: market === "fr" ? hourly.toFixed(2).replace(".", ",") : hourly.toFixed(2)
    },
    fields: fieldsOf(throws, market, thousands, { hourly, daily, monthly })
  }
}

const fieldsOf = (
  throws: Dice,
  market: string,
  { from, to }: { readonly from: number; readonly to: number },
  rates: { readonly hourly: number; readonly daily: number; readonly monthly: number }
): Pay["fields"] => {
  const predicted = market === "us" ? 0.97 : market === "gb" ? 0.6 : 0
  if (throws.chance(predicted)) {
    const estimate = Math.round(from * 1_000 * (1 + throws.next() / 10) * 100) / 100
    return { salary_min: estimate, salary_max: estimate, salary_is_predicted: "1" }
  }
  const stated = (salary_min: number, salary_max: number) => ({ salary_min, salary_max, salary_is_predicted: "0" })
  const yearly = stated(from * 1_000, to * 1_000)
  if (!throws.chance(market === "fr" || market === "de" ? 0.3 : 0.85)) {
    return { salary_is_predicted: "0" }
  }
  if (market === "gb" && throws.chance(0.25)) {
    // Adzuna makes a year of it: a day rate by 260, an hourly one by 2,080.
    return throws.chance(0.5) ? stated(35 * 260, rates.daily * 260) : stated(0, Math.round(rates.hourly) * 2_080)
  }
  const form = throws.next()
  if (form < 0.68) {
    return yearly
  }
  if (form < 0.8) {
    return stated(Math.round(rates.hourly), Math.round(rates.hourly) + throws.int(0, 3))
  }
  if (form < 0.88) {
    return stated(rates.monthly, rates.monthly + throws.int(0, 6) * 100)
  }
  if (form < 0.92) {
    return stated(rates.daily, rates.daily + throws.int(0, 7) * 10)
  }
  if (form < 0.95) {
    return { salary_min: from * 1_000, salary_is_predicted: "0" }
  }
  if (form < 0.975) {
    return stated(to * 1_000, from * 1_000)
  }
  return throws.pick([
    stated(1, 1_000),
    stated(5, 5),
    stated(108_000, 192_000),
    stated(monthlyTypo(rates.monthly), to * 1_000)
  ])
}

/** A monthly floor beside a yearly ceiling, as some forms are filled in. */
const monthlyTypo = (monthly: number) => Math.round(monthly / 100) * 100
