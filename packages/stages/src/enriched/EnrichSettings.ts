import { Effect, Schema } from "effect"
import { AnnualPolicy, defaultAnnualPolicy } from "./salary/AnnualPolicy.ts"

/** What people may want to decide about enrichment. */
export const EnrichSettings = Schema.Struct({
  /** Paid hours and days a year by country, for the yearly figures; see `defaultAnnualPolicy`. */
  annualPolicy: AnnualPolicy.pipe(Schema.withDecodingDefaultType(Effect.succeed(defaultAnnualPolicy))),
  /**
   * The specification's fallback: an English ad that names no known skill gets
   * its first noun phrases as `skills_required`. `has_skills` stays false.
   */
  nounPhrases: Schema.Boolean.pipe(Schema.withDecodingDefaultTypeKey(Effect.succeed(false)))
})
export type EnrichSettings = typeof EnrichSettings.Type
