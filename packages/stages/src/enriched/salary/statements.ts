/**
 * Finding the statements on pay in a text: "entre 38 et 50k€ brut annuel", "£550 per day", "à partir de 1 698,30 euros".
 *
 * @module
 */
import { type Amounts, amountsAt } from "./amounts.ts"
import { contextAfter, contextBefore } from "./surroundings.ts"
import type { NumberToken, StatedPeriod, Token } from "./tokens.ts"

/** One statement, its figures as written. */
export interface Statement {
  readonly low: NumberToken | null
  readonly high: NumberToken | null
  readonly isRange: boolean
  /** A sign or word for the currency, as written. */
  readonly sign: string | null
  readonly period: StatedPeriod | null
  /** How many times a year the monthly pay is paid, where stated. */
  readonly months: number | null
  /** Words for pay stand beside the figures. */
  readonly hasCue: boolean
  /** A currency, thousands, a period or "gross" is stated; otherwise it may be any number. */
  readonly isMoney: boolean
  /** How sure it is that this is pay; the highest score of a text wins, the earlier of equal ones. */
  readonly score: number
}

/** Every statement that could be pay, in the order of the text. Linear: each figure looks at a fixed number of tokens. */
export const statementsOf = (tokens: ReadonlyArray<Token>): ReadonlyArray<Statement> => {
  const statements: Array<Statement> = []
  for (let at = 0; at < tokens.length; at++) {
    const amounts = amountsAt(tokens, at)
    if (amounts !== null) {
      const statement = statementOf(tokens, amounts)
      if (statement !== null) {
        statements.push(statement)
      }
      at = amounts.last
    }
  }
  return statements
}

const statementOf = (tokens: ReadonlyArray<Token>, amounts: Amounts): Statement | null => {
  const { first, low, signs } = amounts
  const number = tokens[first]
  const previous = tokens[first - 1]
  const isGlued =
    number?.kind === "number" && number.glued && (previous?.kind === "word" || previous?.kind === "number")
  if (low.isOther || isGlued) {
    return null
  }
  const left = contextBefore(tokens, signs.length > 0 && previous?.kind === "currency" ? first - 1 : first)
  const right = contextAfter(tokens, amounts.last + 1)
  if (left.isOther || right.isOther) {
    return null
  }
  const period = amounts.period ?? right.period ?? left.period
  const k = low.thousands || amounts.high?.thousands === true
  const gross = left.gross || amounts.gross || right.gross
  const evidence = [
    signs.length > 0 ? 3 : 0,
    period !== null && (right.period !== null || amounts.period !== null || signs.length > 0 || k) ? 3 : 0,
    left.cue || low.isLakh ? 3 : 0,
    k ? 2 : 0,
    amounts.high !== null ? 1 : 0,
    left.opening !== null || right.isOpen || right.isMost ? 1 : 0,
    gross ? 2 : 0,
    right.months !== null ? 2 : 0,
    left.isTarget || right.isTarget ? -2 : 0,
    // "£80,000" needs no more words in a British or American ad.
    /[£$]/.test(signs[0] ?? "") && low.value >= 15_000 && low.value <= 250_000 ? 1 : 0
  ]
  // "entre … et …" needs its first word, or a currency at both figures.
  const high = isConnected(tokens, amounts, left.opening) ? amounts.high : null
  const isOpenAbove = high === null && (left.opening === "openLow" || right.isOpen)
  const isOpenBelow = high === null && (left.opening === "openHigh" || right.isMost)
  return {
    low: isOpenBelow ? null : low,
    high: high ?? (isOpenBelow ? low : isOpenAbove ? null : low),
    isRange: high !== null,
    sign: signs[0] ?? right.sign,
    period,
    months: right.months,
    hasCue: left.cue || gross,
    isMoney: signs.length > 0 || k || period !== null || gross,
    score: evidence.reduce((sum, points) => sum + points, 0)
  }
}

const isConnected = (
  tokens: ReadonlyArray<Token>,
  { first, last, high, hasCurrencyTwice }: Amounts,
  opening: string | null
) => {
  const connection = tokens.slice(first, last).find((token) => token.kind === "connect")
  if (high === null || connection === undefined || connection.kind !== "connect") {
    return high !== null
  }
  return connection.text === "et" || connection.text === "and" ? opening === "between" || hasCurrencyTwice : true
}
