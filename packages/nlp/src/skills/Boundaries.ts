/**
 * Where a skill may begin and end inside running text.
 *
 * Besides spaces and punctuation, two accidents of job ads count as borders:
 * a sentence glued to the next one (`plus.Advanced SQL`) and words glued at a
 * capital (`oozieScala`). The second also occurs inside names (`JavaFX`), so it
 * is reported as `glued` and accepted for long, unambiguous spellings only.
 *
 * @module
 */
import {
  AMPERSAND,
  APOSTROPHE,
  AT_SIGN,
  classAt,
  FIRST_LETTER,
  FULL_STOP,
  HYPHEN,
  isAlphanumeric,
  isCapitalAt,
  isDigit,
  isSmallAt,
  isWord,
  OTHER_WORD,
  PLUS,
  SHARP,
  SPACE
} from "./Characters.ts"

export const NO_BORDER = 0
export const BORDER = 1
/** A border only between a small letter and a capital. */
export const GLUED = 2
/** A border only between capitals and a small letter: the plural of an abbreviation (`ERPs`), or two words (`AWSen`). */
export const AFTER_CAPITALS = 3
export type Border = typeof NO_BORDER | typeof BORDER | typeof GLUED | typeof AFTER_CAPITALS

/** Whether a word may begin at `index`, given the class there and the class before it. */
export const startBorder = (text: string, index: number, before: number, kind: number): Border => {
  if (isAlphanumeric(kind)) {
    if (isAlphanumeric(before)) {
      return isCapitalAt(text, index) && isSmallAt(text, index - 1) ? GLUED : NO_BORDER
    }
    if (before === AT_SIGN || before === OTHER_WORD) return NO_BORDER
    if (before === FULL_STOP && isWord(classAt(text, index - 2)) && !isCapitalAt(text, index)) return NO_BORDER
    return BORDER
  }
  const isLeadingStop = kind === FULL_STOP && !isWord(before) && before !== FULL_STOP
  return isLeadingStop && isAlphanumeric(classAt(text, index + 1)) ? BORDER : NO_BORDER
}

/** Whether the word that ends before `index` may end there. */
export const endBorder = (text: string, index: number): Border => {
  const next = classAt(text, index)
  if (next === AT_SIGN || next === OTHER_WORD || isDigit(next)) return NO_BORDER
  if (next === FULL_STOP) {
    // "c#.net": no word goes on behind a sign.
    if (classAt(text, index - 1) === SHARP || classAt(text, index - 1) === PLUS) return BORDER
    return isAlphanumeric(classAt(text, index + 1)) && !isCapitalAt(text, index + 1) ? NO_BORDER : BORDER
  }
  if (!isAlphanumeric(next)) return BORDER
  if (!isCapitalAt(text, index)) {
    return isCapitalAt(text, index - 1) && isCapitalAt(text, index - 2) ? AFTER_CAPITALS : NO_BORDER
  }
  const last = classAt(text, index - 1)
  if (last === PLUS || last === SHARP) return BORDER
  return isSmallAt(text, index - 1) ? GLUED : NO_BORDER
}

/** The end of a version number glued to a name (`Python3.11`, `PHP8`), or `index` where there is none. */
export const afterVersion = (text: string, index: number): number => {
  if (classAt(text, index - 1) < FIRST_LETTER) return index
  let end = index
  while (end - index < 3 && isDigit(classAt(text, end))) end++
  if (end === index || end - index === 3) return index
  if (classAt(text, end) === FULL_STOP && isDigit(classAt(text, end + 1))) {
    end++
    while (end - index < 6 && isDigit(classAt(text, end))) end++
  }
  return end
}

/**
 * Whether one lone letter (`R`, `C`) between `start` and `end` is part of
 * something else: `R&D`, `P&C`, `C'est`, `C-level`, `série-C`, `C+`.
 */
export const isPartOfCompound = (text: string, start: number, end: number): boolean => {
  const before = classAt(text, start - 1)
  const next = classAt(text, end)
  return (
    before === AMPERSAND ||
    before === HYPHEN ||
    before === PLUS ||
    before === SHARP ||
    next === AMPERSAND ||
    next === HYPHEN ||
    next === PLUS ||
    next === SHARP ||
    next === APOSTROPHE
  )
}

/** Whether an ellipsis that ends the text or the line is glued to `index`: the word before it may have been cut. */
export const isCutAt = (text: string, index: number): boolean => {
  let end = index
  if (text[index] === "\u2026") end = index + 1
  else if (text.startsWith("...", index)) end = index + 3
  if (end === index) return false
  while (classAt(text, end) === SPACE && text[end] !== "\n") end++
  return end >= text.length || text[end] === "\n"
}

/** The end of a web address that begins at `index`, or `index` where none begins. An address names no skill. */
export const afterAddress = (text: string, index: number): number => {
  const initial = text.charCodeAt(index) | 0x20
  if ((initial !== 0x68 && initial !== 0x77) || !/^(?:https?:\/\/|www\.)/i.test(text.slice(index, index + 8))) {
    return index
  }
  let end = index
  while (end < text.length && classAt(text, end) !== SPACE) end++
  return end
}
