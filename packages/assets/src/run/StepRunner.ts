/**
 * Takes a step whose turn has come to its end: claim, freshness, attempts.
 *
 * @module
 */
import { Effect, Option, Schedule } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import { CatalogError } from "../catalog/CatalogError.ts"
import * as Hold from "../catalog/Hold.ts"
import * as Liveness from "../catalog/Liveness.ts"
import type { Step } from "../catalog/Run.ts"
import { type Classified, failureOf } from "../definition/Classified.ts"
import type { Definition } from "../definition/Definitions.ts"
import type { Mode, PlanStep } from "../plan/Plan.ts"
import { sentence } from "../plan/Planner.ts"
import * as State from "../plan/State.ts"
import { attempts } from "./Attempts.ts"
import { persistently } from "./persistently.ts"
import { look } from "./Recovery.ts"
import type { RunScope } from "./RunRecord.ts"
import * as StepRecord from "./StepRecord.ts"
import { type StepView, stepView } from "./StepView.ts"
import { watchStep } from "./TimeLimits.ts"

/**
 * Runs a step and answers how it ended.
 *
 * Failures of the step are its end, not this effect's failure; only books that
 * cannot be kept make it fail. A step that was selected runs though it is
 * fresh. Logs carry run, asset and partition.
 */
export const runStep = <R>(
  scope: RunScope,
  definition: Definition<R>,
  pending: Step,
  { action, asset, partition }: PlanStep,
  mode: Mode
) => {
  const fail = (error: Classified) => StepRecord.end(scope, StepRecord.failed(pending, failureOf(error)))
  const isForced = mode === "selected" && action === "run"
  const run = Effect.gen(function* () {
    yield* Effect.forkScoped(watchStep(scope.timeLimits, scope.log.tell, definition, pending))
    const claim = yield* claimed(scope, pending)
    const view = yield* persistently(stepView(scope, definition.asset, pending))
    const end = yield* persistently(endWithoutWork(scope, definition, pending, view, { action, isForced }))
    return { claim, view, end }
  }).pipe(
    Effect.matchEffect({
      onFailure: fail,
      onSuccess: ({ claim, end, view }) =>
        end === null
          ? attempts(scope, definition, { ...pending, reason: reasonNow(definition, pending, view) }, claim, view)
          : StepRecord.end(scope, { ...pending, ...end })
    })
  )
  return Effect.scoped(run).pipe(Effect.annotateLogs({ runId: scope.run.runId, asset, partition }))
}

interface Due {
  readonly action: PlanStep["action"]
  readonly isForced: boolean
}

/** How a step ends that has nothing to do by now, or null. */
const endWithoutWork = Effect.fnUntraced(function* (
  scope: RunScope,
  definition: Definition,
  step: Step,
  { hold, state }: StepView,
  { action, isForced }: Due
): Effect.fn.Return<Pick<Step, "status" | "reason"> | null, Classified, Catalog> {
  if (hold !== null && isNew(hold, scope.holds.get(State.idOf(step.asset, step.partition)))) {
    return { status: "skipped", reason: `it is ${Hold.sentence(hold)}` }
  }
  const newer = yield* newerVersion(scope, step)
  if (newer !== null) {
    return { status: "superseded", reason: `run ${newer.runId} has published a newer version meanwhile` }
  }
  if (isForced) {
    return null
  }
  if (State.stalenessOf(state, definition, step.partition).status !== "fresh") {
    return null
  }
  return action === "maybe"
    ? { status: "unchanged", reason: "its inputs came out as they were" }
    : { status: "fresh", reason: "it is fresh by now" }
})

/** Why the step runs, now that what is upstream has ended: the plan could only say "if it changes". */
const reasonNow = (definition: Definition, { partition, reason }: Step, { state }: StepView): string => {
  const staleness = State.stalenessOf(state, definition, partition)
  return staleness.status === "fresh" ? reason : sentence(staleness)
}

/** A hold that the plan knew nothing of, because it has come since. */
const isNew = (hold: Hold.Hold, known: Hold.Hold | undefined): boolean =>
  hold.at !== known?.at || hold.runId !== known.runId

/** In a retry: the version that a run of another chain has published since, or null. */
const newerVersion = Effect.fnUntraced(function* ({ isPinned, run }: RunScope, { asset, mark, partition }: Step) {
  if (!isPinned || mark === null) {
    return null
  }
  const catalog = yield* Catalog
  const [then] = yield* catalog.versionsAt({ mark, rootRunId: run.rootRunId }, asset, partition)
  const now = Option.getOrNull(yield* catalog.current({ asset, partition }))
  return now === null || now.id === then?.id ? null : now
})

const isHeld = (error: Classified): error is CatalogError =>
  error instanceof CatalogError && error.reason._tag === "Held"

/** Claims the step's asset partition for as long as the scope lives; says once that it waits, and for whom. */
const claimed = Effect.fnUntraced(function* (scope: RunScope, step: Step) {
  const catalog = yield* Catalog
  const waits = (error: Classified) => isHeld(error) && scope.waitForHolder
  const mayPass = (error: Classified) => !isHeld(error) && error.isTransient
  let isTold = false
  const tellOnce = Effect.fnUntraced(function* (error: Classified) {
    if (waits(error) && !isTold) {
      isTold = true
      yield* persistently(catalog.saveStep({ ...step, status: "waiting", reason: error.message }))
      const at = { asset: step.asset, partition: step.partition }
      yield* scope.log.tell({ kind: "StepWaiting", ...at, data: { reason: error.message } })
    }
  })
  const liveness = yield* Liveness.make
  // A holder whose process is gone is ended here, and no longer waited for.
  const orRecovered = Effect.catchIf(catalog.claim(step), isHeld, (held) =>
    Effect.flatMap(look(liveness), ({ crashed }) => (crashed.length === 0 ? Effect.fail(held) : catalog.claim(step)))
  )
  const claim = orRecovered.pipe(
    Effect.retry({ schedule: Schedule.spaced("1 second").pipe(Schedule.upTo({ times: 10 })), while: mayPass }),
    Effect.tapError(tellOnce),
    Effect.retry({ schedule: Schedule.spaced("1 second"), while: waits })
  )
  const release = catalog.release
  return yield* Effect.acquireRelease(claim, (claim) => Effect.ignore(release(claim), { log: "Warn" }), {
    interruptible: true
  })
})
