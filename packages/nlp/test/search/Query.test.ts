import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { preprocess } from "../../src/Preprocess.ts"
import { queryVector } from "../../src/search/Query.ts"
import { countTerms, selectVocabulary } from "../../src/TermCounts.ts"

const ads = [
  ["Nous cherchons des développeurs Python confirmés à Lyon", "fr"],
  ["We are looking for senior developers and data engineers", "en"],
  ["Power BI et C++ pour les développements", "fr"]
] as const
const model = {
  ...Result.getOrThrow(
    selectVocabulary(
      Result.getOrThrow(
        countTerms(
          ads.map(([text, language]) => preprocess(text, language)),
          { ngramRange: [1, 2] }
        )
      ),
      { ngramRange: [1, 2] }
    )
  ),
  ngramRange: [1, 2]
} as const
const termsOf = (text: string, language?: string | null) =>
  Array.from(queryVector(model, text, language).columns, (column) => model.vocabulary[column])

describe("a query", () => {
  it("is read in French and in English, since a few words do not say which", () => {
    assert.include(termsOf("développeurs"), preprocess("développeur", "fr")[0])
    assert.include(termsOf("developers"), "developer")
    assert.includeMembers(termsOf("data engineers lyon"), ["data", "engineer", "data engineer", "lyon"])
  })

  it("is read in one language where that is known", () => {
    assert.deepStrictEqual(termsOf("developers", "de"), [])
    assert.deepStrictEqual(termsOf("developer", "en"), ["developer"])
  })

  it("keeps the names of skills", () => {
    assert.includeMembers(termsOf("C++ or Power-BI"), ["c++", "power bi"])
  })

  it("has the length 1, and no column of what the model does not know", () => {
    const { weights } = queryVector(model, "python python lyon")
    assert.closeTo(
      Array.from(weights).reduce((sum, weight) => sum + weight * weight, 0),
      1,
      1e-12
    )
    assert.deepStrictEqual(termsOf("zzz qqq"), [])
    assert.deepStrictEqual(termsOf(""), [])
  })
})
