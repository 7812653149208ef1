/**
 * Watches over a run while it works: keeps its lease, and says when it must stop.
 *
 * @module
 */
import { Context, Data, Duration, Effect, Exit, Fiber, Option } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import { CatalogError } from "../catalog/CatalogError.ts"
import { LeaseTime, renewalInterval } from "../catalog/Lease.ts"

/**
 * Why a run ends before its work does.
 *
 * - `cancelled`: somebody asked for it.
 * - `overtaken`: another process took it for dead; it has lost all that it held.
 */
export class RunStopped extends Data.TaggedError("RunStopped")<{
  readonly runId: string
  readonly kind: "cancelled" | "overtaken"
  readonly message: string
}> {
  readonly isTransient = false
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
      if (!isHeld && (yield* isOvertaken(runId))) {
        return yield* overtaken(runId)
      }
      if (cancelledBy !== null) {
        return yield* new RunStopped({ runId, kind: "cancelled", message: `the run was cancelled by ${cancelledBy}` })
      }
    }
  },
  Effect.provideService(IsWatching, true)
)

/** A lease goes with its run: at the run's own end, too, while the last is told of it. */
const isOvertaken = Effect.fnUntraced(function* (runId: string) {
  const catalog = yield* Catalog
  const known = yield* Effect.option(catalog.run(runId))
  return Option.exists(
    known,
    Option.match({ onNone: () => true, onSome: ({ run }) => run.status === "running" || run.status === "crashed" })
  )
})

const overtaken = (runId: string) =>
  new RunStopped({
    runId,
    kind: "overtaken",
    message: `run ${runId} did not renew its lease in time and was taken for dead: it publishes nothing more`
  })

/** The error of a run; one by which the catalog refused to go on with it means that it was overtaken. */
export const stoppedOr = <E>(runId: string, error: E): Effect.Effect<never, E | RunStopped> =>
  Effect.fail(error instanceof CatalogError && error.reason._tag === "RunOver" ? overtaken(runId) : error)

/** Runs the work until `watch` fails; then the work is interrupted, and that is the failure once it has let go of all. */
export const untilStopped = Effect.fnUntraced(function* <A, E, R, R2>(
  work: Effect.Effect<A, E, R>,
  watch: Effect.Effect<never, RunStopped, R2>
): Effect.fn.Return<A, E | RunStopped, R | R2> {
  let stopped: RunStopped | null = null
  const working = yield* Effect.forkChild(work, { startImmediately: true })
  const watching = yield* Effect.forkChild(
    Effect.catch(watch, (reason) => {
      stopped = reason
      return Fiber.interrupt(working)
    })
  )
  const exit = yield* Fiber.await(working).pipe(
    Effect.ensuring(Effect.andThen(Fiber.interrupt(watching), Fiber.interrupt(working)))
  )
  return yield* stopped === null || Exit.isSuccess(exit) ? exit : Effect.fail(stopped)
})
