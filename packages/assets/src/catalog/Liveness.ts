/**
 * Does the owner of a run still live?
 *
 * A process of this machine that is gone is known at once, by its id and start.
 * Of all others the lease tells: one that has run out is watched a while
 * longer, since a catalog that was away for a minute has no other leases, and
 * its runs renew them as soon as they can.
 *
 * @module
 */
import { hostname } from "node:os"
import { Clock, Duration, Effect } from "effect"
import { graceOf, type Lease, LeaseTime } from "./Lease.ts"
import { isRunning } from "./OwnerProcess.ts"

/**
 * - `gone`: its process has ended.
 * - `silent`: its process stopped or was cut off, for longer than it may be.
 * - `doubtful`: its lease has run out just now; ask again.
 */
export type Sign = "alive" | "doubtful" | "gone" | "silent"

export interface Liveness {
  /** What is to be thought of the owner of a lease; remembers what it saw before. */
  readonly signOf: (lease: Lease) => Effect.Effect<Sign>
}

/** One who looks at leases, again and again. */
export const make: Effect.Effect<Liveness> = Effect.gen(function* () {
  const grace = Duration.toMillis(graceOf(yield* LeaseTime))
  const suspects = new Map<string, { readonly renewals: number; readonly since: number }>()
  const signOf = Effect.fnUntraced(function* ({ isExpired, owner, renewals, runId }: Lease): Effect.fn.Return<Sign> {
    if (owner.host === hostname() && !isRunning(owner)) {
      return "gone"
    }
    if (!isExpired) {
      suspects.delete(runId)
      return "alive"
    }
    const now = yield* Clock.currentTimeMillis
    const known = suspects.get(runId)
    if (known === undefined || known.renewals !== renewals) {
      suspects.set(runId, { renewals, since: now })
      return "doubtful"
    }
    return now - known.since < grace ? "doubtful" : "silent"
  })
  return { signOf }
})
