import { type DocumentFrequency, documentsOf } from "@jobgraph/nlp/tfidf/TfidfOptions"
import { Effect, Schema } from "effect"

const withDefault = <S extends Schema.Constraint>(schema: S, value: S["Type"]) =>
  Schema.withDecodingDefaultTypeKey<S>(Effect.succeed(value))(schema)

const isShare = (limit: DocumentFrequency): boolean => typeof limit === "object" || limit < 1

/** The number that stands there: of a share the share of one document. */
const numberOf = (limit: DocumentFrequency): number => documentsOf(limit, 1)

const isFrequency = (limit: DocumentFrequency): boolean => {
  const value = numberOf(limit)
  return isShare(limit) ? value > 0 && value <= 1 : Number.isSafeInteger(value)
}

const frequency = Schema.makeFilter(
  (limit: DocumentFrequency) =>
    isFrequency(limit) || "Expected a count of ads, such as 2, or a share above 0, such as 0.8"
)

/** JSON and YAML do not tell scikit-learn's `1`, one document, from its `1.0`, all of them, which is its default. */
const clearOne = Schema.makeFilter(
  (limit: DocumentFrequency) =>
    limit !== 1 || "Expected { fraction: 1 } for all ads, or 2 or more for a count: 1 could be either"
)

/** Longer terms are too rare to tell ads apart, and there are so many of them that counting would not end. */
const longestTerm = 5

const TermLengths = Schema.Tuple([Schema.Int, Schema.Int]).check(
  Schema.makeFilter(([shortest, longest]) =>
    shortest >= 1 && longest >= shortest && longest <= longestTerm
      ? true
      : `Expected two lengths from 1 to ${longestTerm}, the shorter one first, such as [1, 2]`
  )
)

/** How the model is fitted; the defaults are the specification's. */
export const ModelSettings = Schema.Struct({
  /** The terms kept: those with the greatest frequency over the corpus. */
  maxFeatures: withDefault(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })), 10_000),
  /** The shortest and the longest terms, in words. */
  ngramRange: withDefault(TermLengths, [1, 2]),
  /** A term must be in this many documents: 2 is a count, 0.01 a share. */
  minDf: withDefault(Schema.Finite.check(frequency), 2),
  /** A term may be in this many documents at most: 0.8 is a share, and so is `{ fraction: 1 }`. */
  maxDf: withDefault(
    Schema.Union([Schema.Finite, Schema.Struct({ fraction: Schema.Finite })]).check(frequency, clearOne),
    0.8
  ),
  /** `all`: the latest version of every ad; `batch`: the ads of the newest batch date alone. */
  corpus: withDefault(Schema.Literals(["all", "batch"]), "all")
}).check(
  // A count against a share depends on the corpus, and shows when there is one: see `ContradictoryLimits`.
  Schema.makeFilter(({ maxDf, minDf }) =>
    isShare(minDf) !== isShare(maxDf) || numberOf(minDf) <= numberOf(maxDf)
      ? true
      : { path: ["maxDf"], issue: "Expected at least minDf, or no term could be within both" }
  )
)
export type ModelSettings = typeof ModelSettings.Type
