import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { preprocess } from "../../src/Preprocess.ts"
import { joinedRanges, termPlaces, writtenForms } from "../../src/search/TermPlaces.ts"

const places = (text: string, language: string | null, ...terms: ReadonlyArray<string>) =>
  termPlaces(text, language, { ngramRange: [1, 2], terms: new Set(terms) })

describe("the places of terms", () => {
  it.each([
    { text: "Ingénieur de données (H/F)", language: "fr", term: "ingenieur don", word: "Ingénieur de données" },
    { text: "L'équipe des DÉVELOPPEURS", language: "fr", term: "developpeur", word: "DÉVELOPPEURS" },
    { text: "De\u0301tection de fraude", language: "fr", term: "detect", word: "De\u0301tection" },
    { text: "İİİ puis développeurs", language: "fr", term: "developpeur", word: "développeurs" },
    { text: "dé\u00advelop\u00adpeur", language: "fr", term: "developpeur", word: "dé\u00advelop\u00adpeur" },
    { text: "voir https://x.fr/é puis a@b.fr, offres", language: "fr", term: "offre", word: "offres" },
    { text: "en ASP.NET ou .NET, Power-BI", language: "fr", term: ".net", word: ".NET" },
    { text: "en ASP.NET ou .NET, Power-BI", language: "fr", term: "power bi", word: "Power-BI" },
    { text: "machine learning 🚀 in Python", language: "en", term: "python", word: "Python" },
    { text: "Python. And the teams", language: "en", term: "python team", word: "Python teams" }
  ])("of $term in $text", ({ language, term, text, word }) => {
    assert.strictEqual(places(text, language, term)[0]?.word, word)
  })

  it("are ranges of the source, one for each word", () => {
    const text = "Une équipe, des flux de données"
    const found = places(text, "fr", "equip", "flux don")
    assert.deepStrictEqual(
      found.map(({ ranges }) => ranges.map(([begin, end]) => text.slice(begin, end))),
      [["équipe"], ["flux", "données"]]
    )
  })

  it("hold every term that is read, in order, whatever the text", () => {
    const pieces = fc.constantFrom(
      "é",
      "e\u0301",
      "İ",
      "ﬁ",
      "Σ",
      "\u00ad",
      "\u200d",
      "www.a.b",
      " a@b.c ",
      "\ud800",
      "각"
    )
    const text = fc.array(fc.oneof(pieces, fc.string({ unit: "binary" }), fc.constantFrom(" ", ", ", "c++", "l'")), {
      maxLength: 30
    })
    fc.assert(
      fc.property(text, fc.constantFrom("fr", "en", "de", null), (parts, language) => {
        const source = parts.join("")
        const located = preprocess.located(source, language)
        assert.deepStrictEqual(
          located.map(({ term }) => term),
          preprocess(source, language)
        )
        let last = 0
        for (const { begin, end } of located) {
          assert.isTrue(last <= begin && begin <= end && end <= source.length, `${last} ${begin} ${end}`)
          last = begin
        }
      }),
      { numRuns: 3_000 }
    )
  })
})

describe("the written form of a term", () => {
  it("is the most frequent one, of equal ones the first", () => {
    const forms = writtenForms(
      places("Développeuse, développeurs ou développeurs; Cuisines, cuisine", "fr", "developpeur", "cuisin")
    )
    assert.deepStrictEqual(
      [...forms],
      [
        ["developpeur", "développeurs"],
        ["cuisin", "Cuisines"]
      ]
    )
  })
})

describe("joined ranges", () => {
  it("are apart from each other and cover the same places", () => {
    const range = fc
      .tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 }))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    fc.assert(
      fc.property(fc.array(range), (ranges) => {
        const covered = (some: typeof ranges | ReturnType<typeof joinedRanges>) =>
          Array.from({ length: 41 }, (_, at) => some.some(([begin, end]) => begin <= at && at < end))
        const joined = joinedRanges(ranges)
        assert.deepStrictEqual(covered(joined), covered(ranges))
        for (const [place, [begin]] of joined.entries()) {
          if (place > 0) assert.isAbove(begin, joined[place - 1]?.[1] ?? 0)
        }
      })
    )
  })
})
