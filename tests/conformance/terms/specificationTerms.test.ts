import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { englishStopWords } from "@jobgraph/nlp/tfidf/EnglishStopWords"
import { specificationTerms } from "../../bench/specificationTerms.ts"

/** Words with what NLTK's `WordNetLemmatizer` gives. */
const lemmas = readFileSync(new URL("english.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"))

const termsOf = specificationTerms()

describe("the specification's terms", () => {
  it.skipIf(termsOf === null)("are the lemmas that NLTK's lemmatizer gives (skipped without wordnet-base)", () => {
    const stopWords = new Set(englishStopWords)
    assert.isAbove(lemmas.filter(([word, lemma]) => word !== lemma).length, 500)
    for (const [word = "", lemma = ""] of lemmas) {
      assert.deepStrictEqual(termsOf?.(word), lemma.length < 2 || stopWords.has(lemma) ? [] : [lemma], word)
    }
  })
})
