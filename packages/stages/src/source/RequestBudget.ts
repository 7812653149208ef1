import { Context, Effect, Layer } from "effect"
import type { SourceError } from "./SourceError.ts"

/**
 * How many requests an account may still send to a source, over days and weeks.
 *
 * A request is counted before it is sent, retries included, since failed ones
 * count for the other side too. What is sent within a minute is the business of
 * `RollingRate`.
 */
export class RequestBudget extends Context.Service<
  RequestBudget,
  {
    /** Counts one request; fails with `QuotaExceeded` where it would pass a limit, and then counts nothing. */
    spend(source: string): Effect.Effect<void, SourceError>
  }
>()("@jobgraph/stages/source/RequestBudget") {
  /** No limit: for the simulator, and where nothing is recorded. */
  static readonly unlimited = RequestBudget.of({ spend: () => Effect.void })

  static readonly layerUnlimited = Layer.succeed(RequestBudget, this.unlimited)
}
