import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import { SearchIndex } from "../../src/search/SearchIndex.ts"
import { countMatrix, countTerms, selectVocabulary, weighCounts } from "../../src/TermCounts.ts"
import type { TfidfOptions } from "../../src/Tfidf.ts"

const word = fc.constantFrom("data", "python", "sql", "lyon", "paris", "été", "c++", "engineer", "😀")
const documents = fc.array(fc.array(word, { maxLength: 12 }), { minLength: 1, maxLength: 40 })
const options = fc.record<TfidfOptions>({
  ngramRange: fc.constantFrom([1, 1] as const, [1, 2] as const),
  norm: fc.constantFrom("l2" as const, "l1" as const, null),
  sublinearTf: fc.boolean(),
  binary: fc.boolean(),
  useIdf: fc.boolean()
})

/** The documents as a model, its matrix, and an index of pieces of `piece` documents. */
const modelOf = (documents: ReadonlyArray<ReadonlyArray<string>>, options: TfidfOptions, piece = documents.length) => {
  const counted = (some: ReadonlyArray<ReadonlyArray<string>>) => Result.getOrThrow(countTerms(some, options))
  const model = Result.getOrThrow(selectVocabulary(counted(documents), options))
  const pieces = Array.from({ length: Math.ceil(documents.length / piece) }, (_, i) =>
    countMatrix(model.vocabulary, counted(documents.slice(i * piece, (i + 1) * piece)))
  )
  return {
    model,
    matrix: Result.getOrThrow(weighCounts(model, counted(documents))),
    index: new SearchIndex(model, pieces)
  }
}

const nothing = { hits: [], total: 0 }

const hasTerms = (documents: ReadonlyArray<ReadonlyArray<string>>) => documents.some((words) => words.length > 0)

describe("a search", () => {
  it("answers what multiplying every row with the query answers, to the last bit", () => {
    const cases = fc.record({
      documents: documents.filter(hasTerms),
      options,
      piece: fc.integer({ min: 1, max: 40 }),
      query: fc.nat({ max: 39 }),
      limit: fc.integer({ min: 0, max: 45 }),
      refused: fc.nat({ max: 3 })
    })
    fc.assert(
      fc.property(cases, ({ documents, limit, options, piece, query, refused }) => {
        const { index, matrix } = modelOf(documents, options, piece)
        const row = query % documents.length
        const vector = index.vectorOf(row)
        const begin = matrix.indptr[row] ?? 0
        const end = matrix.indptr[row + 1] ?? 0
        assert.deepStrictEqual([...Array.from(vector.columns)], [...matrix.indices.subarray(begin, end)])
        assert.deepStrictEqual([...Array.from(vector.weights)], [...matrix.data.subarray(begin, end)])

        const weights = new Map(Array.from(vector.columns, (column, at) => [column, vector.weights[at] ?? 0]))
        const accepts = (row: number) => row % 4 !== refused
        const all = documents
          .map((_, row) => {
            let score = 0
            for (let at = matrix.indptr[row] ?? 0; at < (matrix.indptr[row + 1] ?? 0); at++) {
              score += (weights.get(matrix.indices[at] ?? 0) ?? 0) * (matrix.data[at] ?? 0)
            }
            return { row, score }
          })
          .filter(({ row, score }) => score > 0 && accepts(row))
          .sort((a, b) => b.score - a.score || b.row - a.row)
        const expected = { hits: all.slice(0, limit), total: all.length }
        assert.deepStrictEqual(index.search(vector, { limit, accepts }), expected)
        assert.deepStrictEqual(index.search(vector, { limit, accepts }), expected, "and again")
      }),
      { numRuns: 1_000 }
    )
  })

  it("counts above 255 and 65,535 as they are", () => {
    const often = (word: string, times: number) => Array.from({ length: times }, () => word)
    const { index, matrix } = modelOf([often("data", 300), [...often("data", 70_000), "sql"], ["sql"]], {})
    for (const row of [0, 1, 2]) {
      const begin = matrix.indptr[row] ?? 0
      assert.deepStrictEqual(
        [...Array.from(index.vectorOf(row).weights)],
        [...matrix.data.subarray(begin, matrix.indptr[row + 1])]
      )
    }
    assert.strictEqual(index.documentsOf(0), 2)
  })

  it("finds nothing where there is nothing", () => {
    const { index } = modelOf([["data"], []], {})
    assert.deepStrictEqual(index.search({ columns: [], weights: [] }, { limit: 10 }), nothing)
    assert.deepStrictEqual(index.search(index.vectorOf(1), { limit: 10 }), nothing)
  })

  it("answers the next question rightly, whatever was asked before", () => {
    const { index, model } = modelOf([["data", "sql", "lyon"], ["data", "sql"], ["data"]], {
      norm: null,
      useIdf: false
    })
    const columns = ["data", "lyon", "sql"].map((term) => model.vocabulary.indexOf(term))
    const expected = { hits: [2, 1, 0].map((row) => ({ row, score: 1 })), total: 3 }
    const data = { columns: columns.slice(0, 1), weights: [1] }
    assert.deepStrictEqual(index.search(data, { limit: 3 }), expected)
    // Weights that make up for each other, and limits that are no numbers of rows.
    index.search({ columns, weights: [1, 1, -1] }, { limit: 3 })
    assert.deepStrictEqual(index.search(data, { limit: -1 }), { hits: [], total: 3 })
    assert.lengthOf(index.search(data, { limit: 1.5 }).hits, 2)
    assert.deepStrictEqual(index.search(data, { limit: 3 }), expected)
  })
})
