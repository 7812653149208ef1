import { Cause, Exit, Option, Schema } from "effect"

/** How an entry of the queue ended. What a step failed of is in the run. */
export const Outcome = Schema.Struct({
  /** The status of the run, or `nothing`, `handedOver`, `crashed`. */
  name: Schema.String,
  /** Why, where the run itself does not say it; else empty. */
  reason: Schema.String
})
export type Outcome = typeof Outcome.Type

/** What an exit says of the entry; `name` is what it is called that no outcome was reached. */
export const outcomeOf = (
  exit: Exit.Exit<Outcome, { readonly message: string }>,
  name: "failed" | "crashed"
): Outcome =>
  Exit.match(exit, {
    onSuccess: (outcome) => outcome,
    onFailure: (cause) => {
      if (Cause.hasInterruptsOnly(cause)) {
        return { name: "cancelled", reason: "it was cancelled" }
      }
      const error = Option.getOrUndefined(Cause.findErrorOption(cause))
      return { name, reason: error?.message ?? "an unexpected error, which is a bug" }
    }
  })
