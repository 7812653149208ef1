/**
 * One figure, or a range of two, and what stands between them.
 *
 * @module
 */
import type { NumberToken, StatedPeriod, Token } from "./tokens.ts"

/** Figures that belong together, as written. */
export interface Amounts {
  readonly first: number
  /** Index of the last token that belongs to the figures. */
  readonly last: number
  readonly low: NumberToken
  readonly high: NumberToken | null
  readonly signs: ReadonlyArray<string>
  readonly period: StatedPeriod | null
  readonly gross: boolean
  readonly hasCurrencyTwice: boolean
}

/** One figure, or two with a connection between them, from the token at `first` on. */
export const amountsAt = (tokens: ReadonlyArray<Token>, first: number): Amounts | null => {
  const low = amountAt(tokens, first)
  // Hours and percentages belong to no sum: "35h - 11,88 €/h".
  if (low === null || low.number.isOther) {
    return null
  }
  const before = tokens[first - 1]
  const single: Amounts = {
    first,
    last: low.last,
    low: low.number,
    high: null,
    signs: before?.kind === "currency" ? [before.sign, ...low.signs] : low.signs,
    period: null,
    gross: false,
    hasCurrencyTwice: false
  }
  // Between the two figures may stand what belongs to the first: "2000 € brut / mois à 2500 €".
  let at = low.last + 1
  let period: StatedPeriod | null = null
  let gross = false
  for (; at < low.last + 5; at++) {
    const token = tokens[at]
    if (token?.kind === "period") {
      period = token.period
    } else if (token?.kind === "gross") {
      gross = true
    } else if (token?.kind !== "vague" && !(token?.kind === "filler" && token.text === "*")) {
      break
    }
  }
  const connection = tokens[at]
  // A slash or a lost dash connects only what it touches, "30/35k€", or bare figures: "630 € / 450 €" are two sums.
  const isConnection =
    connection?.kind === "connect" &&
    (connection.glued || !/^[/?~]$/.test(connection.text) || (single.signs.length === 0 && at === low.last + 1))
  if (!isConnection && connection?.kind !== "openHigh") {
    return { ...single, last: at - 1, period, gross }
  }
  const after = tokens[at + 1]
  const start = after?.kind === "currency" || after?.kind === "openHigh" ? at + 2 : at + 1
  const high = amountAt(tokens, start)
  if (high?.number.isOther === true && single.signs.length === 0 && !low.number.thousands) {
    // "2 à 3 jours": neither of the two is pay.
    return null
  }
  if (high === null || high.number.isOther) {
    return { ...single, last: at - 1, period, gross }
  }
  const signs = [...single.signs, ...(after?.kind === "currency" ? [after.sign] : []), ...high.signs]
  return {
    ...single,
    last: high.last,
    high: high.number,
    signs,
    period,
    gross,
    hasCurrencyTwice: single.signs.length > 0 && signs.length > single.signs.length
  }
}

/** A figure and the currency right after it. */
const amountAt = (tokens: ReadonlyArray<Token>, at: number) => {
  const token = tokens[at]
  if (token?.kind !== "number") {
    return null
  }
  const after = tokens[at + 1]
  if (after?.kind === "currency") {
    return { number: token.number, last: at + 1, signs: [after.sign] }
  }
  return { number: token.number, last: at, signs: token.number.isLakh ? ["lpa"] : [] }
}
