import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { fold } from "../../src/preprocess/Fold.ts"
import { makeFrench } from "../../src/preprocess/French.ts"
import { stopWordsOf } from "../../src/preprocess/StopWords.ts"

/** Words with the stems that NLTK's `FrenchStemmer` gives. */
const stems = readFileSync(new URL("../../../../tests/conformance/terms/french.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"))

/** What our edition of the algorithm makes of a word where NLTK's, which is older, makes something else. */
const newer = {
  archaïsmes: "archa",
  camaïeux: "camai",
  canoë: "cano",
  contiguïté: "contigu",
  dadaïsme: "dada",
  deltaïque: "delta",
  fabricatrice: "fabriqu",
  fornicatrice: "forniqu",
  héroïcité: "hero",
  héroïquement: "hero",
  indicatrices: "indiqu",
  judaïque: "juda",
  judaïté: "juda",
  laïcisme: "laic",
  masticatrices: "mastiqu",
  maïolique: "maiol",
  momentanément: "momentan",
  mosaïste: "mosa",
  prosaïque: "prosa",
  thébaïque: "theba",
  égoïste: "ego"
}

describe("French stems", () => {
  it("are Snowball's as NLTK has them, for thousands of words but those that the newer edition treats otherwise", () => {
    const termOf = makeFrench()
    const stopWords = stopWordsOf("fr")
    const known = stems.filter(([word = ""]) => !stopWords.has(word))
    assert.isAbove(known.length, 4_000)
    const different = known.flatMap(([word = "", stem = ""]) => {
      const term = termOf(word)
      return term === fold(stem) ? [] : [[word, term]]
    })
    assert.deepStrictEqual(Object.fromEntries(different), newer)
  })
})
