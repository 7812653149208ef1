import { Schema } from "effect"

/** How an entry of the queue ended. What a step failed of is in the run. */
export const Outcome = Schema.Struct({
  /** The status of the run, or `nothing`, `handedOver`, `crashed`. */
  name: Schema.String,
  /** Why, where the run itself does not say it; else empty. */
  reason: Schema.String
})
export type Outcome = typeof Outcome.Type
