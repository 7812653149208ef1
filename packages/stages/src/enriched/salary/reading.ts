/**
 * What figures of pay mean: their period where none is stated, and whether the stated one can be right.
 *
 * @module
 */
import type { AnnualPolicy } from "./AnnualPolicy.ts"
import { defaultAnnualPolicy } from "./AnnualPolicy.ts"
import { scaleOfCurrency } from "./money.ts"
import type { StatedPeriod } from "./tokens.ts"

/** Pay as understood; the figures in `period`, the annual ones by the policy. */
export interface Reading {
  readonly min: number | null
  readonly max: number | null
  readonly period: StatedPeriod | null
  readonly annualMin: number | null
  readonly annualMax: number | null
  readonly suspect: boolean
}

export interface ReadingContext {
  readonly country: string | null
  readonly currency: string | null
  readonly policy?: AnnualPolicy | undefined
  /** Paid months a year, where stated. */
  readonly months?: number | null | undefined
  /** What the ad says about the kind of work: trainees are paid monthly and little, freelancers by the day. */
  readonly hint?: "trainee" | "freelance" | null | undefined
}

interface Band {
  readonly from: number
  readonly to: number
}

/** Nothing is known: no figure, no period. */
const unknown: Reading = { min: null, max: null, period: null, annualMin: null, annualMax: null, suspect: false }

/** What can be true where the period is stated, in euros. Hours of 88 € in France are 11,88 € cut at the comma. */
const possible = (country: string | null): Readonly<Record<StatedPeriod, Band>> => ({
  hour: { from: 4, to: country === "fr" ? 80 : 200 },
  day: { from: 50, to: 2_000 },
  week: { from: 150, to: 8_000 },
  month: { from: 350, to: 10_000 },
  year: { from: 5_000, to: 500_000 }
})

/** What figures without a period mean by their size, in euros; the gaps mean nothing. */
const bySize: ReadonlyArray<Band & { readonly period: StatedPeriod }> = [
  { period: "hour", from: 7, to: 80 },
  { period: "day", from: 120, to: 1_000 },
  { period: "month", from: 1_000, to: 9_000 },
  { period: "year", from: 9_000, to: 500_000 }
]

/** Tried in this order where the stated period is impossible; narrower than `possible`, since two things must be wrong. */
const corrections: Readonly<Record<StatedPeriod, ReadonlyArray<Band & { readonly period: StatedPeriod }>>> = {
  hour: [
    { period: "year", from: 15_000, to: 400_000 },
    { period: "month", from: 1_000, to: 9_000 },
    { period: "day", from: 200, to: 1_000 }
  ],
  day: [
    { period: "year", from: 15_000, to: 400_000 },
    { period: "month", from: 2_000, to: 9_000 },
    { period: "hour", from: 9, to: 50 }
  ],
  week: [
    { period: "year", from: 15_000, to: 400_000 },
    { period: "hour", from: 7, to: 80 }
  ],
  month: [
    { period: "year", from: 15_000, to: 400_000 },
    { period: "hour", from: 7, to: 80 },
    { period: "day", from: 150, to: 350 }
  ],
  year: [
    { period: "month", from: 600, to: 9_000 },
    { period: "day", from: 200, to: 600 },
    { period: "hour", from: 7, to: 80 }
  ]
}

/** More times apart than this, two figures without a period are not one range. */
const widestRange = 5

/**
 * Reads figures whose period is stated, or `null` for one that is to be told by their size.
 *
 * A period that cannot be right is corrected if the figures fit another one
 * (40,000 "a month" is a year's pay); the reading is then suspect. Figures that
 * fit nothing are dropped, and the reading is suspect. No reading whose annual
 * pay leaves the possible range is without the mark.
 */
export const readingOf = (
  stated: StatedPeriod | null,
  low: number | null,
  high: number | null,
  context: ReadingContext
): Reading => {
  const figures = [low, high].filter((figure) => figure !== null && figure > 0).map((figure) => figure ?? 0)
  if (figures.length === 0) {
    return unknown
  }
  const scale = scaleOfCurrency(context.currency)
  const [min, max] = ordered(positive(low), positive(high))
  const reading = (period: StatedPeriod, suspect: boolean) => annualised({ min, max, period, suspect }, context, scale)
  const fits = (band: Band) => figures.every((figure) => figure >= band.from * scale && figure <= band.to * scale)

  if (stated === null) {
    const period = periodBySize(figures, scale, context.hint ?? null)
    return period === null ? { ...unknown, suspect: true } : reading(period, false)
  }
  if (fits(possible(context.country)[stated])) {
    return reading(stated, false)
  }
  const corrected = corrections[stated].find(fits)
  if (corrected !== undefined) {
    return reading(corrected.period, true)
  }
  // A month's pay between the possible and a year's is kept as it stands, but must not enter averages.
  return stated === "month" && fits({ from: 10_000, to: 15_000 })
    ? { ...unknown, min, max, period: "month", suspect: true }
    : { ...unknown, suspect: true }
}

const periodBySize = (
  figures: ReadonlyArray<number>,
  scale: number,
  hint: "trainee" | "freelance" | null
): StatedPeriod | null => {
  const [least, most] = [Math.min(...figures) / scale, Math.max(...figures) / scale]
  if (most / least > widestRange) {
    return null
  }
  // A range may straddle a border: 8,000 to 12,000.
  const middle = Math.sqrt(least * most)
  if (hint === "trainee") {
    return middle >= 350 && middle <= 3_000 ? "month" : middle <= 30 && middle >= 4 ? "hour" : isYear(middle, 45_000)
  }
  if (hint === "freelance" && middle >= 100 && middle <= 2_000) {
    return "day"
  }
  return bySize.find(({ from, to }) => middle >= from && middle <= to)?.period ?? null
}

const isYear = (figure: number, most: number): StatedPeriod | null =>
  figure >= 5_000 && figure <= most ? "year" : null

const annualised = (
  { min, max, period, suspect }: { min: number | null; max: number | null; period: StatedPeriod; suspect: boolean },
  { country, policy = defaultAnnualPolicy, months }: ReadingContext,
  scale: number
): Reading => {
  const units = policy[country ?? ""] ?? policy.default ?? { hours: 2080, days: 260 }
  const times = { year: 1, month: months ?? 12, week: 52, day: units.days, hour: units.hours }[period]
  const [annualMin, annualMax] = [cents(min, times), cents(max, times)]
  // The bounds are round figures, so they move only for currencies of quite another size.
  const most = scale < 2 ? 500_000 : 500_000 * scale
  const isPossible = (annual: number | null) => annual === null || (annual >= 5_000 && annual <= most)
  const isSound = isPossible(annualMin) && isPossible(annualMax)
  return { min, max, period, annualMin, annualMax, suspect: suspect || !isSound }
}

const positive = (figure: number | null): number | null => (figure !== null && figure > 0 ? figure : null)

const ordered = (low: number | null, high: number | null) =>
  low !== null && high !== null && low > high ? ([high, low] as const) : ([low, high] as const)

/** To whole cents: 1,698.30 × 12 is 20,379.6 and nothing else. */
const cents = (figure: number | null, times: number): number | null =>
  figure === null ? null : Math.round(figure * times * 100) / 100
