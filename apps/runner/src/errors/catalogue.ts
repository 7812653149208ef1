/**
 * Every kind of error that a person can meet, with its code and its text.
 *
 * Packages know no code and no command: they name their errors by tags, and the
 * texts are found by tag here. A test fails where an error class has none.
 *
 * @module
 */
import { Predicate } from "effect"
import { closest } from "fastest-levenshtein"
import { assetErrors } from "./assetErrors.ts"
import { commandErrors } from "./commandErrors.ts"
import { databaseErrors } from "./databaseErrors.ts"
import type { ErrorText, ErrorTexts } from "./ErrorText.ts"
import { sourceErrors } from "./sourceErrors.ts"
import { textErrors } from "./textErrors.ts"

/** The texts by where errors come from, each group with a hundred codes of its own. */
export const errorGroups: Readonly<Record<string, ErrorTexts>> = {
  "The command": commandErrors,
  "Assets, runs and artifacts": assetErrors,
  "The database": databaseErrors,
  "The model": textErrors,
  "Sources of ads": sourceErrors
}

/** A text with the tag that it belongs to. */
export interface Explained extends ErrorText {
  readonly tag: string
}

/** All texts, by code. */
export const explanations: ReadonlyArray<Explained> = Object.values(errorGroups)
  .flatMap((texts) => Object.entries(texts).map(([tag, text]) => ({ tag, ...text })))
  .sort((a, b) => (a.code < b.code ? -1 : 1))

const byTag = new Map(explanations.map((text) => [text.tag, text]))

/** The text of a kind of error; a tag that nobody declared is that of a bug. */
export const explanationOf = (tag: string): Explained | undefined => byTag.get(tag) ?? byTag.get("Defect")

/** The text of an error: of one with a tagged `reason`, that of its reason. */
export const explanationOfError = (error: unknown): Explained | undefined => {
  const kind =
    Predicate.hasProperty(error, "reason") && Predicate.hasProperty(error.reason, "_tag") ? error.reason : error
  return Predicate.hasProperty(kind, "_tag") && typeof kind._tag === "string" ? byTag.get(kind._tag) : undefined
}

/** The text for a code or a tag as a person types it, whatever its case. */
export const findExplanation = (text: string): Explained | undefined =>
  explanations.find(({ code, tag }) =>
    [code, code.replace("JG", ""), tag].some((name) => name.toLowerCase() === text.toLowerCase())
  )

/** The code or tag that is nearest to what was typed. */
export const nearestName = (text: string): string => {
  const isCode = /\d/.test(text)
  const names = explanations.map(({ code, tag }) => (isCode ? code : tag))
  return closest(isCode ? text.toUpperCase() : text, names)
}
