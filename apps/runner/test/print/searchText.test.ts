import { assert, describe, it } from "@effect/vitest"
import type { FoundAd, SearchAnswer } from "@jobgraph/stages/search/SearchAnswer"
import { enrichedJob } from "@jobgraph/stages/testing/ads"
import { adFacts } from "@jobgraph/stages/tfidf/AdFacts"
import { foundText } from "../../src/print/searchText.ts"

const found = (fields: Partial<FoundAd["ad"]> = {}): FoundAd => ({
  score: 0.25,
  why: [
    { term: "python", word: "Python", weight: 0.15 },
    { term: "python lyon", word: "Python à Lyon", weight: 0.06 },
    { term: "lyon", word: "lyon", weight: 0.04 },
    { term: "developpeur", word: "développeurs", weight: 0.01 }
  ],
  highlights: [],
  ad: { ...adFacts(enrichedJob()), ...fields },
  row: null
})
const answer = (fields: Partial<SearchAnswer> = {}): SearchAnswer => ({
  model: "tfidf_v1",
  ads: 7,
  total: 2,
  known: [{ term: "python", word: "Python" }],
  found: [found()],
  ...fields
})

describe("what a search found", () => {
  it("is a table with scores, pay and the words that matched", () => {
    const text = foundText(
      answer({
        found: [
          found(),
          found({ job_title: "x".repeat(60), salary_min: 45_000, salary_max: 45_000, salary_currency: "EUR" })
        ]
      })
    )
    const [heading = "", first = "", second = ""] = text.split("\n")
    assert.match(heading, /^SCORE +TITLE +COMPANY +PLACE +PAY +POSTED +ID AND WORDS$/)
    assert.match(first, /^0\.250 .*Lyon.*Python, Python à Lyon, développeurs$/)
    assert.include(second, `${"x".repeat(47)}… `)
    assert.match(second, / 45,000 EUR /)
  })

  it("fits a terminal: names are shortened, and what has no room stands below", () => {
    const long = { job_title: "x".repeat(60), company_name: "y".repeat(60), location: "z".repeat(60) }
    const text = foundText(answer({ found: [found({ ...long, salary_min: 45_000, salary_max: 145_000 })] }), 80)
    assert.isTrue(
      text.split("\n").every((line) => line.length <= 80),
      text
    )
    assert.match(text, /\n {7}ID AND WORDS\n/)
  })

  it.each([
    [{ ads: 0 }, "tfidf_v1 holds no ads."],
    [{ known: [], found: [] }, "tfidf_v1 knows none of these words"],
    [{ found: [] }, "None of 7 ads fits the filter and has one of the words Python."]
  ] as const)("is a sentence where it found nothing: %j", (fields, sentence) => {
    assert.isTrue(foundText(answer(fields)).startsWith(sentence))
  })
})
