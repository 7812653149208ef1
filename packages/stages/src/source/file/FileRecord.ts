/**
 * One record of a file, before it is known to be an ad.
 *
 * @module
 */
import { type AdContext, type Defaulted, decodeAd, isRecord, notAnAd } from "../AdzunaPage.ts"
import type { MalformedRecord } from "../Source.ts"
import type { SourceAd } from "../SourceAd.ts"
import { decodeRow, isAdzuna } from "./AdColumns.ts"

/** A value as it was parsed, or what could not be. */
export type FileRecord = { readonly value: unknown } | { readonly malformed: MalformedRecord }

/** A page of the API inside of a file stands for its results. */
export const recordsOf = (value: unknown): ReadonlyArray<FileRecord> =>
  isRecord(value) && Array.isArray(value.results)
    ? value.results.map((result: unknown) => ({ value: result }))
    : [{ value }]

/**
 * Reads an ad in Adzuna's form or as a flat row, whichever it is.
 *
 * Its source is `adzuna` where the form is Adzuna's, since the ids are then
 * Adzuna's own, else `file`.
 */
export const decodeRecord = (
  value: unknown,
  context: Pick<AdContext, "market">,
  defaulted: Defaulted
): SourceAd | MalformedRecord => {
  if (!isRecord(value)) {
    return notAnAd(value)
  }
  const isNested = isRecord(value.location) || isRecord(value.company) || isRecord(value.category)
  const source = isNested || isAdzuna(Object.keys(value)) ? "adzuna" : "file"
  const decode = isNested ? decodeAd : decodeRow
  return decode(value, { source, market: context.market, query: null }, defaulted)
}
