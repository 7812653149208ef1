/**
 * Words around a match, and phrases compared with them.
 *
 * Only the neighbourhood of a match is ever split into words, and only when a
 * rule asks for it, so that rules cost nothing on texts without doubtful words.
 *
 * @module
 */
import { APOSTROPHE, BREAK, classAt, fold, isWord, SPACE } from "./Characters.ts"

/** A word of a phrase: as it stands, a beginning (`develop*`), or any number (`#`). */
type Pattern = (word: string) => boolean

/** Longer words are cut: no word of a rule is near this length, and a text may be one endless word. */
const longestWord = 40

/** Whether one of the phrases stands directly before (`-1`) or after (`1`) a place in a text. */
export interface PhraseSet {
  readonly touches: (text: string, index: number, direction: 1 | -1) => boolean
}

/** Compiles phrases. `groups` gives what `@name` stands for. */
export const phraseSet = (
  phrases: ReadonlyArray<string>,
  groups: Readonly<Record<string, ReadonlyArray<string>>>
): PhraseSet => {
  const patterns = expand(phrases, groups).map((phrase) => wordsAt(phrase, 0, 1, phrase.length).map(pattern))
  const longest = patterns.reduce((most, words) => Math.max(most, words.length), 0)
  return {
    touches: (text, index, direction) => {
      const words = wordsAt(text, index, direction, longest)
      return patterns.some((phrase) => {
        const start = direction === 1 ? 0 : words.length - phrase.length
        return start >= 0 && phrase.length <= words.length && phrase.every((is, at) => is(words[start + at] ?? ""))
      })
    }
  }
}

/** Compiles single words into a test of one word. */
export const wordSet = (
  words: ReadonlyArray<string>,
  groups: Readonly<Record<string, ReadonlyArray<string>>>
): ((word: string) => boolean) => {
  const patterns = expand(words, groups).map((word) => fold(word))
  const whole = new Set(patterns.filter((word) => !word.endsWith("*")))
  const beginnings = patterns.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1))
  return (word) => whole.has(word) || beginnings.some((beginning) => word.startsWith(beginning))
}

/**
 * Up to `count` words before or after a place, in the order of the text,
 * folded. A sign is a word of its own; an elision keeps its apostrophe (`d'`).
 */
export const wordsAt = (text: string, index: number, direction: 1 | -1, count: number): Array<string> => {
  const words: Array<string> = []
  let at = index
  while (words.length < count) {
    const [start, end] = direction === 1 ? wordAfter(text, at) : wordBefore(text, at)
    if (start === end) break
    words.push(fold(text.slice(Math.max(start, end - longestWord), end)))
    at = direction === 1 ? end : start
  }
  return direction === 1 ? words : words.reverse()
}

function wordAfter(text: string, from: number): readonly [number, number] {
  let start = from
  while (start < text.length && classAt(text, start) === SPACE) start++
  let end = start
  while (end < text.length && end - start < longestWord && isPartOfWord(text, end)) end++
  if (end > start) return [start, classAt(text, end) === APOSTROPHE ? end + 1 : end]
  return [start, Math.min(start + 1, text.length)]
}

function wordBefore(text: string, from: number): readonly [number, number] {
  let end = from
  while (end > 0 && classAt(text, end - 1) === SPACE) end--
  let start = end > 1 && classAt(text, end - 1) === APOSTROPHE && isPartOfWord(text, end - 2) ? end - 1 : end
  while (start > 0 && end - start < longestWord && isPartOfWord(text, start - 1)) start--
  return start < end ? [start, end] : [Math.max(0, end - 1), end]
}

/** `*` and `#` are part of a word in a phrase, where they mean something; in a text they rarely stand at a word. */
function isPartOfWord(text: string, index: number): boolean {
  const character = text[index]
  return isWord(classAt(text, index)) || character === "*" || character === "#" || character === "+"
}

function expand(
  phrases: ReadonlyArray<string>,
  groups: Readonly<Record<string, ReadonlyArray<string>>>
): ReadonlyArray<string> {
  return phrases.flatMap((phrase) => (phrase.startsWith("@") ? (groups[phrase.slice(1)] ?? []) : [phrase]))
}

function pattern(written: string): Pattern {
  if (written === "#") return (word) => /^[0-9]/.test(word)
  if (written.endsWith("*")) {
    const beginning = written.slice(0, -1)
    return (word) => word.startsWith(beginning)
  }
  return (word) => word === written
}

/** Whether a sentence, a line or the text begins at `index`. */
export const isSentenceStart = (text: string, index: number): boolean => {
  let before = index
  while (before > 0 && classAt(text, before - 1) === SPACE && text[before - 1] !== "\n") before--
  return (
    before === 0 ||
    /[\n.!?:;\u2022\u2026]/.test(text[before - 1] ?? "") ||
    (classAt(text, before - 1) === BREAK && before === index)
  )
}
