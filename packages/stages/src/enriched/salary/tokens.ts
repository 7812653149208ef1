/**
 * Cutting text into the pieces that statements on pay are made of.
 *
 * @module
 */

/** A period of pay as texts state it; `week` becomes a yearly figure, since ads' rows know no weeks. */
export type StatedPeriod = "year" | "month" | "week" | "day" | "hour"

export type Token =
  | { readonly kind: "number"; readonly number: NumberToken; readonly glued: boolean }
  | { readonly kind: "currency"; readonly sign: string }
  | { readonly kind: "period"; readonly period: StatedPeriod; readonly isRate: boolean }
  | { readonly kind: "months"; readonly months: number }
  | { readonly kind: "openLow" | "openHigh" | "between" | "gross" | "vague" | "estimate" | "cue" | "not" }
  | { readonly kind: "connect"; readonly text: string; readonly glued: boolean }
  | { readonly kind: "filler"; readonly text: string }
  | { readonly kind: "break" | "line" }
  | { readonly kind: "word"; readonly text: string; readonly glued: boolean }
  | { readonly kind: "mark"; readonly text: string; readonly glued: boolean }

/** A figure as written. `other` is what it would be if its one separator were a decimal point after all. */
export interface NumberToken {
  readonly value: number
  readonly other: number | null
  readonly thousands: boolean
  /** Counted in lakhs, as Indian yearly pay is. */
  readonly isLakh: boolean
  /** Millions and above, percentages, ordinals, hours, and what scrapers cut: never pay. */
  readonly isOther: boolean
  readonly digits: string
}

const end = String.raw`(?![\p{L}\d])`
const number = String.raw`\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,3}(?:[.,'’]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?`
const thousands = [
  String.raw`\s?k(?=€|£|\$|eur|usd|gbp|chf|pln|e(?![\p{L}\d])|[^\p{L}\d]|$)`,
  String.raw`\s?(?:kilo[ -]?|mille\s|milliers?\sd['’]\s?)(?=euros?)`
].join("|")
const lakhs = String.raw`\s?(?:lpa|lakhs?|lacs?)${end}`
/** After a figure, what shows that it is no amount of pay. */
const otherUnit = [
  String.raw`\s?\+?\s?(?:%|°|ème|eme|er|ère|e(?!\p{L}|ur)|th|nd|rd|st`,
  String.raw`m(?:illions?|illiards?|ds?|€|\$|£|m)?(?=${end}|€|£|\$)|bn|billions?|trillions?`,
  String.raw`h(?:eures?|rs?|ours?|\d\d)?|mn|minutes?|j(?:ours?)?|days?|mois|months?|ans?(?!\s(?:hou|h)r)|années?|years?|yrs?|semaines?|weeks?`,
  "km|m²|m2|kg|go|gb|tb|collaborateurs|salariés|employees|users|utilisateurs|clients|personnes|people",
  `leaders|customers|etp|lits|sociétés|conseillers|pays|countries|magasins|sites|agences|smics?)${end}`
].join("|")

const units = {
  year: "ans?|années?|annum|years?|yr|y|jahr|año|anno|jaar|rok",
  month: "mois|months?|mth|monat|mes|mese|maand|m",
  week: "semaines?|sem|weeks?|wk|w|woche",
  day: "jours?|journées?|days?|d|j|tag|nuits?|nights?|dia|shift",
  hour: "heures?|hours?|hrs?|h|std|stunde|hora|ora"
}
const words = {
  year: String.raw`annuel(?:le)?s?|annuellement|annual(?:ly)?|annum|yearly|p\.?\s?a\.?|p/a|jährlich|jahresgehalt`,
  month: "mensuel(?:le)?s?|mensuellement|monthly|pcm|monatlich",
  week: String.raw`weekly|hebdomadaire|hebdo|p\.?w\.?`,
  day: String.raw`journali(?:er|ère)|tjm|daily|day\srate|p\.d\.?|p/d|pd|per\sdiem|tagessatz`,
  hour: String.raw`horaire|hourly|p[./]?\s?h\.?(?:our|r\.?)?|stundenlohn`
}
const periods: ReadonlyArray<StatedPeriod> = ["year", "month", "week", "day", "hour"]
const period = periods
  .map(
    (name) =>
      String.raw`(?<${name}>(?:/\s?|(?:per|par|pro|im|al|por|each|chaque|an?)\s|l['’]\s?)(?:${units[name]})${end}|(?:${words[name]})${end})`
  )
  .join("|")

