/**
 * The small words and numbers of French locations.
 * @module
 */

/** How many arrondissements the city of this key has; 0 for all but three. */
export const arrondissementsOf = (key: string): number => ARRONDISSEMENTS.get(key) ?? 0

const ARRONDISSEMENTS = new Map([
  ["paris", 20],
  ["lyon", 9],
  ["marseille", 16]
])

export const isArrondissement = (word: string): boolean => /^(?:arrondissements?|arrdt|arr|ardt|arrond)$/.test(word)

/** The number of "8", "08", "8e", "8eme", "1er", "2nd", "8th"; null for anything else. */
export const ordinal = (word: string): number | null => {
  const digits = /^(\d{1,2})(?:er|ere|e|eme|ieme|nd|nde|st|rd|th)?$/.exec(word)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** The number of "viii", "xve", "xveme", up to xx. */
export const roman = (word: string): number | null => {
  const at = ROMAN.indexOf(word.replace(/(?<=[ivx])(?:er|e|eme)$/, ""))
  return at < 0 ? null : at + 1
}

const ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ")

/** Texts that say no more than the country. */
export const FRANCE: ReadonlySet<string> = new Set([
  "france",
  "fr",
  "france entiere",
  "france metropolitaine",
  "toute la france",
  "toute france",
  "national",
  "partout en france",
  "frankreich",
  "francia",
  "plusieurs regions",
  "dom tom",
  "dom",
  "outre mer"
])

export const DEPARTMENT_WORDS: ReadonlySet<string> = new Set(["dept", "departement", "dpt", "dep"])

export const ARTICLES: ReadonlySet<string> = new Set(["le", "la", "les", "l"])
