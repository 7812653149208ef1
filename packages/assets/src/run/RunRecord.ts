/**
 * The record of a run: how it begins and how it ends, whatever happens in between.
 *
 * @module
 */
import { Cause, Clock, Effect, Exit, Option, Semaphore } from "effect"
import { v7 as uuidv7 } from "uuid"
import { Catalog } from "../catalog/Catalog.ts"
import type { Event } from "../catalog/Event.ts"
import type { Hold } from "../catalog/Hold.ts"
import * as OwnerProcess from "../catalog/OwnerProcess.ts"
import { type Run, type RunStatus, unfinished } from "../catalog/Run.ts"
import type { Plan } from "../plan/Plan.ts"
import type { Observation } from "../version/Observation.ts"
import * as EventLog from "./EventLog.ts"
import { persistently } from "./persistently.ts"
import { isStopped } from "./RunWatch.ts"
import * as StepRecord from "./StepRecord.ts"

/** What the steps of one run share. */
export interface RunScope {
  readonly run: Run
  readonly log: EventLog.EventLog
  /** Bounds the attempts that work at the same time; a step that waits does not count. */
  readonly working: Semaphore.Semaphore
  /** The sources, as they were observed for the plan. */
  readonly observations: ReadonlyMap<string, Observation>
  /** What was held when the plan was made. */
  readonly holds: ReadonlyMap<string, Hold>
  /** Wait for an asset partition that another run holds, or fail at once? */
  readonly waitForHolder: boolean
}

export interface Beginning {
  readonly plan: Plan
  readonly observations: ReadonlyMap<string, Observation>
  readonly holds: ReadonlyMap<string, Hold>
  readonly startedAt: number
  readonly trigger: string
  readonly runId: string | null
  readonly concurrency: number
  readonly waitForHolder: boolean
  readonly watch: (event: Event) => Effect.Effect<void>
}

/** Records the run and its steps. */
export const begin = Effect.fnUntraced(function* ({ plan, startedAt, ...options }: Beginning) {
  const catalog = yield* Catalog
  const runId = options.runId ?? uuidv7({ msecs: startedAt })
  const run: Run = {
    runId,
    rootRunId: runId,
    status: "running",
    trigger: options.trigger,
    selection: plan.selection,
    partitions: plan.partitions,
    owner: yield* OwnerProcess.self,
    startedAt,
    endedAt: null
  }
  const scope: RunScope = {
    run,
    log: yield* EventLog.make(runId, options.watch),
    working: yield* Semaphore.make(options.concurrency),
    observations: options.observations,
    holds: options.holds,
    waitForHolder: options.waitForHolder
  }
  const steps = plan.steps.map((step) => StepRecord.planned(runId, step))
  // A commit whose answer was lost leaves a run, too.
  yield* catalog.createRun(run, steps).pipe(Effect.onError((cause) => cutOff(scope, Exit.failCause(cause))))
  return scope
})

/** Ends the run in the catalog, then tells of it: an event never says more than the record. */
export const end = Effect.fnUntraced(function* ({ log, run }: RunScope, status: RunStatus, figures: Event["data"]) {
  const catalog = yield* Catalog
  const endedAt = yield* Clock.currentTimeMillis
  yield* persistently(catalog.endRun(run.runId, status, endedAt))
  yield* log.tell({ kind: "RunEnded", data: { ...figures, status, durationMs: endedAt - run.startedAt } })
})

/**
 * Ends a run that has not come to its own end: `cancelled` if it was
 * interrupted or asked to stop, else `failed`, and its unfinished steps as cancelled.
 *
 * The catalog says which these are, so that a step whose version was committed
 * in the last moment stays materialized. Does what the catalog allows; what it
 * does not is left to `Recovery`, which finds the process gone.
 */
export const cutOff = Effect.fnUntraced(
  function* (scope: RunScope, exit: Exit.Exit<unknown, unknown>) {
    const catalog = yield* Catalog
    const known = yield* catalog.run(scope.run.runId)
    if (Exit.isSuccess(exit) || Option.isNone(known) || known.value.run.status !== "running") {
      return
    }
    const stopped = Option.getOrNull(Option.filter(Cause.findErrorOption(exit.cause), isStopped))
    const isCancelled = Cause.hasInterruptsOnly(exit.cause) || stopped?.kind === "cancelled"
    const reason = stopped?.message ?? (isCancelled ? "the run was cancelled" : "the run could not go on")
    yield* Effect.forEach(
      known.value.steps.filter(({ status }) => unfinished.has(status)),
      (step) => Effect.ignore(StepRecord.end(scope, StepRecord.cancelled(step, reason)), { log: "Warn" })
    )
    yield* end(scope, isCancelled ? "cancelled" : "failed", {})
  },
  Effect.ignore({ log: "Warn" })
)
