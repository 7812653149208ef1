/**
 * Figures over ads, each with how many ads stand behind it.
 *
 * @module
 */
import type { Bucket, Dimension, Kind, Measure } from "./Request.ts"

/** Under this many ads no figure is given but the number itself. */
export const minimumN = 5

/** What goes over time. `y` is null where there are too few ads for a figure. */
export interface Series {
  readonly key: string
  readonly n: number
  /** First day, figure, ads. */
  readonly points: ReadonlyArray<readonly [x: string, y: number | null, n: number]>
}

/** How something is spread; all null where there are too few ads. */
export interface Box {
  readonly key: string
  readonly n: number
  readonly p10: number | null
  readonly p25: number | null
  readonly p50: number | null
  readonly p75: number | null
  readonly p90: number | null
}

/** A place in a ranking, beside the window before. */
export interface Rank {
  readonly key: string
  readonly n: number
  readonly before: number
  /** Of all ads of the window. */
  readonly share: number
  readonly shareBefore: number | null
  readonly withPay: number
  readonly p25: number | null
  readonly p50: number | null
  readonly p75: number | null
}

export interface Insight {
  readonly kind: Kind
  readonly by: Dimension | null
  readonly bucket: Bucket | null
  readonly measure: Measure | null
  /** What the figures are: `ads`, `share of ads`, `EUR a year`. */
  readonly unit: string
  /** Both days count. Null where there are no ads at all. */
  readonly window: { readonly from: string; readonly to: string } | null
  /** How the figures are computed, in a sentence or two. */
  readonly rule: string
  /** Ads of the window that fit. */
  readonly n: number
  /** Those of the window before, of the same length. */
  readonly before: number
  /** Of `n`, those whose pay counts. */
  readonly withPay: number
  /** Ads that state pay that does not count, each under the first reason that holds. */
  readonly excluded: { readonly predicted: number; readonly suspect: number; readonly otherCurrency: number }
  readonly minimumN: number
  /** Are all of them invented? */
  readonly sample: boolean
  readonly series: ReadonlyArray<Series>
  readonly boxes: ReadonlyArray<Box>
  readonly ranks: ReadonlyArray<Rank>
  /** Changes when ads are written or taken back. */
  readonly dataVersion: string
}
