/**
 * What is a word in running text: a run of letters, digits and their marks.
 *
 * @module
 */

const wordCharacter = /[\p{L}\p{N}\p{M}]/u
const no = 0
const half = 2

let kinds: Uint8Array | undefined

/**
 * For each UTF-16 unit: 0, or 1 where it belongs to words, or 2 where that depends on the other half of its pair. Made
 * when it is first asked for: it takes some 16 ms, and most commands read no ads.
 */
export const wordUnits = (): Uint8Array => {
  kinds ??= Uint8Array.from({ length: 0x10000 }, (_, unit) =>
    unit >= 0xd800 && unit < 0xe000 ? half : wordCharacter.test(String.fromCharCode(unit)) ? 1 : no
  )
  return kinds
}

/** Whether the unit at a place belongs to a word; outside of the text, none does. Both halves of a pair answer alike. */
export const isWordUnit = (units: Uint16Array, at: number): boolean => {
  const kind = wordUnits()[units[at] ?? 0] ?? no
  return kind === 1 || (kind === half && isWordPair(units, at))
}

/** Whether the pair that the unit at a place belongs to is part of a word. */
export const isWordPair = (units: Uint16Array, at: number): boolean => {
  const first = (units[at] ?? 0) >= 0xdc00 ? at - 1 : at
  return wordCharacter.test(String.fromCharCode(units[first] ?? 0, units[first + 1] ?? 0))
}
