/**
 * What is a word in running text: a run of letters, digits and their marks.
 *
 * @module
 */

import { everyUnit } from "./EveryUnit.ts"

const wordCharacter = /[\p{L}\p{N}\p{M}]/u
const words = /[\p{L}\p{N}\p{M}]+/gu
const no = 0
const half = 2

let kinds: Uint8Array | undefined

/**
 * For each UTF-16 unit: 0, or 1 where it belongs to words, or 2 where that depends on the other half of its pair. Made
 * when it is first asked for: most commands read no ads.
 */
export const wordUnits = (): Uint8Array => {
  if (kinds !== undefined) return kinds
  kinds = new Uint8Array(0x10000).fill(half, 0xd800, 0xe000)
  for (const { 0: word, index } of everyUnit().matchAll(words)) kinds.fill(1, index, index + word.length)
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
