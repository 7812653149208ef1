import { createRequire } from "node:module"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { makeEnglish } from "../../src/preprocess/English.ts"
import { stopWordsOf } from "../../src/preprocess/StopWords.ts"

const require = createRequire(import.meta.url)
const model = "wink-eng-lite-web-model"
const nlp = require("wink-nlp")(require(model), ["pos"])

/** The forms that the language model has in lists, and what they are forms of. */
const irregular: ReadonlyArray<string> = ["noun", "verb", "adjective"]
  .flatMap((kind) => Object.entries<string>(require(`${model}/dist/wn-${kind}-exceptions.js`)))
  .flat()
const endings = "s es ed ing er est ier iest ies men man ly able tish like ous ful fy ity ion ves ae i a en".split(" ")
const beginnings = "anti post non cross un re".split(" ")

const stopWords = stopWordsOf("en")
const corrected = ["data", "media", "analyses"]

/** What wink makes of a word that it reads. */
const tagged = (word: string): string => {
  if (stopWords.has(word)) return ""
  const tokens = nlp.readDoc(word).tokens()
  if (tokens.length() !== 1) return word
  const [lemma] = tokens.out(nlp.its.lemma)
  const [isStopWord] = tokens.out(nlp.its.stopWordFlag)
  return isStopWord || stopWords.has(lemma.toLowerCase()) ? "" : lemma.toLowerCase()
}

describe("the lemma of an English word", () => {
  const english = makeEnglish()
  const agrees = (word: string) => corrected.includes(word) || assert.strictEqual(english(word), tagged(word), word)

  it("is what wink says, of every form that it has in a list", () => {
    const words = irregular.filter((word) => /^[a-z]+$/.test(word))
    assert.isAbove(words.length, 10_000)
    words.forEach(agrees)
  })

  it("is what wink says, whether it knows the word or not, and however it begins and ends", () => {
    const stem = fc.oneof(
      fc.constantFrom(...irregular),
      fc.stringMatching(/^[a-z]{2,8}$/),
      fc.stringMatching(/^[a-z0-9]{1,6}$/)
    )
    const word = fc
      .tuple(fc.constantFrom("", "", ...beginnings), stem, fc.nat(2), fc.constantFrom("", ...endings))
      .map(([beginning, stem, less, ending]) => `${beginning}${stem.slice(0, stem.length - less)}${ending}`)
      .filter((word) => /^[a-z0-9]+$/.test(word))
    fc.assert(fc.property(word, agrees), { numRuns: 20_000 })
  })
})
