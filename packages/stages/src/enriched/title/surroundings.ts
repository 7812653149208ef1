/**
 * What stands around the job in a title: references, contracts, pay, hours, places, decoration.
 *
 * @module
 */

/** Pictures and bullets; a title is no place for them. The three signs are pictures to Unicode. */
const decoration =
  /(?:(?![©®™])\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u20e3|[★☆✪●•■□►▶◆→⇒✓✔])+/gu

const reference =
  /[([]\s*(?:r[ée]f(?:[ée]rence)?s?|job\s?id|req(?:uisition)?|id|n°)(?![\p{L}])[^()[\]]{0,40}[)\]]|[([]\s*(?!(?:19|20)\d\d\s*[)\]])\d{4,12}\s*[)\]]/giu

/** One of these makes a group of `contractWords` a statement on the contract. */
const contractKeys = new Set(
  (
    "cdi cdd cdic ctt cddu intérim interim intérimaire stage alternance apprentissage freelance permanent temporaire " +
    "temporary ftc plein partiel complet full-time part-time fulltime parttime urgent vollzeit teilzeit"
  ).split(" ")
)
const contractWords = new Set(
  (
    "contrat contract contrats pro professionnalisation temps time full part mission durée mois month months an ans en de " +
    "d ou et or pourvoir à h fixed term poste type conventionné fin études longue courte"
  ).split(" ")
)

const bracketed = /[([{]([^()[\]{}]{2,60})[)\]}]/g

/** The title without pictures, references, and contracts in brackets or between dashes. */
export const withoutNotes = (title: string): string =>
  withoutContractSegments(
    title
      .replace(decoration, " ")
      .replace(reference, " ")
      .replace(bracketed, (match, content: string) => (isContract(content) ? " " : match))
      // Long runs of blanks would make the search for segments slow.
      .replace(/\s+/g, " ")
  )

/** Drops "CDI" from "CDI - Data analyst", but never the last segment that is left. */
const withoutContractSegments = (title: string): string => {
  const pieces = title.split(/(\s+[-–—|:]\s+|\s*\|\s*|(?<=\p{L})\s?:\s)/u)
  const segments = pieces.filter((_, index) => index % 2 === 0)
  const kept = segments.flatMap((segment, index) => (segment.trim() === "" || isContract(segment) ? [] : [index]))
  return kept.length === 0 || kept.length === segments.length
    ? title
    : kept.map((index, place) => (place === 0 ? "" : (pieces[2 * index - 1] ?? "")) + segments[index]).join("")
}

const isContract = (text: string): boolean => {
  const words: ReadonlyArray<string> = text.toLowerCase().match(/[\p{L}]+(?:-[\p{L}]+)*|\p{N}+/gu) ?? []
  return (
    words.length <= 8 &&
    (words.some((word) => contractKeys.has(word)) || (words[0] === "mission" && words.includes("mois"))) &&
    words.every((word) => contractKeys.has(word) || contractWords.has(word) || /^\p{N}{1,2}$/u.test(word))
  )
}

const amount = String.raw`(?:[$£€]\s?\d[\d.,]{0,9}\s?k?|\d[\d.,]{0,9}(?:\s\d{3})?\s?(?:k€?|€|£|\$|k?\s?euros?|eur))`
const perWhat = String.raw`(?:\s?(?:brute?|nette?|gross|annuel|mensuel|p\.?a\.?|p\.?h\.?|(?:\/|per|par|an?)\s?\p{L}{1,8}))`
const trailing = [
  /\s+(?:en\s+)?(?:CDI|CDD|CTT|[Ii]nt[ée]rim|INT[ÉE]RIM)(?:\s+(?:de\s+)?\d{1,2}\s*mois)?$/u,
  /[\s,-]+\d{2}\s?h(?:eures|ours)?(?:\s?\/\s?\p{L}{1,7})?$/u,
  new RegExp(
    String.raw`(?<!\bearn)[\s,:|–-]+(?:(?:up to|from|circa|salaire|salary|package|jusqu['’]à|à partir de)\s)?(?:\d{2}\s?(?:[-–/]|à|to)\s?)?${amount}(?:\s?(?:[-–/]|to|à)\s?${amount})?${perWhat}{0,3}\s?[!.]?$`,
    "iu"
  ),
  /\s+[-–—|]\s*\d{5}\s+\p{L}[\p{L}' -]{1,40}$/u,
  /\s*[-–—|,]\s+(?:Paris|Lyon|Marseille)\s+\d{1,2}(?:er|e|ème|eme)?$/iu,
  /\s+[-–—|]\s*r[ée]f(?:[ée]rence)?[\s.:n°]{0,4}[\p{L}\d/_-]*\d[\p{L}\d/_-]*$/iu
]

/** No trailing note is longer; looking only so far keeps this linear. */
const tailLength = 80

/** The title without contract, hours, pay, postcode or reference at its end. */
export const withoutTail = (title: string): string => {
  let text = title
  for (let round = 0; round < 6; round++) {
    const head = text.slice(0, -tailLength)
    const tail = trailing.reduce((rest, pattern) => rest.replace(pattern, ""), text.slice(-tailLength).trimEnd())
    const shorter = trimmed(head + tail)
    if (shorter === text) {
      break
    }
    text = shorter
  }
  return text
}

/** Without what removals leave behind: empty or lone brackets, separators at the ends or in a row, double blanks. */
export const trimmed = (title: string): string =>
  withoutLoneBrackets(title)
    .replace(/[([{][\s/,.|–-]{0,8}[)\]}]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/(?<=\S)\/ | \/(?=\S)/g, " / ")
    .replace(/(?<=[([{]) | (?=[)\]},])/g, "")
    .replace(/( [-–—|/])(?: ?[-–—|/])+(?= )/g, "$1")
    .replace(/^[\s\-–—|,:;/*_]+/, "")
    .replace(/[\s\-–—|,:;/*._]{1,40}$/, (tail) => (/^\.{3}/.test(tail) ? "…" : ""))

const withoutLoneBrackets = (text: string): string => {
  const open: Array<number> = []
  const lone = new Set<number>()
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(" || text[at] === "[") {
      open.push(at)
    } else if (text[at] === ")" || text[at] === "]") {
      if (open.pop() === undefined) {
        lone.add(at)
      }
    }
  }
  for (const at of open) {
    lone.add(at)
  }
  return lone.size === 0
    ? text
    : Array.from({ length: text.length }, (_, at) => (lone.has(at) ? " " : text[at])).join("")
}
