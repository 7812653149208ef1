import { Context, Effect, Layer } from "effect"
import type { SourceError } from "./SourceError.ts"

/** A limit of an account: at most `limit` requests in any span of `millis`. */
export interface QuotaWindow {
  readonly name: "minute" | "day" | "week" | "month"
  readonly millis: number
  readonly limit: number
}

/** How full a window is. */
export interface QuotaUse extends QuotaWindow {
  readonly used: number
  /** Requests that may still be sent now. */
  readonly left: number
  /** Milliseconds since 1970 from which on as many as were asked about may be sent. */
  readonly freeAt: number
}

/**
 * How many requests an account may still send to a source.
 *
 * A request is counted before it is sent, retries included, since failed ones
 * count for the other side too. Where the minute is full `spend` waits; a day, a
 * week or a month that is full fails. `RollingRate` keeps the pace of one process
 * by itself, so that a process alone never has to wait here.
 */
export class RequestBudget extends Context.Service<
  RequestBudget,
  {
    /** Counts one request; fails with `QuotaExceeded` where it would pass a limit, and then counts nothing. */
    spend(source: string): Effect.Effect<void, SourceError>
    /** How full the windows are, and when `wanted` requests fit into each; none where there is no limit. */
    use(source: string, wanted: number): Effect.Effect<ReadonlyArray<QuotaUse>, SourceError>
  }
>()("@jobgraph/stages/source/RequestBudget") {
  /** No limit: for the simulator, and where nothing is recorded. */
  static readonly unlimited = RequestBudget.of({ spend: () => Effect.void, use: () => Effect.succeed([]) })

  static readonly layerUnlimited = Layer.succeed(RequestBudget, this.unlimited)
}
