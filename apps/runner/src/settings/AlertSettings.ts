import { Effect, Schema } from "effect"

const withDefault = <S extends Schema.Constraint>(schema: S, value: S["Type"]) =>
  Schema.withDecodingDefaultTypeKey<S>(Effect.succeed(value))(schema)

/** Of what somebody is told, and how often. Where the messages go stands in the environment. */
export const AlertSettings = Schema.Struct({
  /** The share of rejected records above which an asset has too many. */
  errorRate: withDefault(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })), 0.1),
  /** Messages of one channel in an hour; the others wait. */
  perHour: withDefault(Schema.Int.check(Schema.isGreaterThan(0)), 30),
  emailFrom: withDefault(Schema.NonEmptyString, "jobgraph@localhost"),
  emailTo: withDefault(Schema.Array(Schema.NonEmptyString), [])
}).pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
export type AlertSettings = typeof AlertSettings.Type
