import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import * as Tfidf from "../../src/Tfidf.ts"
import type { CsrMatrix } from "../../src/tfidf/CsrMatrix.ts"

const Limit = Schema.Union([Schema.Finite, Schema.Struct({ fraction: Schema.Finite })])
const Range = Schema.Tuple([Schema.Int, Schema.Int])
const Options = Schema.Struct({
  ngramRange: Schema.optionalKey(Range),
  maxFeatures: Schema.optionalKey(Schema.Int),
  minDf: Schema.optionalKey(Limit),
  maxDf: Schema.optionalKey(Limit),
  lowercase: Schema.optionalKey(Schema.Boolean),
  tokenPattern: Schema.optionalKey(Schema.String),
  stopWords: Schema.optionalKey(Schema.Union([Schema.Literal("english"), Schema.Array(Schema.String)])),
  binary: Schema.optionalKey(Schema.Boolean),
  vocabulary: Schema.optionalKey(Schema.Array(Schema.String)),
  norm: Schema.optionalKey(Schema.NullOr(Schema.Literals(["l1", "l2"]))),
  useIdf: Schema.optionalKey(Schema.Boolean),
  smoothIdf: Schema.optionalKey(Schema.Boolean),
  sublinearTf: Schema.optionalKey(Schema.Boolean)
})
const Refusal = Schema.Struct({ error: Schema.String })
const Matrix = Schema.Struct({
  shape: Range,
  indptr: Schema.Array(Schema.Int),
  indices: Schema.Array(Schema.Int),
  data: Schema.Array(Schema.Finite)
})
const Fitted = Schema.Struct({
  vocabulary: Schema.Array(Schema.String),
  idf: Schema.NullOr(Schema.Array(Schema.Union([Schema.Finite, Schema.Literal("inf")]))),
  matrix: Schema.Union([Matrix, Refusal]),
  unseen: Schema.Union([Matrix, Refusal])
})
const Corpora = Schema.Struct({
  madeBy: Schema.String,
  corpora: Schema.Record(Schema.String, Schema.Array(Schema.String)),
  unseen: Schema.Array(Schema.String)
})
const Case = Schema.Struct({ corpus: Schema.String, options: Options, expected: Schema.Union([Fitted, Refusal]) })

const decodeCase = Schema.decodeUnknownSync(Schema.fromJsonString(Case))

const [header = "", ...lines] = readFileSync(
  new URL("../../../../tests/conformance/tfidf/values.ndjson", import.meta.url),
  "utf8"
)
  .trimEnd()
  .split("\n")
const values = Schema.decodeUnknownSync(Schema.fromJsonString(Corpora))(header)
const cases = lines
  .map((line) => decodeCase(line))
  .map((each) => ({ ...each, name: `${each.corpus} ${JSON.stringify(each.options)}` }))

/** How our reasons read in scikit-learn's words. */
const refusals: ReadonlyArray<readonly [RegExp, string]> = [
  [/empty vocabulary; perhaps/, "EmptyVocabulary"],
  [/max_df corresponds to < documents than min_df/, "ContradictoryLimits"],
  [/After pruning, no terms remain/, "NoTermsRemain"],
  [/Found array with 0 sample/, "NoDocuments"],
  [/contains infinity/, "InfiniteWeight"],
  [/InvalidParameterError|Invalid value for ngram_range|capturing group|^error: /, "BadOption"],
  [/Duplicate term|empty vocabulary passed/, "BadOption"]
]
const reasonFor = (error: string) => refusals.find(([pattern]) => pattern.test(error))?.[1] ?? `no reason for ${error}`

const assertClose = (actual: Float64Array, expected: ReadonlyArray<number>) => {
  assert.strictEqual(actual.length, expected.length)
  for (const [i, value] of expected.entries()) {
    assert.isTrue(
      actual[i] === value || Math.abs((actual[i] ?? Number.NaN) - value) <= 1e-12,
      `${actual[i]} for ${value}`
    )
  }
}

const assertMatrix = (actual: CsrMatrix, expected: typeof Matrix.Type) => {
  assert.deepStrictEqual([...actual.shape], [...expected.shape])
  assert.deepStrictEqual([...actual.indptr], [...expected.indptr])
  assert.deepStrictEqual([...actual.indices], [...expected.indices])
  assertClose(actual.data, expected.data)
}

const assertTransformed = Effect.fnUntraced(function* (
  model: Tfidf.TfidfModel,
  documents: ReadonlyArray<string>,
  expected: (typeof Fitted.Type)["matrix"]
) {
  const result = yield* Effect.result(Tfidf.transform(model, documents))
  if ("error" in expected) assert.strictEqual(reasonIn(result), reasonFor(expected.error))
  else assertMatrix(Result.getOrThrow(result), expected)
})

const reasonIn = (result: Result.Result<unknown, { readonly reason: { readonly _tag: string } }>) =>
  Result.isFailure(result) ? result.failure.reason._tag : "it succeeded"

describe(`Tfidf gives what ${values.madeBy} gives`, () => {
  it.effect.each(cases)("for $name", ({ corpus, expected, options }) =>
    Effect.gen(function* () {
      const documents = values.corpora[corpus] ?? []
      const fitted = yield* Effect.result(Tfidf.fit(documents, options))
      const both = yield* Effect.result(Tfidf.fitTransform(documents, options))
      if ("error" in expected) {
        assert.strictEqual(reasonIn(fitted), reasonFor(expected.error))
        assert.strictEqual(reasonIn(both), reasonFor(expected.error))
        return
      }
      const model = Result.getOrThrow(fitted)
      assert.deepStrictEqual([...model.vocabulary], [...expected.vocabulary])
      if (expected.idf !== null) {
        assertClose(
          model.idf,
          expected.idf.map((value) => (value === "inf" ? Number.POSITIVE_INFINITY : value))
        )
      }
      yield* assertTransformed(model, documents, expected.matrix)
      yield* assertTransformed(model, values.unseen, expected.unseen)
      if ("error" in expected.matrix) assert.strictEqual(reasonIn(both), reasonFor(expected.matrix.error))
      else assertMatrix(Result.getOrThrow(both).matrix, expected.matrix)
    })
  )

  it("for as many combinations of parameters and corpora as the docs say", () => {
    const combinations = new Set(cases.map(({ options }) => JSON.stringify(Object.entries(options).sort()))).size
    const corpora = new Set(cases.map(({ corpus }) => corpus)).size
    const docs = readFileSync(new URL("../../../../docs/model.md", import.meta.url), "utf8")
    assert.include(docs, `${combinations} combinations of parameters on ${corpora} corpora`)
  })
})
