/**
 * Finding the statements on pay in a text: "entre 38 et 50k€ brut annuel", "£550 per day", "à partir de 1 698,30 euros".
 *
 * @module
 */
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

/** How far before and after its figures a statement is looked for, in tokens. */
const reach = { before: 10, after: 8 }

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

interface Amounts {
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
const amountsAt = (tokens: ReadonlyArray<Token>, first: number): Amounts | null => {
  const low = amountAt(tokens, first)
  if (low === null) {
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
  // A slash or a lost dash connects only what it touches: "30/35k€", but not "630 € / 450 €".
  const isConnection = connection?.kind === "connect" && (connection.glued || !/^[/?~]$/.test(connection.text))
  if (!isConnection && connection?.kind !== "openHigh") {
    return { ...single, last: at - 1, period, gross }
  }
  const after = tokens[at + 1]
  const start = after?.kind === "currency" || after?.kind === "openHigh" ? at + 2 : at + 1
  const high = amountAt(tokens, start)
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
    left.opening !== null || right.isOpen ? 1 : 0,
    gross ? 2 : 0,
    right.months !== null ? 2 : 0,
    // "£80,000" needs no more words in a British or American ad.
    /[£$]/.test(signs[0] ?? "") && low.value >= 15_000 && low.value <= 250_000 ? 1 : 0
  ]
  // "entre … et …" needs its first word, or a currency at both figures.
  const high = isConnected(tokens, amounts, left.opening) ? amounts.high : null
  const isOpenAbove = high === null && (left.opening === "openLow" || right.isOpen)
  const isOpenBelow = high === null && left.opening === "openHigh"
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

/** What stands before the figures, up to the end of the sentence or another figure. */
const contextBefore = (tokens: ReadonlyArray<Token>, first: number) => {
  let opening: "openLow" | "openHigh" | "between" | null = null
  let period: StatedPeriod | null = null
  let cue = false
  let gross = false
  let isOther = false
  for (let at = first - 1; at >= Math.max(0, first - reach.before); at--) {
    const token = tokens[at]
    if (token?.kind === "number") {
      // What follows another figure is that figure's period.
      period = null
      break
    }
    if (token === undefined || token.kind === "break" || isComma(token)) {
      break
    }
    const isNear = at >= first - 3
    if ((token.kind === "openLow" || token.kind === "openHigh" || token.kind === "between") && isNear) {
      opening = opening === null || opening === "between" ? token.kind : opening
    } else if (token.kind === "connect" && at === first - 1 && token.text === "to") {
      opening = "openHigh"
    } else if (token.kind === "line") {
      break
    } else if (token.kind === "period") {
      period = period ?? token.period
      cue = cue || token.isRate
    } else if (token.kind === "gross") {
      gross = gross || isNear
    } else if (token.kind === "cue") {
      cue = true
      break
    } else if (token.kind === "not" || (token.kind === "mark" && token.text === "+" && isNear)) {
      isOther = token.kind === "not"
      break
    }
  }
  return { opening, period, cue, gross, isOther }
}

/** What stands after the figures and still belongs to them. */
const contextAfter = (tokens: ReadonlyArray<Token>, from: number) => {
  let period: StatedPeriod | null = null
  let months: number | null = null
  let sign: string | null = null
  let gross = false
  let isOpen = false
  let isOther = false
  let words = 0
  for (let at = from; at < from + reach.after && words < 3; at++) {
    const token = tokens[at]
    if (token === undefined || token.kind === "break" || token.kind === "number") {
      break
    }
    if (token.kind === "period") {
      // A period after other words is not the figure's: "10 € par repas, 2 jours par semaine".
      period = period ?? (words === 0 ? token.period : null)
    } else if (token.kind === "months") {
      months = token.months >= 10 && token.months <= 18 ? token.months : months
    } else if (token.kind === "currency") {
      sign = sign ?? token.sign
    } else if (token.kind === "gross") {
      gross = true
    } else if (token.kind === "estimate") {
      // What a job board reckons is not what the employer states.
      isOther = true
      break
    } else if (token.kind === "not") {
      isOther = !isIncluded(tokens, at + 1)
      break
    } else if (token.kind === "mark") {
      isOpen = isOpen || (token.text === "+" && token.glued)
      if (token.text === "+" || token.text === "&") {
        break
      }
    } else if (token.kind === "openLow") {
      isOpen = isOpen || words === 0
    } else if (token.kind === "word" && /^(?:competitive|neg|negotiable|négociable|doe)$/.test(token.text)) {
      isOpen = true
    } else if (
      token.kind === "word" &&
      /^(?:selon|suivant|depending|dependent|based|plus|avec|with|and)$/.test(token.text)
    ) {
      break
    } else if (token.kind === "word" || token.kind === "cue") {
      words += 1
    } else if (token.kind === "line") {
      // Page furniture sets figure and period on two lines.
      const next = tokens[at + 1]
      if (at > from || next?.kind !== "period") {
        break
      }
    } else if (token.kind === "connect" && words === 0) {
      const next = tokens[at + 1]
      if (next?.kind !== "word" && next?.kind !== "estimate") {
        break
      }
    }
  }
  return { period, months, sign, gross, isOpen, isOther }
}

const isComma = (token: Token): boolean => token.kind === "filler" && token.text === ","

/** "bonus inclus": then it is pay after all. */
const isIncluded = (tokens: ReadonlyArray<Token>, at: number): boolean => {
  const token = tokens[at]
  return token?.kind === "word" && /^(?:inclus?e?s?|compris?e?s?|included|incl)$/.test(token.text)
}
