/** How words are written together. */
import { unitAt } from "./text"

/** Which rules hold for a language; 0 where none do. */
export const joinsAsEnglish: i32 = 1
export const joinsAsFrench: i32 = 2

/** Straight, curly either way, and the letter. */
@inline
export function isApostrophe(unit: u16): bool {
  return unit == 0x27 || unit == 0x2019 || unit == 0x2018 || unit == 0x2bc
}

/** Whether the word before the apostrophe at a place is a negated verb with the word behind: `isn't`, `don't`. */
@inline
export function isNegation(apostrophe: i32, end: i32): bool {
  return end == apostrophe + 2 && unitAt(apostrophe + 1) == 0x74 && unitAt(apostrophe - 1) == 0x6e
}

/** Whether what stands between two places is no word: `company's`, `we're`; s, d, m, t, re, ve, ll. */
@inline
export function isClitic(begin: i32, end: i32): bool {
  const first = unitAt(begin)
  if (end == begin + 1) return first == 0x73 || first == 0x64 || first == 0x6d || first == 0x74
  if (end != begin + 2) return false
  const second = unitAt(begin + 1)
  return ((first == 0x72 || first == 0x76) && second == 0x65) || (first == 0x6c && second == 0x6c)
}
