/**
 * Classes of characters, as the skill trie sees them: one small number per
 * UTF-16 code unit, so that a text is read in place, without a folded copy.
 *
 * Case and accents are folded away (`É`, `é` and `e` are one class). Letters
 * that no spelling uses (`œ`, Cyrillic, a replacement character) share one
 * class of their own: they end no word and match nothing.
 *
 * @module
 */

/** Anything that separates words and appears in no spelling: `(`, `,`, a full-width sign, the end of the text. */
export const BREAK = 0
/** White space of any kind. */
export const SPACE = 1
/** A hyphen of any kind. */
export const HYPHEN = 2
/** A letter, digit or mark that no spelling uses, and `_`. */
export const OTHER_WORD = 3
export const FULL_STOP = 4
export const APOSTROPHE = 5
export const AMPERSAND = 6
export const AT_SIGN = 7
export const PLUS = 8
export const SHARP = 9
export const SLASH = 10
/** The classes from here on are letters and digits. */
export const FIRST_DIGIT = 16
export const FIRST_LETTER = 26
/** One more than the greatest class: the width of a trie node. */
export const CLASS_COUNT = 52

const signs: ReadonlyArray<readonly [signs: string, sign: number]> = [
  ["-\u2010\u2011\u2012\u2013", HYPHEN],
  ["_\ufffd\u00b7", OTHER_WORD],
  [".", FULL_STOP],
  ["'\u2019\u02bc\u0060\u00b4", APOSTROPHE],
  ["&", AMPERSAND],
  ["@", AT_SIGN],
  ["+", PLUS],
  ["#\u266f", SHARP],
  ["/", SLASH]
]

const classes = classTable()

/** The class of the code unit at `index`; `BREAK` outside the text. */
export const classAt = (text: string, index: number): number => classes[text.charCodeAt(index)] ?? BREAK

export const isDigit = (kind: number): boolean => kind >= FIRST_DIGIT && kind < FIRST_LETTER
export const isAlphanumeric = (kind: number): boolean => kind >= FIRST_DIGIT
/** Whether the class continues a word. */
export const isWord = (kind: number): boolean => kind >= FIRST_DIGIT || kind === OTHER_WORD

/** Whether the code unit at `index` is a capital letter (Latin letters, with or without accents). */
export const isCapitalAt = (text: string, index: number): boolean => {
  const code = text.charCodeAt(index)
  return (code >= 65 && code <= 90) || (code >= 192 && code <= 222 && code !== 215)
}

/** Whether the code unit at `index` is a small letter (Latin letters, with or without accents). */
export const isSmallAt = (text: string, index: number): boolean => {
  const code = text.charCodeAt(index)
  return (code >= 97 && code <= 122) || (code >= 223 && code <= 255 && code !== 247)
}

/** The text without accents and in small letters, for comparing single words. */
export function fold(text: string): string {
  if (/^[a-z0-9]*$/i.test(text)) return text.toLowerCase()
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[\u2019\u02bc`\u00b4]/g, "'")
    .toLowerCase()
}

function classTable(): Uint8Array {
  const table = new Uint8Array(0x10000)
  for (let code = 0; code < table.length; code++) table[code] = classOf(String.fromCharCode(code))
  for (const [characters, sign] of signs) for (const character of characters) table[character.charCodeAt(0)] = sign
  return table
}

function classOf(character: string): number {
  if (/\s/u.test(character)) return SPACE
  const code = character.charCodeAt(0)
  const plain =
    code < 0x80 ? character.toLowerCase() : code < 0x250 || (code >= 0x1e00 && code < 0x1f00) ? fold(character) : ""
  if (/^[a-z]$/.test(plain)) return FIRST_LETTER + plain.charCodeAt(0) - 97
  if (/^[0-9]$/.test(plain)) return FIRST_DIGIT + plain.charCodeAt(0) - 48
  return /[\p{L}\p{N}\p{M}]/u.test(character) ? OTHER_WORD : BREAK
}
