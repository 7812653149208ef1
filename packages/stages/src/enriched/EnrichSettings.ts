import { Effect, Schema } from "effect"
import { AnnualPolicy, defaultAnnualPolicy } from "./salary/AnnualPolicy.ts"

/** What people may want to decide about enrichment. */
export const EnrichSettings = Schema.Struct({
  /** Paid hours and days a year by country, for the yearly figures; see `defaultAnnualPolicy`. */
  annualPolicy: AnnualPolicy.pipe(Schema.withDecodingDefaultType(Effect.succeed(defaultAnnualPolicy))),
  /** What is displayed for a place that could not be recognised. */
  unknownLocation: Schema.NonEmptyString.pipe(Schema.withDecodingDefaultType(Effect.succeed("Unknown"))),
  /** What is displayed for work that is done from anywhere. */
  remoteLocation: Schema.NonEmptyString.pipe(Schema.withDecodingDefaultType(Effect.succeed("Remote")))
})
export type EnrichSettings = typeof EnrichSettings.Type
