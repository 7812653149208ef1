/**
 * From a document to its tokens, as scikit-learn's word analyzer.
 *
 * @module
 */
import { Result } from "effect"
import { englishStopWords } from "./EnglishStopWords.ts"
import type { NumberedTokens } from "./Lexicon.ts"
import { fromPython, wordCharacters } from "./PythonPattern.ts"
import { BadOption } from "./TfidfError.ts"

/** What is counted of a document, in order. */
export type Tokens = ReadonlyArray<string> | NumberedTokens

/** A text, or its tokens. Tokens are taken as they are: neither lowered nor matched, only stop words are removed. */
export type TfidfDocument = string | Tokens

/** How texts become tokens. */
export interface AnalyzerOptions {
  /** Lower case before tokenizing (true). */
  readonly lowercase?: boolean | undefined
  /** What a token is, as a Python regular expression; with one group, the group is the token (`(?u)\b\w\w+\b`). */
  readonly tokenPattern?: string | undefined
  /** Tokens to leave out, or scikit-learn's own English list (none). */
  readonly stopWords?: "english" | ReadonlyArray<string> | null | undefined
}

/** scikit-learn's tokens: runs of two or more letters, digits or underscores. */
export const defaultTokenPattern = "(?u)\\b\\w\\w+\\b"

/** Runs of word characters are maximal, so this finds exactly what the default pattern finds, without look-arounds. */
const defaultTokens = new RegExp(`[${wordCharacters}]{2,}`, "gv")

/** The function that takes a document apart; `BadOption` if the pattern cannot be used. */
export const makeAnalyzer = (
  options: AnalyzerOptions
): Result.Result<(document: TfidfDocument) => Tokens, BadOption> => {
  const isLowered = options.lowercase ?? true
  const stopWords = new Set(options.stopWords === "english" ? englishStopWords : (options.stopWords ?? []))
  const isKept = (token: string) => !stopWords.has(token)
  return Result.map(makeTokenizer(options.tokenPattern ?? defaultTokenPattern), (tokenize) => (document) => {
    const tokens = typeof document === "string" ? tokenize(isLowered ? document.toLowerCase() : document) : document
    if (stopWords.size === 0) return tokens
    if (!("lexicon" in tokens)) return tokens.filter(isKept)
    const { lexicon, numbers } = tokens
    return { lexicon, numbers: numbers.filter((number) => isKept(lexicon.spell(number))) }
  })
}

const makeTokenizer = (tokenPattern: string): Result.Result<(text: string) => ReadonlyArray<string>, BadOption> => {
  if (tokenPattern === defaultTokenPattern) return Result.succeed((text) => text.match(defaultTokens) ?? [])
  return Result.flatMap(fromPython(tokenPattern), (pattern) => {
    const groups = (new RegExp(`${pattern.source}|`, pattern.flags).exec("")?.length ?? 1) - 1
    if (groups > 1) {
      return Result.fail(new BadOption({ option: "tokenPattern", problem: "has more than one capturing group" }))
    }
    return Result.succeed((text) => Array.from(text.matchAll(pattern), (match) => match[groups] ?? ""))
  })
}
