/**
 * Words that say nothing about an ad, by language.
 *
 * @module
 */
import { createRequire } from "node:module"
import { fold } from "./Fold.ts"

/** The lists of the package `stopword`, which names languages by three letters. */
const lists: Readonly<Record<string, string>> = {
  ar: "ara",
  bg: "bul",
  ca: "cat",
  cs: "ces",
  da: "dan",
  de: "deu",
  el: "ell",
  en: "eng",
  es: "spa",
  fi: "fin",
  fr: "fra",
  hr: "hrv",
  hu: "hun",
  it: "ita",
  nl: "nld",
  no: "nob",
  pl: "pol",
  pt: "por",
  ro: "ron",
  ru: "rus",
  sk: "slk",
  sl: "slv",
  sv: "swe",
  tr: "tur",
  uk: "ukr"
}

/** Function words that the package's list for a language lacks. */
const additions: Readonly<Record<string, string>> = {
  fr:
    "afin ainsi alors après aujourd hui auprès aussi autre autres avant bien car ce celle celles celui ceux chaque " +
    "chez ci comme comment contre cependant cet dès depuis dont donc durant encore entre hors jusque là lors lorsque " +
    "lorsqu jusqu puisqu quoiqu malgré moins ni non notamment or outre parmi pendant peu peut peuvent plus plusieurs " +
    "pourquoi près puis puisque quand quelque quelques quoi sauf selon si sinon sous tant tel telle telles tels tous " +
    "etc tout toute toutes toujours très trop vers via voici voilà vôtre vôtres nôtre nôtres leurs ça fait faites être",
  en: "etc eg ie via per within without upon shall"
}

/**
 * Whether a lower-case word is a stop word of a language (ISO 639-1). Where
 * there is no list, and without a language, nothing is one.
 *
 * A word that lost its accents is known too (`etre`), but not one whose accent
 * tells it from a stop word (`sûr`, `sur`).
 */
export const stopWordsOf = (language: string | null): ReadonlySet<string> => {
  const list = language === null ? undefined : lists[language]
  if (language === null || list === undefined) return new Set()
  const stopword: Readonly<Record<string, ReadonlyArray<string>>> = createRequire(import.meta.url)("stopword")
  const words = [...(stopword[list] ?? []), ...(additions[language]?.split(" ") ?? [])].map((word) =>
    word.normalize("NFC").toLowerCase()
  )
  return new Set([...words, ...words.map(fold)])
}