/** Openings of "from …"; those of "up to …" are in the pattern. */
const openLow = [
  String.raw`(?:à|a)\spartir\s(?:de|d['’])|à\scompter\sde|dès|au\s(?:moins|minimum)|minimum|mini|min\.?`,
  String.raw`from|starting\s(?:at|from|salary)|at\sleast|plus\sde|more\sthan|mindestens|ab|>=?`
].join("|")
/** Signs and words for currencies, see `currencyOfSign`. */
const currency = [
  String.raw`€uros?|€|£|₹|¥|(?<=\d\s?k)e(?![\p{L}\d])|s?fr\.(?=\s?\d)|(?:us|ca|can|c|au|a|nz|sg|s|r|mx)?\$|rs\.?(?=\s?\d)|(?:euros?|eur|gbp|usd|cad|aud|nzd|sgd|chf`,
  String.raw`pln|zł|zlotys?|inr|rupees|brl|mxn|zar|sek|nok|dkk|czk|huf|ron|jpy|kč|bbd|hkd|aed|pounds?|sterling|dollars?|francs\ssuisses)(?!\p{L})`
].join("|")
/** Words for pay: near a figure they make it a statement. */
const cueWords = [
  String.raw`packages?|salaires?|salary|salaries|sal|rémunérations?|remunerations?|rému\.?|remu|rem|pay|paid|paying|wages?`,
  "paie|gehalt|lohn|rate|taux|compensation|fourchette|gratification|rémunéré(?:e)?|payée?|ctc|combien|offering",
  String.raw`indicatif|indemnités?\sde\sstage|basic|fixe(?=\s?:?\s?\d)`
].join("|")

/** Words for sums that are no pay: the nearest of these and of `cueWords` decides. */
const notPayWords = [
  "budgets?|chiffre|ca|capital|primes?|bonus|variables?|commissions?|tickets?|titres?|paniers?|chèques?|cartes?",
  String.raw`mutuelle|aides?|subventions?|invest\p{L}*|levées?|levé|fund(?:ing|s|raise)?|raised|secured|revenues?|turnover`,
  String.raw`allowances?|saved?|saving|saves|économi\p{L}*|parrain\p{L}*|cooptation|referral|intéressement|participation`,
  String.raw`rembours\p{L}*|indemnités?|biweekly|bi-weekly|fortnight(?:ly)?|transports?|navigo|trainings?|formations?|wellbeing|wellness|patrimoine`,
  "portefeuilles?|pipeline|deals?|capée?s?|plafonnée?s?|valeurs?|worth|valued|prix|price[ds]?|coûts?|costs?|loyer",
  "donations?|financements?|prêts?|emprunts?|loans?|mortgages?|grants?|sign-on|welcome|relocation|pension|crédits?|encours|marges?|abonnements?|leaders|membres?|filleuls?",
  "via|series|stock|equity|matching|insurance|assurance|cover|particuliers|dépenses|repas|customers|users",
  "utilisateurs|collaborateurs|market|marché"
].join("|")

const pattern = new RegExp(
  [
    String.raw`(?<blank>[^\S\n]+)`,
    String.raw`(?<yearly>1[2-6])\s?(?:x|×|mal|fois)\s(?:jährlich|(?:pro|im)\sjahr|par\san|per\sjaar|l['’]an)${end}`,
    `(?<number>${number})(?:(?<other>${otherUnit})|(?<k>${thousands})|(?<lakh>${lakhs}))?`,
    String.raw`(?:(?:sur|x|×|\*|over)\s?|\(\s?(?=1[2-5]))(?<months>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:mois|months?)${end}`,
    String.raw`[x×]\s?(?<times>1[2-6](?:[.,]\d{1,2})?)(?![\p{L}\d.,%])`,
    `(?<currency>${currency})`,
    period,
    `(?<openLow>${openLow})${end}`,
    String.raw`(?<openHigh>jusqu['’]?\s?(?:à|a|au)|up\s?to|au\smaximum|maximum|max\.?|bis\szu|capped\sat|<=?)${end}`,
    `(?<between>entre|between|de|von|comprise?|range[sd]?)${end}`,
    `(?<gross>b{1,2}rute?s?|brutto|bruts?|gross|net(?:te)?s?|netto)${end}`,
    String.raw`(?<vague>fixe?s?(?!\s?:?\s?\d)|base|environ|env\.?|circa|approx\.?|équivalent|equivalent|eq|fte)${end}`,
    `(?<estimate>estimated|estimée?|estimation)${end}`,
    `(?<cue>${cueWords})${end}`,
    `(?<not>${notPayWords})${end}`,
    String.raw`(?<connect>(?:-|à|a|(?:(?:rising|increasing)\s(?:up\s)?)?to|et|and|bis|until|au|[/~]|(?<=\d)\?(?=\d))(?=[^\p{L}]|$))`,
    String.raw`(?<word>[\p{L}\p{M}]+)`,
    String.raw`(?<break>\n|[;!?•|…]|\.(?!\d))`,
    "(?<filler>[(),*:])",
    "(?<mark>.)"
  ].join("|"),
  "gsu"
)

