/**
 * The place that a command's run takes among those that may work at the same time.
 *
 * @module
 */
import * as Liveness from "@jobgraph/assets/Liveness"
import * as OwnerProcess from "@jobgraph/assets/OwnerProcess"
import type { Plan } from "@jobgraph/assets/Plan"
import { look } from "@jobgraph/assets/Recovery"
import type * as Queue from "@jobgraph/db/service/Queue"
import * as QueueRecovery from "@jobgraph/db/service/QueueRecovery"
import * as QueueWork from "@jobgraph/db/service/QueueWork"
import { Clock, Effect } from "effect"
import { CommandFailure, exitCodes } from "../command/CommandFailure.ts"
import { note } from "../command/output.ts"
import { counted, shortId } from "../print/format.ts"

/** How often a command that waits asks again, and one that works says that it does. */
const askInterval = "1 second"
const renewInterval = "10 seconds"

export interface Wanted {
  /** The id that the run will have. */
  readonly runId: string
  readonly plan: Plan
  readonly trigger: string
  readonly pool: string
  readonly limits: QueueWork.Limits
  /** Wait, or fail at once where there is no place? */
  readonly isPatient: boolean
}

/**
 * Waits until there is a place for a run, and has it until the scope is closed. Says once what it waits for.
 *
 * The limits hold over all processes of the database. Fails where somebody takes
 * it out of the queue meanwhile, or it may not wait.
 */
export const inPlace = Effect.fnUntraced(function* (wanted: Wanted) {
  const { isPatient, limits, runId } = wanted
  const liveness = yield* Liveness.make
  const queuedAt = yield* Clock.currentTimeMillis
  yield* QueueRecovery.recover(queuedAt)
  yield* Effect.acquireRelease(QueueWork.waitForPlace(entryOf(wanted, queuedAt), yield* OwnerProcess.self), () =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.ignore(QueueWork.leavePlace(runId, now), { log: "Warn" }))
  )
  for (let isTold = false; ; ) {
    const answer = yield* QueueWork.takePlace(runId, limits, yield* Clock.currentTimeMillis)
    if (answer.kind === "taken") {
      break
    }
    if (answer.kind === "cancelled") {
      yield* note("error: The run was taken out of the queue before it began")
      return yield* new CommandFailure({ exitCode: exitCodes.interrupted })
    }
    if (!isPatient) {
      yield* note(`error: There is no place for a run: ${textOf(answer, limits)}. Try again later`)
      return yield* new CommandFailure({ exitCode: exitCodes.tryLater })
    }
    if (!isTold) {
      isTold = true
      yield* note(`Waiting for a place: ${textOf(answer, limits)}`)
    }
    yield* Effect.sleep(askInterval)
    // A run whose process is gone keeps its place no longer.
    yield* look(liveness)
    yield* QueueRecovery.recover(yield* Clock.currentTimeMillis)
  }
  const renew = Effect.flatMap(Clock.currentTimeMillis, (now) => QueueWork.renew(runId, now, [runId]))
  yield* Effect.forkScoped(
    Effect.forever(Effect.andThen(Effect.sleep(renewInterval), Effect.ignore(renew, { log: "Warn" })))
  )
})

/** `2 runs are at work, as many as queue.runs allows (0190…, 0191…)`. */
const textOf = (
  { pool, working }: Extract<QueueWork.Answer, { readonly kind: "full" }>,
  { pools, runs }: QueueWork.Limits
): string => {
  const limit = pool === null ? `queue.runs (${runs}) allows` : `queue.pools allows in ${pool} (${pools[pool] ?? runs})`
  const verb = working.length === 1 ? "is" : "are"
  return `${counted(working.length, "run")} ${verb} at work or before it, as many as ${limit}: ${working.map(shortId).join(", ")}`
}

const entryOf = ({ plan, pool, runId, trigger }: Wanted, queuedAt: number): Queue.NewEntry => ({
  runId,
  request: { selection: plan.selection, stale: plan.mode === "stale", partition: null, source: null },
  trigger,
  selection: plan.selection,
  partitions: plan.partitions,
  priority: 0,
  pool,
  backfillId: null,
  queuedAt
})
