/**
 * Titles that name a job in both genders, reduced to the one form that other ads use for it.
 *
 * @module
 */

const ending =
  "e|se|euse|rice|trice|ère|ere|ière|iere|ne|nne|enne|ienne|le|lle|elle|te|tte|ette|ve|ive|fe|ffe|sse|esse|ée|que"

/** `Chargé(e)s`, `Logisticien·ne`, `Développeur.se`, `Conseiller/ère`, `Ingénieur-e`; group 1 is the plural's `s`. */
const suffixes = [
  new RegExp(String.raw`(?<=\p{L}{3}|(?<!\p{L})[uU]n)\((?:${ending})(?:s)?\)(s?)(?!\p{L})`, "giu"),
  new RegExp(String.raw`(?<=\p{L}{3})[·•‧∙⋅・](?:${ending})(?:[·•‧∙⋅・]?(s))?(?!\p{L})`, "giu"),
  new RegExp(String.raw`(?<=\p{L}{3})\.(?:${ending})(?:\.?(s))?(?![\p{L}.])`, "gu"),
  /(?<=\p{L}{4})\/-?(?:e|a|se|euse|rice|trice|ère|ière|ne|le|ve)(?:\/?(s))?(?![\p{L}/.])/gu,
  /(?<=\p{L}{4})-(?:e|se|euse|rice|trice|ère|ière|ne)(?:-?(s))?(?![\p{L}\-.'’])/gu
]
/** `Entwickler*in`, `Referent:innen`, `Praktikant_In`, `Bilanzbuchhalter/in`, `Mitarbeiter(in)`. */
const german =
  /(?<=\p{L}{3})(?:[*:_][iI]n(?:nen)?|\/-?in(?:nen)?|\(in(?:nen)?\)|(?<=\p{Ll})Innen|(?<=\p{Lu}{3})[*:_]IN(?:NEN)?)(?!\p{L})/gu
const germanAdjective = /(?<=\p{Ll}{3}e)[*:_](r|s|n)(?!\p{L})/gu

/** Masculine and feminine endings, without accents. */
const genderEndings: ReadonlyArray<readonly [masculine: string, feminine: string]> = [
  ["eur", "euse"],
  ["eur", "rice"],
  ["eur", "eresse"],
  ["er", "ere"],
  ["n", "nne"],
  ["l", "lle"],
  ["t", "tte"],
  ["f", "ve"],
  ["f", "ffe"],
  ["x", "se"],
  ["c", "que"],
  ["e", "esse"],
  ["mann", "frau"],
  ["", "e"],
  ["", "in"]
]

/** More words than any job's name has; keeps the search for doubled names short. */
const maximalWords = 12
const token = /[\p{L}\p{M}\p{N}'’.+#&]+(?:-[\p{L}\p{M}\p{N}'’.+#&]+)*|\S/gu

/** The title with inclusive endings removed and names that stand there in both genders said once. */
export const withoutInclusiveForms = (title: string): string => {
  const short = suffixes
    .reduce((text, suffix) => text.replace(suffix, (_, plural: string | undefined) => plural ?? ""), title)
    .replace(german, "")
    .replace(germanAdjective, "$1")
    .replace(/(?<=\p{L})\*(?!\p{L})/gu, "")
    .replace(/(?<![\p{L}\p{N}])([\p{L}\p{N}-]{3,40})\s?\(\1\)/giu, "$1")
  return withoutDoubles(short)
}

interface Token {
  readonly text: string
  readonly folded: string
  readonly start: number
  readonly end: number
}

/** "Chef de projet / Cheffe de projet IT" → "Chef de projet IT", whichever gender comes first. */
const withoutDoubles = (title: string): string => {
  const tokens: ReadonlyArray<Token> = Array.from(title.matchAll(token), (match) => ({
    text: match[0],
    folded: folded(match[0]),
    start: match.index,
    end: match.index + match[0].length
  }))
  const parts: Array<string> = []
  let kept = 0
  for (let at = 1; at < tokens.length - 1; at++) {
    const length = isSeparator(tokens, at) ? doubleAround(tokens, at) : 0
    const last = tokens[at + length]
    if (length > 0 && last !== undefined && (tokens[at - length]?.start ?? 0) >= kept) {
      for (let word = at - length; word < at; word++) {
        const one = tokens[word]
        const two = tokens[word + length + 1]
        if (one !== undefined && two !== undefined) {
          parts.push(title.slice(kept, one.start), isFeminine(one, two) ? two.text : one.text)
          kept = one.end
        }
      }
      kept = last.end
      at += length
    }
  }
  return parts.join("") + title.slice(kept)
}

const isSeparator = (tokens: ReadonlyArray<Token>, at: number): boolean => {
  const { text, start, end } = tokens[at] ?? { text: "", start: 0, end: 0 }
  const isApart = start > (tokens[at - 1]?.end ?? 0) && end < (tokens[at + 1]?.start ?? 0)
  return text === "/" || text === "|" || (isApart && /^(?:ou|or|oder|[-–—])$/i.test(text))
}

/** How many words before the separator are said again after it in another gender; 0 for none. */
const doubleAround = (tokens: ReadonlyArray<Token>, at: number): number => {
  for (let length = Math.min(maximalWords, at, tokens.length - 1 - at); length > 0; length--) {
    let differences = 0
    let word = /^\p{L}{2}/u.test(tokens[at - length]?.text ?? "") ? 0 : length + 1
    for (; word < length; word++) {
      const one = tokens[at - length + word]
      const two = tokens[at + 1 + word]
      if (one === undefined || two === undefined) {
        break
      }
      if (one.folded !== two.folded) {
        if (!isFeminine(one, two) && !isFeminine(two, one)) {
          break
        }
        differences++
      }
    }
    if (word === length && differences > 0) {
      return length
    }
  }
  return 0
}

/** Is the first word the feminine form of the second? Words with hyphens are compared part by part. */
const isFeminine = (one: Token, two: Token): boolean => {
  const [feminine, masculine] = [one.folded.split("-"), two.folded.split("-")]
  return (
    one.folded !== two.folded &&
    feminine.length === masculine.length &&
    feminine.every((part, index) => part === masculine[index] || isFeminineOf(part, masculine[index] ?? ""))
  )
}

const isFeminineOf = (feminine: string, masculine: string): boolean => {
  const isPlural = feminine.endsWith("s") && masculine.endsWith("s")
  const [longer, shorter] = isPlural ? [feminine.slice(0, -1), masculine.slice(0, -1)] : [feminine, masculine]
  return (
    (shorter === "un" && longer === "une") ||
    genderEndings.some(([m, f]) => {
      const stem = shorter.slice(0, shorter.length - m.length)
      return shorter.endsWith(m) && shorter.length >= 3 && stem.length >= 2 && longer === stem + f
    })
  )
}

const folded = (word: string): string => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