/** Lower-case text with ordinary blanks and dashes. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\r]/g, " ")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u2044\u2215]/g, "/")
    // "90'000.-" is how the Swiss write a round sum, "[35-40] k€" how some templates write a range.
    .replace(/(?<=\d)[.,]-(?!\d)/g, "")
    .replace(/(?<!\d)(\d{2,3})k(\d)(?=\s?(?:€|eur|-|$))/g, "$1.$2k")
    .replace(
      /(?<![\d.,])(\d{1,2})\s?(?:€|euros?)\s?(\d{2})(?=\s?(?:\/\s?h|(?:brut |net )?(?:de l|par h)|brut|net))/g,
      "$1.$2 €"
    )
    .replace(/[[(](\d{2,3}\s?[-/à]\s?\d{2,3})[\])](?=\s?k)/g, "$1")
    .replace(/ {2,}/g, " ")

/** The text's tokens in order, blanks left out. Linear in the length of the text. */
export const tokensOf = (text: string): ReadonlyArray<Token> => {
  const tokens: Array<Token> = []
  let glued = false
  for (const { groups = {} } of plain(text).matchAll(pattern)) {
    const token = tokenOf(groups, glued)
    if (token !== null) {
      tokens.push(token)
    }
    glued = token !== null
  }
  return tokens
}

const tokenOf = (groups: Readonly<Record<string, string | undefined>>, glued: boolean): Token | null => {
  if (groups.blank !== undefined) {
    return null
  }
  if (groups.number !== undefined) {
    return { kind: "number", number: numberOf(groups.number, groups), glued }
  }
  const months = groups.months ?? groups.times ?? groups.yearly
  if (months !== undefined) {
    return { kind: "months", months: Number(months.replace(",", ".")) }
  }
  if (groups.currency !== undefined) {
    return { kind: "currency", sign: groups.currency.replace(/\.$/, "") }
  }
  const stated = periods.find((name) => groups[name] !== undefined)
  if (stated !== undefined) {
    return { kind: "period", period: stated, isRate: /^(?:tjm|day|tages)/.test(groups[stated] ?? "") }
  }
  const kind = plainKinds.find((name) => groups[name] !== undefined)
  if (kind !== undefined) {
    return { kind }
  }
  if (groups.connect !== undefined) {
    return { kind: "connect", text: groups.connect, glued }
  }
  if (groups.filler !== undefined) {
    return { kind: "filler", text: groups.filler }
  }
  if (groups.break !== undefined) {
    return { kind: groups.break === "\n" ? "line" : "break" }
  }
  return groups.word === undefined
    ? { kind: "mark", text: groups.mark ?? "", glued }
    : { kind: "word", text: groups.word, glued }
}

const plainKinds = ["openLow", "openHigh", "between", "gross", "vague", "estimate", "cue", "not"] as const

const numberOf = (text: string, groups: Readonly<Record<string, string | undefined>>): NumberToken => {
  const factor = groups.k !== undefined ? 1_000 : groups.lakh !== undefined ? 100_000 : 1
  const isGrouped = /^(?:\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?)$/.test(text)
  const fraction = isGrouped ? (/[.,](\d{1,2})$/.exec(text)?.[1] ?? "") : (/[.,](\d+)$/.exec(text)?.[1] ?? "")
  const whole = (fraction === "" ? text : text.slice(0, -fraction.length - 1)).replace(/\D/g, "")
  const isAmbiguous = /^\d{1,3}[.,]\d{3}$/.test(text)
  return {
    value: factor * Number(`${whole}.${fraction === "" ? "0" : fraction}`),
    other: isAmbiguous ? Number(text.replace(",", ".")) : null,
    thousands: factor > 1,
    isLakh: groups.lakh !== undefined,
    isOther:
      groups.other !== undefined ||
      /^0\d/.test(text) ||
      whole.length > 9 ||
      /^401\s?$/.test(text + (groups.k === undefined ? "k" : "")),
    digits: text
  }
}
