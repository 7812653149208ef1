/**
 * Takes one step from its turn to its end: claim, attempts, waits, outcome.
 *
 * @module
 */
import { Clock, Data, Duration, Effect, Predicate, Result, Schedule, type Semaphore } from "effect"
import { Catalog, type Claim } from "../catalog/Catalog.ts"
import type { CatalogError } from "../catalog/CatalogError.ts"
import * as OwnerProcess from "../catalog/OwnerProcess.ts"
import type { Run, Step } from "../catalog/Run.ts"
import { type Classified, type Failure, failureOf, failureOfDefect } from "../definition/Classified.ts"
import type { Definition } from "../definition/Definitions.ts"
import * as RetryPolicy from "../definition/RetryPolicy.ts"
import type { PlanStep } from "../plan/Plan.ts"
import * as State from "../plan/State.ts"
import type { Materialization } from "../version/Materialization.ts"
import type { Observation } from "../version/Observation.ts"
import { attempt } from "./Attempt.ts"
import type { EventLog } from "./EventLog.ts"
import { RunListener } from "./RunListener.ts"
import * as StepRecord from "./StepRecord.ts"

/** What the steps of one run share. */
export interface RunScope {
  readonly run: Run
  readonly log: EventLog
  /** Bounds the attempts that work at the same time; a step that waits does not count. */
  readonly working: Semaphore.Semaphore
  /** The sources, as they were observed for the plan. */
  readonly observations: ReadonlyMap<string, Observation>
  /** Wait for an asset partition that another run holds, or fail at once? */
  readonly waitForHolder: boolean
}

/**
 * Runs a step whose turn has come and answers how it ended.
 *
 * Failures of the step are its end, not this effect's failure; only a catalog
 * that cannot even record the end makes it fail. `isForced` runs a step that
 * turns out to be fresh. Interrupting ends the step as `cancelled`.
 */
export const runStep = Effect.fnUntraced(function* <R>(
  scope: RunScope,
  definition: Definition<R>,
  plan: PlanStep,
  isForced: boolean
) {
  let latest = StepRecord.planned(scope.run.runId, plan)
  const track = (step: Step) => {
    latest = step
  }
  return yield* Effect.scoped(
    Effect.gen(function* () {
      const claim = yield* claimed(scope, latest)
      const state = yield* currentState(scope)
      if (!isForced && State.stalenessOf(state, definition, plan.partition).status === "fresh") {
        return yield* StepRecord.end(scope, { ...latest, ...comeOutFresh(plan) })
      }
      return yield* attempts(scope, definition, { step: latest, claim, track })
    })
  ).pipe(
    Effect.catch((error: Classified) => StepRecord.end(scope, StepRecord.failed(latest, failureOf(error)))),
    Effect.onInterrupt(() => Effect.ignore(StepRecord.end(scope, StepRecord.cancelled(latest))))
  )
})

const comeOutFresh = ({ action }: PlanStep): Pick<Step, "status" | "reason"> =>
  action === "maybe"
    ? { status: "unchanged", reason: "its inputs came out as they were" }
    : { status: "fresh", reason: "it is fresh by now" }

/** Claims the step's asset partition for as long as the scope lives; says once that it waits, and for whom. */
const claimed = Effect.fnUntraced(function* ({ log, run, waitForHolder }: RunScope, step: Step) {
  const catalog = yield* Catalog
  let isTold = false
  const tellOnce = (error: CatalogError) => {
    const isNews = error.reason._tag === "Held" && waitForHolder && !isTold
    isTold ||= isNews
    const told = { kind: "StepWaiting" as const, asset: step.asset, partition: step.partition }
    return isNews ? log.tell({ ...told, data: { reason: error.message } }) : Effect.void
  }
  return yield* Effect.acquireRelease(
    catalog.claim(step, run.owner, OwnerProcess.isAlive).pipe(
      Effect.tapError(tellOnce),
      Effect.retry({
        schedule: Schedule.spaced("1 second"),
        while: (error) => error.reason._tag === "Held" && waitForHolder
      })
    ),
    (claim) => Effect.ignore(catalog.release(claim)),
    { interruptible: true }
  )
})

const currentState = Effect.fnUntraced(function* ({ observations }: RunScope) {
  const catalog = yield* Catalog
  return State.make(yield* catalog.currents(), observations)
})

