/**
 * Pay: what an ad's text states, and what the figures of its source mean.
 *
 * @module
 */
import { adReading, type SalaryFields } from "./salary/adReading.ts"
import { currencyOfWording, hintOf, salaryOf } from "./salary/interpretation.ts"
import { type AdSalary, noSalary, type Salary, type SalaryContext } from "./salary/Salary.ts"
import { statementsOf } from "./salary/statements.ts"
import { tokensOf } from "./salary/tokens.ts"
import { cleanText } from "./Text.ts"

export type { AdSalary, Salary, SalaryContext }

/** Texts up to this length are salary columns and titles, where figures are more likely to be pay. */
const shortText = 160
/** Most descriptions name no sum; these find out without cutting them into words. */
const signs = /[€£$₹¥&]/
const unitAfterFigure =
  /\d\s?(?:k|eur|gbp|usd|cad|aud|nzd|sgd|chf|pln|z[łl]|inr|rup|l(?:pa|a[ck])|brl|mxn|zar|sek|nok|dkk|cz?k|k[čc]|huf|ron|jpy|bbd|hkd|aed|pound|sterl|dollar|p|\/|(?:per|par|pro|im|al|por|each|chaque|an?)\s|l['’])/i
const payWords =
  /\b(?:b?brut|gross|nets?\b|netto|tjm|annu|mensuel|monat|monthly|yearly|hora|hourly|weekly|hebdo|daily|journal|day rate|pcm|j[aä]hr|eur|gbp|usd|chf|rs)/i

const mayStatePay = (text: string): boolean =>
  text.length <= shortText || signs.test(text) || unitAfterFigure.test(text) || payWords.test(text)

/** Points that a statement needs, see `Statement.score`. */
const enough = { short: 3, long: 4 }

/**
 * The pay that a text states: the clearest statement, the first of equally clear ones.
 *
 * For salary columns and for whole descriptions. Bonuses, budgets, vouchers and
 * other amounts that are no pay are left out. A missing period is told by the
 * size, a missing currency by the country; without a country by the language
 * of the wording (English wording counts as British).
 */
export const parseSalary = (text: string, context: SalaryContext = {}): Salary => {
  if (!/\d/.test(text) || !mayStatePay(text)) {
    return noSalary
  }
  const plain = /[<&]/.test(text) ? cleanText(text) : text
  // A lone R means rands in South Africa only.
  const clean = context.country?.toLowerCase() === "za" ? plain.replace(/(?<![\p{L}\d])R(?=\s?\d)/gu, "ZAR ") : plain
  const isShort = clean.length <= shortText
  const bare = bareFigures.exec(clean)
  const statements = statementsOf(tokensOf(clean))
  const textContext = { ...context, wording: currencyOfWording(clean), hint: isShort ? hintOf(clean) : null }
  let best: { readonly salary: Salary; readonly score: number } | null = null
  let isSuspect = false
  for (const statement of statements) {
    const salary = salaryOf(statement, textContext)
    // A long text holds many figures: one that makes no sense as pay is hardly meant as pay.
    const score = statement.score + (bare === null ? 0 : 3) - (salary.suspect && !isShort ? 2 : 0)
    // Small sums without a period and a word for pay are vouchers and bonuses.
    const isSmall = statement.period === null && !statement.hasCue && /^(?:hour|day)$/.test(salary.period ?? "")
    if (score < (isShort ? enough.short : enough.long) || isSmall || !(statement.isMoney || isShort)) {
      continue
    }
    isSuspect = isSuspect || salary.suspect
    if ((salary.min !== null || salary.max !== null || salary.annualMax !== null) && score > (best?.score ?? 0)) {
      best = { salary, score }
    }
  }
  return best?.salary ?? { ...noSalary, suspect: isSuspect && isShort }
}

/** A column that holds figures and nothing else: "40000-45000", "60K". Dates and small numbers are not meant. */
const bareFigures =
  /^\s*\d{1,3}(?:[\s.,]?\d{3}(?:[.,]\d{1,2})?|(?:[.,]\d)?\s?[kK])(?:\s?(?:-|–|to|à|\/)\s?\d{1,3}(?:[\s.,]?\d{3}(?:[.,]\d{1,2})?|(?:[.,]\d)?\s?[kK]))?\s*(?:\+[^\d]*)?$/

/** An ad's fields that say something on pay, as the API gives them; figures and the mark may be text. */
export interface AdWithSalary extends SalaryFields {
  /** Pay as text, where the source has a column for it. */
  readonly salary_text?: string | null | undefined
  readonly title: string | null
  readonly description: string | null
}

/**
 * The pay of an ad, from its source's figures, which have neither currency nor period, and from its text.
 *
 * The figures count where they make sense: their currency is the country's,
 * their period follows from the text where it names the same figures, else from
 * their size (13 is an hour's pay, 400 a day's, 2,100 a month's, 25,000 a
 * year's). 0 is "not stated". Where Adzuna annualised daily or hourly pay that
 * the text states, the text counts. Figures that cannot be right, and those that
 * the text contradicts, give way to the text or are dropped; both are suspect.
 * Without figures only the text counts: the salary column, then title, then
 * description. A prediction is never mixed with what the text says.
 */
export const salaryOfAd = (ad: AdWithSalary, context: Pick<SalaryContext, "policy"> = {}): AdSalary => {
  const textContext = { country: ad.country, policy: context.policy }
  const texts = [ad.salary_text, ad.title, ad.description]
  const stated = () =>
    texts
      .values()
      .map((text) => parseSalary(text ?? "", textContext))
      .find((salary) => salary.currency !== null) ?? noSalary
  return adReading(ad, `${ad.title ?? ""}\n${ad.description ?? ""}`, stated, context.policy)
}
