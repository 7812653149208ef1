import { Effect, Schema } from "effect"

/** The thresholds of the validation rules; the defaults are the specification's. */
export const ValidateSettings = Schema.Struct({
  /** A title must have more characters than this. At 10, real titles such as "Juriste" are skipped: 2 keeps them. */
  titleMinLength: Schema.Natural.pipe(Schema.withDecodingDefaultType(Effect.succeed(10))),
  /** A title must have fewer characters than this. */
  titleMaxLength: Schema.Natural.pipe(Schema.withDecodingDefaultType(Effect.succeed(500))),
  /** What stands for a place that the source did not give. */
  unknownLocation: Schema.NonEmptyString.pipe(Schema.withDecodingDefaultType(Effect.succeed("Unknown")))
})
export type ValidateSettings = typeof ValidateSettings.Type
