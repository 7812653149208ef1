/**
 * Watches over a run while it works: keeps its lease, and says when it must stop.
 *
 * @module
 */
import { Context, Data, Duration, Effect } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import { CatalogError } from "../catalog/CatalogError.ts"
import { LeaseTime, renewalInterval } from "../catalog/Lease.ts"

/**
 * Why a run ends before its work does.
 *
 * - `cancelled`: somebody asked for it.
 * - `overtaken`: another process took it for dead; it has lost all that it held.
 * - `timedOut`: it took longer than it may.
 * - `handedOver`: its process ends, and another one continues it.
 */
export class RunStopped extends Data.TaggedError("RunStopped")<{
  readonly runId: string
  readonly kind: "cancelled" | "overtaken" | "timedOut" | "handedOver"
  readonly message: string
}> {
  readonly isTransient = false
}

/** What a step failed of that was at work when the time of its run was over. */
export class RunTimedOut extends Data.TaggedError("RunTimedOut")<{ readonly message: string }> {
  readonly isTransient = true
}

export const isStopped = (error: unknown): error is RunStopped => error instanceof RunStopped

/**
 * Does the fiber only watch, so that its sleeps say nothing about when the work
 * goes on? For clocks of tests, which let time pass whenever the work sleeps.
 */
export const IsWatching = Context.Reference<boolean>("@jobgraph/assets/run/IsWatching", { defaultValue: () => false })

/** Renews the lease of a run until it must stop, and fails then. A catalog that does not answer is asked again. */
export const keepLease = Effect.fnUntraced(
  function* (runId: string): Effect.fn.Return<never, RunStopped, Catalog> {
    const catalog = yield* Catalog
    const lease = Duration.toMillis(yield* LeaseTime)
    for (;;) {
      yield* Effect.sleep(renewalInterval)
      const { cancelledBy, isHeld } = yield* catalog
        .renewLease(runId, lease)
        .pipe(Effect.orElseSucceed(() => ({ isHeld: true, cancelledBy: null })))
      if (!isHeld) {
        return yield* overtaken(runId)
      }
      if (cancelledBy !== null) {
        return yield* new RunStopped({ runId, kind: "cancelled", message: `the run was cancelled by ${cancelledBy}` })
      }
    }
  },
  Effect.provideService(IsWatching, true)
)

const overtaken = (runId: string) =>
  new RunStopped({
    runId,
    kind: "overtaken",
    message: `run ${runId} did not renew its lease in time and was taken for dead: it publishes nothing more`
  })

/** The error of a run; one by which the catalog refused to go on with it means that it was overtaken. */
export const stoppedOr = <E>(runId: string, error: E): Effect.Effect<never, E | RunStopped> =>
  Effect.fail(error instanceof CatalogError && error.reason._tag === "RunOver" ? overtaken(runId) : error)
