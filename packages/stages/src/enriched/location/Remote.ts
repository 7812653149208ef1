/**
 * Whether a location itself says that the work is done from anywhere.
 * @module
 */

/** Words for work from anywhere, in French, English and German. */
const REMOTE =
  /(?<![\p{L}-])(?:(?:full|fully|100 ?%)[ -]?)?(?:remote(?:[ -](?:first|only|work|job))?|t[ée]l[ée][ -]?travail|distanciel|(?:à|a|en) distance|work(?:ing)? from home|wfh|home[ -]?(?:office|based)|from home|work from anywhere|anywhere|mobiles arbeiten|fernarbeit|ortsunabhängig)(?:[ -]?(?:complet|total|int[ée]gral|100 ?%))?(?![\p{L}-])/giu

/** What makes it a share of the week and not the whole: "2 jours de télétravail", "hybrid". */
const PARTIAL =
  /\d\s?(?:j|jours?|days?|tage?n?)(?!\p{L})|jours?\s?\/|hybrid|partiel|partial|occasionnel|possible|möglich|ponctuel|teilweise|tageweise|régulier|no remote|not remote|non[ -]remote|pas de|sans télétravail|kein/iu

export interface RemoteReading {
  readonly isRemote: boolean
  /** The text without the words on remote work. */
  readonly rest: string
}

/** Reads and removes what a location says on remote work; a part of the week is not remote. */
export const readRemote = (text: string): RemoteReading => {
  const rest = text.replace(REMOTE, " ")
  if (rest === text) return { isRemote: false, rest: text.replace(HYBRID, " ") }
  return PARTIAL.test(text)
    ? { isRemote: false, rest: rest.replace(PARTIAL_WORDS, " ") }
    : { isRemote: true, rest: rest.replace(CONNECTING, " ") }
}

const HYBRID = /(?<![\p{L}-])hybride?(?![\p{L}-])/giu

/** What is left around the words: "remote within Germany", "poste en télétravail". */
const CONNECTING =
  /(?<!\p{L})(?:within|based in|only|poste(?: en)?|position|job|possible)(?!\p{L})|(?<=^\s*|[(,;-]\s*)(?:in|en|from) /giu

const PARTIAL_WORDS =
  /\d\s?(?:j|jours?|days?|tage?n?)(?!\p{L})(?:\s?(?:\/|par|per|pro|a)\s?(?:s|sem|semaines?|weeks?|woche)(?!\p{L}))?(?:\s?(?:de|of))?|(?<!\p{L})(?:hybride?|partiel|partial|occasionnel|possible|möglich|ponctuel|jusqu'à)(?!\p{L})/giu
