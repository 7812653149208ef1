import type { Dice } from "./Dice.ts"
import { skills, type Words } from "./Vocabulary.ts"

type Part = { readonly text: string } | { readonly place: string }

const compiled = new Map<string, ReadonlyArray<Part>>()

/**
 * Fills the places of a sentence: from `known` first, else with a word of the
 * list of that name, `{skill}` with a skill. A place of neither stays empty. A
 * word seldom comes twice in one sentence.
 */
export const fill = (
  sentence: string,
  throws: Dice,
  lists: Readonly<Record<string, Words>>,
  known: Readonly<Record<string, string>>
): string => {
  let filled = ""
  for (const part of partsOf(sentence)) {
    if ("text" in part) {
      filled += part.text
      continue
    }
    const words = part.place === "skill" ? skills : lists[part.place]
    filled += known[part.place] ?? (words === undefined ? "" : newWord(filled, throws, words))
  }
  return filled
}

const newWord = (sentence: string, throws: Dice, words: Words) => {
  const word = throws.zipf(words)
  return sentence.includes(word) ? throws.zipf(words) : word
}

const partsOf = (sentence: string): ReadonlyArray<Part> => {
  const known = compiled.get(sentence)
  if (known !== undefined) {
    return known
  }
  // Splitting by a group puts what is between braces at the odd positions.
  const parts = sentence
    .split(/\{(\w+)\}/)
    .map((piece, index) => (index % 2 === 0 ? { text: piece } : { place: piece }))
  compiled.set(sentence, parts)
  return parts
}
