/**
 * Tells the language of a text by its function words (`the`, `und`, `dans`).
 *
 * An ad of some sentences holds dozens of them, and nearly all are of one
 * language, so counting them is as right as a statistical model and several
 * times faster. Languages without job markets of their own here are counted
 * too, as rivals: Catalan must not pass for Spanish.
 *
 * @module
 */
import { createRequire } from "node:module"

/** ISO 639-1 code, and the name of its list in the `stopword` package. */
const lists = [
  ["en", "eng"],
  ["fr", "fra"],
  ["de", "deu"],
  ["es", "spa"],
  ["it", "ita"],
  ["nl", "nld"],
  ["pl", "pol"],
  ["pt", "por"],
  ["ca", "cat"],
  ["sv", "swe"],
  ["da", "dan"],
  ["no", "nob"],
  ["fi", "fin"],
  ["ro", "ron"],
  ["cs", "ces"],
  ["hu", "hun"],
  ["tr", "tur"]
] as const

/** Fewer words are too few to tell. */
const fewestWords = 15
const fewestHits = 6
/** Running text is made of function words by a quarter or more; lists of names and products are not. */
const smallestShare = 0.15
/** How far the best language must be ahead of the next. Related languages share words: French ads have half as many Catalan ones. */
const smallestLead = 1.3

/** For each function word, the languages that have it, as bits in the order of `lists`. */
const languagesOf = readLists()

/** The language of a text by its function words, or null where they do not decide. */
export const byFunctionWords = (text: string): string | null => {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  if (words.length < fewestWords) return null
  const hits = new Uint32Array(lists.length)
  for (const word of words) {
    let languages = languagesOf.get(word) ?? 0
    while (languages !== 0) {
      const index = 31 - Math.clz32(languages)
      hits[index] = (hits[index] ?? 0) + 1
      languages ^= 1 << index
    }
  }
  const ranked = lists
    .map(([language], index) => ({ language, count: hits[index] ?? 0 }))
    .sort((a, b) => b.count - a.count)
  const [best, next] = ranked
  if (best === undefined || next === undefined) return null
  const isClear = best.count >= fewestHits && best.count >= smallestLead * next.count
  return isClear && best.count >= smallestShare * words.length ? best.language : null
}

function readLists(): ReadonlyMap<string, number> {
  // Read this way because the package has no types.
  const stopword: Readonly<Record<string, ReadonlyArray<string>>> = createRequire(import.meta.url)("stopword")
  const languages = new Map<string, number>()
  for (const [index, [, list]] of lists.entries()) {
    for (const word of stopword[list] ?? []) languages.set(word, (languages.get(word) ?? 0) | (1 << index))
  }
  return languages
}
