/**
 * What stands before and after figures, and what it says about them.
 *
 * @module
 */
import type { StatedPeriod, Token } from "./tokens.ts"

/** How far before and after the figures it is looked for, in tokens. */
const reach = { before: 10, after: 8 }

/** What stands before the figures, up to the end of the sentence or another figure. */
export const contextBefore = (tokens: ReadonlyArray<Token>, first: number) => {
  let opening: "openLow" | "openHigh" | "between" | null = null
  let period: StatedPeriod | null = null
  let cue = false
  let gross = false
  let isOther = false
  let isTarget = false
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
    } else if (isOnTarget(token)) {
      isTarget = true
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
      // "hourly rate: 22.50"
      const before = tokens[at - 1]
      period = period ?? (before?.kind === "period" ? before.period : null)
      break
    } else if (token.kind === "not" || (token.kind === "mark" && token.text === "+" && isNear)) {
      isOther = token.kind === "not"
      break
    }
  }
  return { opening, period, cue, gross, isOther, isTarget }
}

/** What stands after the figures and still belongs to them. */
export const contextAfter = (tokens: ReadonlyArray<Token>, from: number) => {
  let period: StatedPeriod | null = null
  let months: number | null = null
  let sign: string | null = null
  let gross = false
  let isOpen = false
  let isMost = false
  let isOther = false
  let isTarget = false
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
    } else if (token.kind === "openHigh") {
      const next = tokens[at + 1]
      isMost = isMost || (words === 0 && next?.kind !== "number" && next?.kind !== "currency")
    } else if (isOnTarget(token)) {
      isTarget = isTarget || words === 0
      break
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
      // "40k€ et +", "£40k and above"
      if (/^(?:et|and)$/.test(token.text) && isMore(next)) {
        isOpen = true
        break
      }
      if (next?.kind !== "word" && next?.kind !== "estimate") {
        break
      }
    }
  }
  return { period, months, sign, gross, isOpen, isMost, isOther, isTarget }
}

const isComma = (token: Token): boolean => token.kind === "filler" && token.text === ","

/** On-target earnings: what one may earn, beside which the sure pay counts. */
const isOnTarget = (token: Token): boolean => token.kind === "word" && token.text === "ote"

const isMore = (token: Token | undefined): boolean =>
  (token?.kind === "mark" && token.text === "+") ||
  (token?.kind === "word" && /^(?:plus|above|over|upwards)$/.test(token.text))

/** "bonus inclus": then it is pay after all. */
const isIncluded = (tokens: ReadonlyArray<Token>, at: number): boolean => {
  const token = tokens[at]
  return token?.kind === "word" && /^(?:inclus?e?s?|compris?e?s?|included|incl)$/.test(token.text)
}
