/**
 * Decoding character references, damaged and cut ones included.
 *
 * @module
 */
import { decodeHTML, decodeHTMLStrict } from "entities"

const reference =
  /& ?(?:#?x[0-9a-f]{1,6}|#?[0-9]{1,7}|[a-z][a-z0-9]{1,31});|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31})/gi

/** Names that HTML lets stand without semicolon inside a word too, since a letter with an accent goes on with the word. */
const accented =
  /^&(?:[aeiouyAEIOUY](?:acute|circ|grave|uml|tilde|ring)|[cC]cedil|[nN]tilde|[oO]slash|AElig|aelig|szlig)/

/** The other names that HTML lets stand without semicolon; only at the end of a word, or `Ventes&notre` would break. */
const unterminated =
  /^&(?:amp|AMP|lt|LT|gt|GT|quot|QUOT|nbsp|copy|reg|deg|euro|pound|laquo|raquo|middot|sup2|sup3|rsquo|lsquo|ndash|mdash|bull|hellip|shy|frac12|ordm|ordf|times)$/

/**
 * The text with every character reference of HTML5 decoded.
 *
 * Also understood: a reference without `#` (`L&039;étudiant`), with a blank
 * after the ampersand, in capitals with its word (`&EACUTE;`), without its
 * semicolon where no word is hurt by it. `R&D` and `Q&A` stay.
 */
export const decodeReferences = (text: string): string =>
  text.includes("&") ? text.replace(/&(?:amp;|#0*38;|#x0*26;)+/gi, collapsed).replace(reference, decoded) : text

/** `&amp;amp;lt;` was encoded several times: the inner ampersands go at once, so that no chain takes long. */
const collapsed = (chain: string): string => chain.replace(/;.*$/s, ";")

const decoded = (match: string, offset: number, text: string): string => {
  const whole = match.replace(/^& /, "&")
  if (!whole.endsWith(";")) {
    if (whole.startsWith("&#")) {
      return decodeHTML(`${whole};`)
    }
    const isParameter = text[offset + match.length] === "="
    const prefix = accented.exec(whole)?.[0] ?? (isParameter ? undefined : unterminated.exec(whole)?.[0])
    return prefix === undefined ? match : decodeHTMLStrict(`${prefix};`) + whole.slice(prefix.length)
  }
  const candidates = [
    whole,
    /^&x?\d/i.test(whole) ? whole.replace("&", "&#") : whole,
    whole.slice(0, 2) + whole.slice(2).toLowerCase(),
    whole.toLowerCase()
  ]
  for (const candidate of candidates) {
    const character = decodeHTMLStrict(candidate)
    if (character !== candidate) {
      return character
    }
  }
  const prefix = accented.exec(whole)?.[0]
  return prefix === undefined ? match : decodeHTMLStrict(`${prefix};`) + whole.slice(prefix.length)
}

/** `march&eac…`: what the end of a snippet left of a reference. Capitals are not cut references but `R&D…`. */
const cutReference =
  /(?<=[\p{Ll}\s,.;:])&(?:#x?[0-9a-f]{0,5}|[aeiouy](?:a(?:c(?:ut?)?)?|c(?:ir?)?|g(?:r(?:av?)?)?|u(?:m?)?)?|cc(?:e(?:di?)?)?|nb(?:sp?)?|rs(?:q(?:uo?)?)?|ls(?:q(?:uo?)?)?|am|quo?|nd(?:a(?:sh?)?)?)(?=\s*(?:…|\.\.\.)?\s*$)/u

/** The text without a character reference that its end has cut in two. */
export const withoutCutReference = (text: string): string => {
  // Only the end can be cut, and looking only there keeps this linear.
  const end = text.slice(-24)
  return end.includes("&") ? text.slice(0, -24) + end.replace(cutReference, "") : text
}
