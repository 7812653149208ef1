/**
 * How often, and after which wait, a page is asked for again.
 *
 * @module
 */
import { Duration, Effect, Schedule } from "effect"
import type { RequestSettings } from "./CollectSettings.ts"
import type { SourceError } from "./SourceError.ts"

/** A server that asks for a longer wait is left alone: the whole step is tried again later. */
const longestWait = Duration.minutes(5)

/**
 * Tries again what may pass: after a 429 with a wait that doubles each time,
 * after a time-out, a lost connection, a 5xx or a damaged body with a fixed one.
 *
 * `Retry-After` replaces the wait where it is longer. Refused credentials, a bad
 * request and a spent quota fail at once.
 */
export const retryPage =
  (settings: RequestSettings) =>
  <A, R>(self: Effect.Effect<A, SourceError, R>) =>
    Effect.retry(self, ($) =>
      $(Schedule.recurs(settings.retries)).pipe(
        Schedule.while(({ input }) => isWorthRepeating(input)),
        Schedule.modifyDelay(
          Effect.fnUntraced(function* ({ attempt, input }) {
            const wait = waitBefore(settings, input, attempt)
            yield* Effect.logWarning(`${input.message}. Trying again in ${Duration.format(wait)}`)
            return wait
          })
        )
      )
    )

const isWorthRepeating = (error: SourceError) =>
  error.isTransient &&
  error.reason._tag !== "QuotaExceeded" &&
  !(error.retryAfter !== undefined && Duration.isGreaterThan(error.retryAfter, longestWait))

/** `attempt` counts the retries from 1. */
const waitBefore = (settings: RequestSettings, error: SourceError, attempt: number) => {
  const seconds =
    error.reason._tag === "RateLimited" ? settings.backoffSeconds * 2 ** (attempt - 1) : settings.retryDelaySeconds
  return Duration.max(Duration.seconds(seconds), error.retryAfter ?? Duration.zero)
}
