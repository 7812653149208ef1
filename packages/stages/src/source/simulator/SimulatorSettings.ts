import { Effect, Schema } from "effect"

const withDefault = <S extends Schema.Constraint>(schema: S, value: S["Type"]) =>
  Schema.withDecodingDefaultTypeKey<S>(Effect.succeed(value))(schema)

/** What can go wrong with an answer. */
export const FaultKind = Schema.Literals([
  "429",
  "503",
  "401",
  /** No answer at all. */
  "timeout",
  /** An answer that comes in small pieces, over a minute. */
  "slow_drip",
  /** The connection breaks in the middle of the body. */
  "cut_body",
  "malformed_json",
  /** Ads without a required field. */
  "missing_field",
  "wrong_type",
  "empty_result"
])
export type FaultKind = typeof FaultKind.Type

export const Fault = Schema.Struct({
  kind: FaultKind,
  /** Share of the requests, 0 to 1. */
  rate: withDefault(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })), 1),
  /** Only the first attempts for each page; null for all. */
  attempts: withDefault(Schema.NullOr(Schema.Int), null),
  /** Sent as `Retry-After` with a 429 or 503. */
  retryAfterSeconds: withDefault(Schema.NullOr(Schema.Int), null)
})
export type Fault = typeof Fault.Type

/** What the simulator shows; the same settings show the same ads. */
export const SimulatorSettings = Schema.Struct({
  seed: withDefault(Schema.Int, 1),
  /** Ads of one date and market; null for about 245, a few more or less each day. */
  ads: withDefault(Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 }))), null),
  /** The first that applies to a request is the one that happens. */
  faults: withDefault(Schema.Array(Fault), []),
  /** Adzuna's own; more speeds up millions. */
  largestPage: withDefault(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 })), 50)
})
export type SimulatorSettings = typeof SimulatorSettings.Type

export const defaultSimulatorSettings: SimulatorSettings = Schema.decodeSync(SimulatorSettings)({})
