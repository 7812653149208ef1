/**
 * Attempts a step until it publishes, fails for good, or has no attempt left.
 *
 * @module
 */
import { Cause, Clock, Data, Duration, Effect, Result } from "effect"
import { Catalog, type Claim } from "../catalog/Catalog.ts"
import type { Step } from "../catalog/Run.ts"
import { type Classified, type Failure, failureOf, failureOfDefect } from "../definition/Classified.ts"
import type { Definition } from "../definition/Definitions.ts"
import * as RetryPolicy from "../definition/RetryPolicy.ts"
import type { CheckRecord, Materialization } from "../version/Materialization.ts"
import { attempt } from "./Attempt.ts"
import { CheckFailed } from "./CheckFailed.ts"
import { Executor } from "./Executor.ts"
import { persistently } from "./persistently.ts"
import { RunListener } from "./RunListener.ts"
import type { RunScope } from "./RunRecord.ts"
import * as StepRecord from "./StepRecord.ts"
import { type StepView, stepView } from "./StepView.ts"

/** The step at its end. Its first attempt reads what `first` has seen. Fails only where the end cannot be recorded. */
export const attempts = Effect.fnUntraced(function* <R>(
  scope: RunScope,
  definition: Definition<R>,
  pending: Step,
  claim: Claim,
  first: StepView
) {
  const executor = yield* Executor
  let startedAt = pending.startedAt
  for (let number = 1; ; number += 1) {
    // With its end recorded: who waits until nothing is at work finds every record complete.
    const last = yield* scope.working.withPermits(1)(
      Effect.gen(function* () {
        startedAt ??= yield* Clock.currentTimeMillis
        const view = number === 1 ? first : yield* persistently(stepView(scope, definition.asset, pending))
        const running: Step = { ...pending, status: "running", attempts: number, mark: view.mark, startedAt }
        const ready = { runId: scope.run.runId, asset: pending.asset, partition: pending.partition, attempt: number }
        const work = executor.execute(ready, attemptOnce(scope, definition, running, claim, view))
        return yield* ended(scope, definition, running, yield* Effect.result(work))
      })
    )
    if ("step" in last) {
      return last.step
    }
    yield* waiting(scope, last.running, last.failure, last.wait)
  }
})

/** Records how an attempt ended: the step at its end, or how long to wait for the next attempt. */
const ended = Effect.fnUntraced(function* <R>(
  scope: RunScope,
  definition: Definition<R>,
  running: Step,
  outcome: Result.Result<Materialization, Classified>
) {
  if (Result.isSuccess(outcome)) {
    const published = StepRecord.published(running, outcome.success)
    yield* tellChecks(scope, running, outcome.success.checks)
    yield* tell(scope, published, "StepEnded", StepRecord.eventData(published))
    return { step: published }
  }
  const error = outcome.failure
  const attempt = running.attempts
  const failure = error instanceof Broken ? failureOfDefect(error.defect) : failureOf(error)
  const wait = error.isTransient ? RetryPolicy.waitAfter(definition.asset.retry, attempt, error.retryAfter) : null
  yield* tellChecks(scope, running, error instanceof CheckFailed ? error.checks : [])
  yield* tell(scope, running, "AttemptFailed", { attempt, error: { ...failure }, isLast: wait === null })
  return wait === null
    ? { step: yield* StepRecord.end(scope, StepRecord.failed(running, failure)) }
    : { running, failure, wait }
})

/** A bug in an asset's code: permanent. */
class Broken extends Data.TaggedError("Broken")<{ readonly defect: unknown }> {
  readonly isTransient = false
  readonly retryAfter = undefined
}

const attemptOnce = <R>(scope: RunScope, definition: Definition<R>, step: Step, claim: Claim, { state }: StepView) =>
  Effect.gen(function* () {
    const catalog = yield* Catalog
    const listener = yield* RunListener
    yield* catalog.saveStep(step)
    yield* listener.started({ run: scope.run, step })
    yield* tell(scope, step, "StepStarted", { attempt: step.attempts, reason: step.reason })
    const startedAt = yield* Clock.currentTimeMillis
    return yield* attempt({ definition, run: scope.run, step, claim, state, startedAt, siblings: scope.siblings })
  }).pipe(
    Effect.tapDefect((defect) => Effect.logError("A bug ended the step", Cause.die(defect))),
    Effect.catchDefect((defect) => Effect.fail(new Broken({ defect }))),
    Effect.annotateLogs({ attempt: step.attempts })
  )

type Tell = RunScope["log"]["tell"]
type Told = Parameters<Tell>[0]

const tell = ({ log }: RunScope, { asset, partition }: Step, kind: Told["kind"], data: Told["data"]) =>
  log.tell({ kind, asset, partition, ...(data === undefined ? {} : { data }) })

/** Tells of the checks that did not pass. */
const tellChecks = (scope: RunScope, step: Step, checks: ReadonlyArray<CheckRecord>) =>
  Effect.forEach(
    checks.filter((check) => !check.passed),
    ({ message, name, severity }) => tell(scope, step, "CheckEvaluated", { name, severity, passed: false, message }),
    { discard: true }
  )

const waiting = Effect.fnUntraced(function* (scope: RunScope, step: Step, error: Failure, wait: Duration.Duration) {
  const catalog = yield* Catalog
  const waitMs = Duration.toMillis(wait)
  yield* persistently(catalog.saveStep({ ...step, status: "waiting", reason: error.message, error }))
  yield* tell(scope, step, "StepWaiting", { attempt: step.attempts, waitMs, reason: error.message })
  yield* Effect.sleep(wait)
})