interface Attempts {
  readonly step: Step
  readonly claim: Claim
  /** Is told of every change of the step, for the case that it is cut off. */
  readonly track: (step: Step) => void
}

/** Attempts the step until it publishes, fails for good, or has no attempt left. */
const attempts = Effect.fnUntraced(function* <R>(
  scope: RunScope,
  definition: Definition<R>,
  { claim, step, track }: Attempts
) {
  const startedAt = yield* Clock.currentTimeMillis
  for (let number = 1; ; number += 1) {
    const running: Step = { ...step, status: "running", attempts: number, startedAt, error: null }
    track(running)
    const outcome = yield* attemptOnce(scope, definition, running, claim).pipe(
      Effect.catchDefect((defect) => Effect.fail(new Broken({ defect }))),
      Effect.result,
      scope.working.withPermits(1)
    )
    if (Result.isSuccess(outcome)) {
      return StepRecord.published(running, outcome.success)
    }
    const error: Classified = outcome.failure
    const failure = error instanceof Broken ? failureOfDefect(error.defect) : failureOf(reasonOf(error))
    const wait = error.isTransient ? RetryPolicy.waitAfter(definition.asset.retry, number, error.retryAfter) : null
    yield* tellFailure(scope, running, failure, wait)
    if (wait === null) {
      return yield* StepRecord.end(scope, StepRecord.failed(running, failure))
    }
    yield* waiting(scope, running, failure, wait, track)
  }
})

/** A bug in an asset's code: permanent, and its stack goes to the log. */
class Broken extends Data.TaggedError("Broken")<{ readonly defect: unknown }> {
  readonly isTransient = false
  readonly retryAfter = undefined
}

/** An error with a tagged `reason` is known by it: `SchemaMismatch` says more than `ArtifactError`. */
const reasonOf = (error: Classified): Classified =>
  Predicate.hasProperty(error, "reason") && Predicate.hasProperty(error.reason, "_tag")
    ? { ...pick(error), _tag: String(error.reason._tag) }
    : error

const pick = ({ isTransient, message }: Classified) => ({ isTransient, message })

const attemptOnce = Effect.fnUntraced(function* <R>(
  scope: RunScope,
  definition: Definition<R>,
  step: Step,
  claim: Claim
) {
  const { log, run } = scope
  const catalog = yield* Catalog
  const listener = yield* RunListener
  const at = { asset: step.asset, partition: step.partition }
  yield* catalog.saveStep(step)
  yield* listener.started({ run, step })
  yield* log.tell({ kind: "StepStarted", ...at, data: { attempt: step.attempts, reason: step.reason } })
  const state = yield* currentState(scope)
  const startedAt = yield* Clock.currentTimeMillis
  const version = yield* attempt({ definition, run, step, claim, state, startedAt })
  yield* tellPublished(scope, step, version)
  return version
})

const tellPublished = Effect.fnUntraced(function* ({ log }: RunScope, step: Step, version: Materialization) {
  const at = { asset: step.asset, partition: step.partition }
  for (const { message, name, severity } of version.checks.filter((check) => !check.passed)) {
    yield* log.tell({ kind: "CheckEvaluated", ...at, data: { name, severity, passed: false, message } })
  }
  yield* log.tell({ kind: "StepEnded", ...at, data: StepRecord.eventData(StepRecord.published(step, version)) })
})

const tellFailure = ({ log }: RunScope, step: Step, failure: Failure, wait: Duration.Duration | null) =>
  log.tell({
    kind: "AttemptFailed",
    asset: step.asset,
    partition: step.partition,
    data: { attempt: step.attempts, error: { ...failure }, isLast: wait === null }
  })

const waiting = Effect.fnUntraced(function* (
  { log }: RunScope,
  step: Step,
  error: Failure,
  wait: Duration.Duration,
  track: (step: Step) => void
) {
  const catalog = yield* Catalog
  const waits: Step = { ...step, status: "waiting", reason: error.message, error }
  track(waits)
  yield* catalog.saveStep(waits)
  yield* log.tell({
    kind: "StepWaiting",
    asset: step.asset,
    partition: step.partition,
    data: { attempt: step.attempts, waitMs: Duration.toMillis(wait), reason: error.message }
  })
  yield* Effect.sleep(wait)
})
