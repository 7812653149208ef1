import type { AnnualPolicy } from "./AnnualPolicy.ts"

/** Pay as stated and by the year; a figure is null where it is not stated. */
export interface Salary {
  /** The lower figure in `period`; null for "up to …". */
  readonly min: number | null
  /** The higher one; null for "from …". One figure alone is both. */
  readonly max: number | null
  /** ISO 4217 code; null where no pay is stated. */
  readonly currency: string | null
  /** Null where no pay is stated, and for pay by the week, of which only the annual figures are given. */
  readonly period: "year" | "month" | "day" | "hour" | null
  /** By the annual policy, in whole cents; null where `min` is, and where no annual figure could be right. */
  readonly annualMin: number | null
  readonly annualMax: number | null
  /**
   * The figures cannot be right as they stand: a period was corrected, figures
   * that fit no period were dropped, or sources contradict one another. Leave
   * suspect pay out of averages.
   */
  readonly suspect: boolean
}

/** Pay of an ad; `predicted` means that the source estimated it and the employer said nothing. */
export interface AdSalary extends Salary {
  readonly predicted: boolean
}

export interface SalaryContext {
  /** ISO 3166-1 alpha-2 code: what currency figures without a sign are in, and how many hours make a year. */
  readonly country?: string | null | undefined
  readonly policy?: AnnualPolicy | undefined
}

/** Nothing is stated. */
export const noSalary: Salary = {
  min: null,
  max: null,
  currency: null,
  period: null,
  annualMin: null,
  annualMax: null,
  suspect: false
}
