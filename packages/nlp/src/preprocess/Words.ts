/**
 * What is a word in running text: a run of letters, digits and their marks.
 *
 * @module
 */

const wordCharacter = /[\p{L}\p{N}\p{M}]/u

/** For each UTF-16 unit: 1 in words, 2 where a pair must be looked at. A table, since every character of every ad asks. */
const classes: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  unit >= 0xd800 && unit < 0xe000 ? 2 : wordCharacter.test(String.fromCharCode(unit)) ? 1 : 0
)

/** Whether the unit at a place belongs to a word; outside of the text, none does. */
export const isWordCharacter = (text: string, at: number): boolean => {
  const kind = classes[text.charCodeAt(at)] ?? 0
  return kind === 1 || (kind === 2 && isInWordPair(text, at))
}

/** Both halves of a pair answer for the whole. */
const isInWordPair = (text: string, at: number): boolean => {
  const isSecond = text.charCodeAt(at) >= 0xdc00
  return wordCharacter.test(String.fromCodePoint(text.codePointAt(isSecond ? at - 1 : at) ?? 0))
}

/** Where the word that begins at `at` ends. */
export const endOfWord = (text: string, at: number): number => {
  let end = at
  while (isWordCharacter(text, end)) end++
  return end
}

/** The first word of a text, and where it is. */
export const wordRun = (text: string): { readonly word: string; readonly at: number } | undefined => {
  for (let at = 0; at < text.length; at++) {
    if (isWordCharacter(text, at)) return { word: text.slice(at, endOfWord(text, at)), at }
  }
  return undefined
}
