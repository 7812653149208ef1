import { Duration } from "effect"

/** How often a step is attempted, and how long it waits in between. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number
  /** The wait after each failed attempt; the last one repeats. An error's `retryAfter` replaces it. */
  readonly waits: ReadonlyArray<Duration.Duration>
  /** A longer wait is not waited for: the step ends transient, and a later run goes on. */
  readonly longestWait: Duration.Duration
}

/** The specification's: three attempts, 60 and 120 seconds apart. */
export const standard: RetryPolicy = {
  attempts: 3,
  waits: [Duration.seconds(60), Duration.seconds(120)],
  longestWait: Duration.minutes(5)
}

export const none: RetryPolicy = { ...standard, attempts: 1 }

/** The wait before the next attempt, or null where there is none. `attempt` counts from 1. */
export const waitAfter = (
  policy: RetryPolicy,
  attempt: number,
  retryAfter: Duration.Duration | undefined
): Duration.Duration | null => {
  if (attempt >= policy.attempts) {
    return null
  }
  const wait = retryAfter ?? policy.waits[Math.min(attempt, policy.waits.length) - 1] ?? Duration.zero
  return Duration.isGreaterThan(wait, policy.longestWait) ? null : wait
}
