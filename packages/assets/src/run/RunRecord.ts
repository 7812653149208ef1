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
import { type Run, type RunStatus, type Step, unfinished } from "../catalog/Run.ts"
import { failureOf } from "../definition/Classified.ts"
import type { Plan } from "../plan/Plan.ts"
import { idOf } from "../plan/State.ts"
import type { Observation } from "../version/Observation.ts"
import * as EventLog from "./EventLog.ts"
import { persistently } from "./persistently.ts"
import { isStopped, RunTimedOut } from "./RunWatch.ts"
import * as SiblingRows from "./SiblingRows.ts"
import * as StepRecord from "./StepRecord.ts"
import type { TimeLimits } from "./TimeLimits.ts"

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
  readonly siblings: SiblingRows.SiblingRows
  /** Wait for an asset partition that another run holds, or fail at once? */
  readonly waitForHolder: boolean
  readonly timeLimits: TimeLimits
  /** Does each step read what the run that this one continues had, instead of what is current? */
  readonly isPinned: boolean
  /** The steps as they were recorded when the run began, by asset partition. */
  readonly planned: ReadonlyMap<string, Step>
}

/** What a run takes over from the one that it retries. */
export interface Chain {
  readonly rootRunId: string
  readonly retryOf: string
  /** Where the inputs of its steps are read; null to read what is current, from the start. */
  readonly pins: {
    readonly mark: number
    /** Of steps that had begun, by asset partition. */
    readonly marks: ReadonlyMap<string, number>
  } | null
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
  readonly chain: Chain | null
  readonly timeLimits: TimeLimits
  readonly watch: (event: Event) => Effect.Effect<void>
}

/** Records the run and its steps. */
export const begin = Effect.fnUntraced(function* ({ chain, plan, startedAt, ...options }: Beginning) {
  const catalog = yield* Catalog
  const pins = chain?.pins ?? null
  const runId = options.runId ?? uuidv7({ msecs: startedAt })
  const run: Run = {
    runId,
    rootRunId: chain?.rootRunId ?? runId,
    retryOf: chain?.retryOf ?? null,
    status: "running",
    trigger: options.trigger,
    selection: plan.selection,
    mode: plan.mode,
    mark: pins?.mark ?? (yield* catalog.mark()),
    partitions: plan.partitions,
    owner: yield* OwnerProcess.self,
    startedAt,
    endedAt: null
  }
  const steps = plan.steps.map((step) => {
    const id = idOf(step.asset, step.partition)
    const mark = pins === null || step.action === "skip" ? null : (pins.marks.get(id) ?? pins.mark)
    return StepRecord.planned(runId, step, { mark, source: options.observations.get(id) ?? null })
  })
  const scope: RunScope = {
    run,
    log: yield* EventLog.make(runId, options.watch),
    working: yield* Semaphore.make(options.concurrency),
    observations: options.observations,
    holds: options.holds,
    siblings: SiblingRows.make(plan),
    waitForHolder: options.waitForHolder,
    timeLimits: options.timeLimits,
    isPinned: pins !== null,
    planned: new Map(steps.map((step) => [idOf(step.asset, step.partition), step]))
  }
  // A commit whose answer was lost leaves a run, too.
  yield* catalog.createRun(run, steps).pipe(Effect.onError((cause) => cutOff(scope, Exit.failCause(cause))))
  if (chain !== null && pins === null) {
    // From the start: nothing of what was received before.
    yield* persistently(catalog.forget(chain.rootRunId)).pipe(
      Effect.onError((cause) => cutOff(scope, Exit.failCause(cause)))
    )
  }
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
    const isCancelled =
      Cause.hasInterruptsOnly(exit.cause) || stopped?.kind === "cancelled" || stopped?.kind === "handedOver"
    const reason = stopped?.message ?? (isCancelled ? "the run was cancelled" : "the run could not go on")
    yield* Effect.forEach(
      known.value.steps.filter(({ status }) => unfinished.has(status)),
      (step) => {
        // What was at work when the time was over has failed for it; the rest never came to its turn.
        const isTimedOut = stopped?.kind === "timedOut" && step.status !== "pending"
        const ended = isTimedOut
          ? StepRecord.failed(step, failureOf(new RunTimedOut({ message: reason })))
          : StepRecord.cancelled(step, reason)
        // A run whose steps cannot be ended does not end either: that would hide them from the recovery.
        return StepRecord.end(scope, ended)
      },
      { discard: true }
    )
    yield* end(scope, isCancelled ? "cancelled" : "failed", {})
  },
  Effect.ignore({ log: "Warn" })
)
