/**
 * What shows that the owner of a run still lives.
 *
 * A run's owner renews its lease about once a second. A lease that has run out
 * says that the owner stopped, or was cut off from the catalog.
 *
 * @module
 */
import { Context, Duration } from "effect"
import type { Owner } from "./Owner.ts"

export interface Lease {
  readonly runId: string
  readonly owner: Owner
  /** Grows with each renewal. */
  readonly renewals: number
  /** Has it run out, by the catalog's own clock? */
  readonly isExpired: boolean
}

/** What the owner of a run learns when it renews its lease. */
export interface Renewal {
  /** False once the run was ended by someone else: it has lost all that it held. */
  readonly isHeld: boolean
  /** Who asked for the run to be cancelled, or null. */
  readonly cancelledBy: string | null
}

/** How long a lease lasts from its last renewal. Longer than a database takes to start again, or a process may hang. */
export const LeaseTime = Context.Reference<Duration.Duration>("@jobgraph/assets/catalog/LeaseTime", {
  defaultValue: () => Duration.seconds(30)
})

/** The lease that a run begins with, before its owner renews it for the first time. */
export const firstLease = Duration.seconds(30)

/** How often a lease is renewed. */
export const renewalInterval = Duration.seconds(1)

/** How long a lease that has run out is watched before its owner counts as gone: a catalog that was away has none that have not. */
export const graceOf = (lease: Duration.Duration): Duration.Duration =>
  Duration.max(Duration.seconds(2), Duration.times(lease, 1 / 3))
