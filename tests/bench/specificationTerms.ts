/**
 * The terms of a text by the specification's rule, whatever its language: lower case, no addresses, no punctuation,
 * noun lemmas of WordNet as NLTK's lemmatizer gives them, then scikit-learn's English stop words out.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs"
import { englishStopWords } from "@jobgraph/nlp/tfidf/EnglishStopWords"

const folder = "/usr/share/wordnet"

/** The rules of WordNet's morphology for nouns. */
const endings = [
  ["s", ""],
  ["ses", "s"],
  ["ves", "f"],
  ["xes", "x"],
  ["zes", "z"],
  ["ches", "ch"],
  ["shes", "sh"],
  ["men", "man"],
  ["ies", "y"]
] as const

/** The function from text to terms; null where Debian's wordnet-base is not installed. */
export const specificationTerms = (): ((text: string) => ReadonlyArray<string>) | null => {
  if (!existsSync(`${folder}/index.noun`)) return null
  const lines = (name: string) => readFileSync(`${folder}/${name}`, "latin1").split("\n")
  const nouns = new Set(lines("index.noun").flatMap((line) => (line.startsWith(" ") ? [] : [line.split(" ")[0] ?? ""])))
  const exceptions = new Map(lines("noun.exc").map((line) => [line.split(" ")[0] ?? "", line.split(" ").slice(1)]))
  const stopWords = new Set(englishStopWords)
  const shorten = (forms: ReadonlyArray<string>) =>
    forms.flatMap((form) =>
      endings.flatMap(([end, instead]) => (form.endsWith(end) ? [`${form.slice(0, -end.length)}${instead}`] : []))
    )
  const shortest = (forms: ReadonlyArray<string>) =>
    forms
      .filter((form) => nouns.has(form))
      .reduce<string | undefined>((a, b) => (a !== undefined && a.length <= b.length ? a : b), undefined)
  const lemma = (word: string): string => {
    const irregular = exceptions.get(word)
    if (irregular !== undefined) return shortest([word, ...irregular]) ?? word
    for (
      let forms = shorten([word]), known = shortest([word, ...forms]);
      ;
      forms = shorten(forms), known = shortest(forms)
    ) {
      if (known !== undefined || forms.length === 0) return known ?? word
    }
  }
  const lemmas = new Map<string, string>()
  return (text) =>
    text
      .toLowerCase()
      .replace(/https?:\/\/\S+|www\.\S+|\S+@\S+/g, " ")
      .replace(/[^\p{L}\p{N}_\s]/gu, " ")
      .split(/\s+/)
      .flatMap((word) => {
        const known = lemmas.get(word) ?? lemma(word)
        lemmas.set(word, known)
        return [...known].length < 2 || stopWords.has(known) ? [] : [known]
      })
}
