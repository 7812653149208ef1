import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { preprocess } from "../../src/Preprocess.ts"
import { queryVector } from "../../src/search/Query.ts"
import { countTerms, selectVocabulary } from "../../src/TermCounts.ts"

const ads = [
  ["Nous cherchons des développeurs Python confirmés à Lyon", "fr"],
  ["We are looking for senior developers and data engineers", "en"],
  ["Power BI et C++ pour les développements", "fr"],
  ["Responsable IT, CI/CD, C# et .NET, Node.js et C/C++", "fr"],
  ["A mechanic for the car", "en"],
  ["The team of the house et les chefs de projet", null]
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

  it.each([
    { query: "C++ or Power-BI", terms: ["c++", "power bi"] },
    { query: "Node.js, C# / .NET", terms: [".net", "c#", "node.js"] },
    { query: "CI / CD", terms: ["ci/cd"] }
  ])("keeps the names of skills: $query", ({ query, terms }) => {
    assert.includeMembers(termsOf(query), terms)
    assert.notInclude(termsOf(query), "or")
  })

  it("leaves out the stop words of both languages, though the model may have them of ads in others", () => {
    assert.includeMembers([...model.vocabulary], ["the", "of the", "de", "et les", "chefs de"])
    assert.deepStrictEqual(termsOf("the team of the house"), ["house", "team"])
    assert.deepStrictEqual(termsOf("les chefs de projet et l'"), ["chefs", "projet"])
  })

  it("keeps the words that are stop words of one language and none of the other", () => {
    assert.includeMembers(termsOf("a mechanic for cars or a car"), ["car", "mechanic", "mechanic car"])
    assert.includeMembers(termsOf("responsable IT"), ["it", "respons it"])
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
