/**
 * The language that a job ad is written in.
 *
 * @module
 */
import { byFunctionWords } from "./language/FunctionWords.ts"
import { byLetterGroups } from "./language/LetterGroups.ts"

/** Stands for everything that decides the answer: this code and its two packages. Part of the code version of any artifact that holds languages. */
export const languageVersion = "1 eld@2.1.0 stopword@3.1.5"

/**
 * The language of a text as an ISO 639-1 code, or null where the text is too
 * short or undecided (fewer than some 40 letters, two languages in one text).
 *
 * Function words decide nearly every ad; letter groups decide the rest, and
 * other languages. Give it running text: a title alone is often undecided.
 * Synchronous and deterministic, usable in worker threads; never throws.
 */
export const detectLanguage = (text: string): string | null => byFunctionWords(text) ?? byLetterGroups(text)
