/**
 * Python's regular expressions, as far as token patterns need them, in JavaScript.
 *
 * What differs is the meaning of classes: Python's `\w` is every character
 * that `str.isalnum` accepts or `_` (letters and numbers of all scripts, no
 * combining marks), `\d` every decimal digit, `\s` what `str.isspace` accepts,
 * and `\b` follows from `\w`. Groups are spelled `(?P<name>…)`, and flags may
 * stand at the front, `(?u)`.
 *
 * @module
 */
import { Result } from "effect"
import { BadOption } from "./TfidfError.ts"

/** The members of Python's `\w`, to be put into a class of a regular expression with the flag `v` or `u`. */
export const wordCharacters = "\\p{L}\\p{N}_"

const spaceCharacters = "\\t\\n\\v\\f\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
const word = `[${wordCharacters}]`

/** Escapes that stand for a set; valid inside and outside of brackets under the flag `v`. */
const sets: Readonly<Record<string, string>> = {
  w: word,
  W: `[^${wordCharacters}]`,
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  s: `[${spaceCharacters}]`,
  S: `[^${spaceCharacters}]`
}
const assertions: Readonly<Record<string, string>> = {
  b: `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`,
  B: `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`,
  A: "(?<![\\s\\S])",
  Z: "(?![\\s\\S])"
}
const literals: Readonly<Record<string, string>> = { n: "\\n", t: "\\t", r: "\\r", f: "\\f", v: "\\v", a: "\\x07" }
const syntax = /[$()*+./?[\\\]^{|}&!#%,:;<=>@`~-]/
/** Characters that JavaScript lets be escaped outside of a class. */
const escapableOutside = /[$()*+./?[\\\]^{|}]/

/** One Python escape at `text[at] === "\\"`: what it becomes, and how long it was. */
const readEscape = (text: string, at: number, isInClass: boolean): readonly [string, number] | undefined => {
  const letter = text.charAt(at + 1)
  const set = sets[letter]
  if (set !== undefined) return [set, 2]
  if (!isInClass && assertions[letter] !== undefined) return [assertions[letter], 2]
  if (isInClass && letter === "b") return ["\\x08", 2]
  if (literals[letter] !== undefined) return [literals[letter], 2]
  const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at))
  if (hex !== null) return [`\\u{${hex[1] ?? hex[2] ?? hex[3]}}`, hex[0].length]
  if (!isInClass && /[1-9]/.test(letter)) return [`\\${letter}`, 2]
  if (letter === "" || /[a-zA-Z0-9]/.test(letter)) return undefined
  const character = String.fromCodePoint(text.codePointAt(at + 1) ?? 0)
  const isEscaped = isInClass ? syntax.test(character) : escapableOutside.test(character)
  return [isEscaped ? `\\${character}` : character, 1 + character.length]
}

/** A bracketed class that begins at `text[at] === "["`; ranges and sets keep their meaning. */
const characterClass = (text: string, at: number): readonly [string, number] | undefined => {
  let i = at + 1
  let out = "["
  if (text[i] === "^") {
    out += "^"
    i++
  }
  for (let isFirst = true; i < text.length; isFirst = false) {
    const character = String.fromCodePoint(text.codePointAt(i) ?? 0)
    if (character === "]" && !isFirst) return [`${out}]`, i + 1 - at]
    if (character === "\\") {
      const escaped = readEscape(text, i, true)
      if (escaped === undefined) return undefined
      out += escaped[0]
      i += escaped[1]
    } else {
      const isRange = character === "-" && !isFirst && text[i + 1] !== "]" && !out.endsWith("]")
      out += syntax.test(character) && !isRange ? `\\${character}` : character
      i += character.length
    }
  }
  return undefined
}

/** Translates the body of a pattern, without its leading flags; undefined where an escape is not known. */
const translate = (text: string): string | undefined => {
  let out = ""
  for (let i = 0; i < text.length; ) {
    const character = text.charAt(i)
    const piece =
      character === "\\"
        ? readEscape(text, i, false)
        : character === "["
          ? characterClass(text, i)
          : text.startsWith("(?P<", i)
            ? (["(?<", 4] as const)
            : text.startsWith("(?P=", i)
              ? ([`\\k<${text.slice(i + 4, text.indexOf(")", i))}>`, text.indexOf(")", i) + 1 - i] as const)
              : character === "."
                ? (["[^\\n]", 1] as const)
                : character === "$"
                  ? (["(?=\\n?(?![\\s\\S]))", 1] as const)
                  : ([character, 1] as const)
    if (piece === undefined) return undefined
    out += piece[0]
    i += piece[1]
  }
  return out
}

/**
 * The JavaScript form of a Python pattern, global, so that `matchAll` finds
 * what `re.findall` finds. Fails with `BadOption` where the pattern is not
 * valid, or uses the flags `x`, `m`, `s`, `a` or `L`, which are not translated.
 */
export const fromPython = (pattern: string): Result.Result<RegExp, BadOption> => {
  const flags = /^\(\?([a-zA-Z]+)\)/.exec(pattern)
  const refuse = (problem: string) => new BadOption({ option: "tokenPattern", problem })
  if (flags !== null && /[^ui]/.test(flags[1] ?? "")) {
    return Result.fail(refuse(`has flags other than u and i: ${flags[0]}`))
  }
  const body = translate(pattern.slice(flags?.[0].length ?? 0))
  if (body === undefined) return Result.fail(refuse(`is not a pattern that can be read: ${pattern}`))
  return Result.try({
    try: () => new RegExp(body, flags?.[1]?.includes("i") ? "giv" : "gv"),
    catch: () => refuse(`is not a valid pattern: ${pattern}`)
  })
}
