import { Effect, Schema } from "effect"

const withDefault = <S extends Schema.Constraint>(schema: S, value: S["Type"]) =>
  Schema.withDecodingDefaultTypeKey<S>(Effect.succeed(value))(schema)

/** Documents: an integer is a count, a number below 1 a share of the corpus. */
const frequency = Schema.Finite.check(Schema.isGreaterThan(0))

/** How the model is fitted; the defaults are the specification's. */
export const ModelSettings = Schema.Struct({
  /** The terms kept: those with the greatest frequency over the corpus. */
  maxFeatures: withDefault(Schema.Int.check(Schema.isGreaterThan(0)), 10_000),
  /** The shortest and the longest terms, in words. */
  ngramRange: withDefault(Schema.Tuple([Schema.Int, Schema.Int]), [1, 2]),
  /** A term must be in this many documents: 2 is a count, 0.01 a share. */
  minDf: withDefault(frequency, 2),
  /** A term may be in this many documents at most: 0.8 is a share. */
  maxDf: withDefault(frequency, 0.8),
  /** `all`: the latest version of every ad; `batch`: the ads of the newest batch date alone. */
  corpus: withDefault(Schema.Literals(["all", "batch"]), "all")
})
export type ModelSettings = typeof ModelSettings.Type
