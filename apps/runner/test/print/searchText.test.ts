import { assert, describe, it } from "@effect/vitest"
import type { FoundAd, SearchAnswer } from "@jobgraph/stages/search/LoadedModel"
import { enrichedJob } from "@jobgraph/stages/testing/ads"
import { adFacts } from "@jobgraph/stages/tfidf/AdFacts"
import { foundText } from "../../src/print/searchText.ts"

const found = (fields: Partial<FoundAd["ad"]> = {}): FoundAd => ({
  score: 0.25,
  terms: [
    { term: "python", share: 0.75 },
    { term: "lyon", share: 0.25 }
  ],
  ad: { ...adFacts(enrichedJob()), ...fields }
})
const answer = (fields: Partial<SearchAnswer> = {}): SearchAnswer => ({
  model: "tfidf_v1",
  ads: 7,
  known: ["python"],
  found: [found()],
  ...fields
})

describe("what a search found", () => {
  it("is a table with scores, pay and the terms that matched", () => {
    const text = foundText(
      answer({
        found: [
          found(),
          found({ job_title: "x".repeat(60), salary_min: 45_000, salary_max: 45_000, salary_currency: "EUR" })
        ]
      })
    )
    const [heading = "", first = "", second = ""] = text.split("\n")
    assert.match(heading, /^SCORE +TITLE +COMPANY +PLACE +PAY +POSTED +ID +TERMS$/)
    assert.match(first, /^0\.250 .*Lyon.*python, lyon$/)
    assert.include(second, `${"x".repeat(47)}… `)
    assert.match(second, / 45,000 EUR /)
  })

  it.each([
    [{ ads: 0 }, "tfidf_v1 holds no ads."],
    [{ known: [], found: [] }, "tfidf_v1 knows none of these words"],
    [{ found: [] }, "None of 7 ads fits the filter and has one of the terms python."]
  ] as const)("is a sentence where it found nothing: %j", (fields, sentence) => {
    assert.isTrue(foundText(answer(fields)).startsWith(sentence))
  })
})
