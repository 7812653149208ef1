/**
 * Mending what other programs did to the letters of an ad.
 *
 * @module
 */

/** What the bytes 0x80 to 0x9F mean in Windows-1252; five mean nothing. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

/**
 * UTF-8 that was read as Windows-1252: `â€™`, `Ã©`, `ðŸš€`.
 *
 * Only leads that no word ends with are taken for damage, so that `CAFÉ…` and
 * `À «` stay: U+00C2, U+00C3, `Å“` and three or four bytes in a row that are
 * not all letters (`âœ…` was a tick; `ïœœ` was never anything).
 */
const continuation = `[\u0080-\u00bf${windows1252}]`
const mojibake = new RegExp(
  `[\u00c2\u00c3]${continuation}|\u00c5[“’¸]|[\u00e2\u00ef](?![\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192]{2})${continuation}{2}|\u00f0${continuation}{3}`,
  "g"
)
const utf8 = new TextDecoder("utf-8")

/** The text with mojibake, lost apostrophes and ligatures, and escapes without their backslash mended. */
export const mended = (text: string): string => {
  const decoded = text
    .replace(mojibake, fromUtf8)
    .replace(/[\u0080-\u009f]/g, (control) => {
      const character = windows1252[control.charCodeAt(0) - 0x80] ?? control
      return character === control ? " " : character
    })
    .replace(/\\u([0-9a-f]{4})|u00([2-7a-f][0-9a-f])/giu, fromEscape)
    .replace(/(?<=\p{L})u2019(?=\p{L})/gu, "’")
  return /[?\ufffd]["”]?[\p{L}?]/u.test(decoded) ? withLostLetters(decoded) : decoded
}

/** Puts back what became a question mark: blanks between words, `œ`, apostrophes. */
const withLostLetters = (text: string): string =>
  text
    // No sentence asks three times in a row: here a "?" stands for a hard blank.
    .replace(/(?<![\p{L}?/=&])\p{L}+(?:\?\p{L}+){2,}(?!\p{L})\??(?![=\p{L}])/gu, (words) => words.replaceAll("?", " "))
    .replace(
      /(?<![\p{L}\d/&=.])(c|ch|s|b|v|n|m|man|)(?:\?|\ufffd["”]?)(?=u(?:rs?|fs?|ds?|x|vr\p{Ll}+)(?!\p{L}))/giu,
      "$1œ"
    )
    .replace(
      /(?<![\p{L}\d/?&=.])([cdjlmnst]|(?:jus|lors|puis|quel|pres)?qu|aujourd)[?\ufffd](?=[aeiouyhàâäéèêëîïôöùûü]|œ)/giu,
      "$1’"
    )

const fromUtf8 = (damaged: string): string => {
  const bytes = Uint8Array.from(damaged, (character) => {
    const position = windows1252.indexOf(character)
    return position === -1 ? character.charCodeAt(0) : 0x80 + position
  })
  const text = utf8.decode(bytes)
  return text.includes("\ufffd") ? damaged : text
}

const fromEscape = (match: string, four: string | undefined, two: string | undefined): string => {
  const code = Number.parseInt(four ?? two ?? "", 16)
  const isPrintable =
    (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code < 0xfffe)
  return isPrintable ? String.fromCharCode(code) : match
}
