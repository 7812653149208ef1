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
import type { CheckRecord } from "../version/Materialization.ts"
import { attempt } from "./Attempt.ts"
import { CheckFailed } from "./CheckFailed.ts"
import { Executor } from "./Executor.ts"
import { persistently } from "./persistently.ts"
import { RunListener } from "./RunListener.ts"
import type { RunScope } from "./RunRecord.ts"
import { readState } from "./readState.ts"
import * as StepRecord from "./StepRecord.ts"

/** The step at its end. Fails only where the end cannot be recorded. */
export const attempts = Effect.fnUntraced(function* <R>(
  scope: RunScope,
  definition: Definition<R>,
  pending: Step,
  claim: Claim
) {
  const executor = yield* Executor
  let startedAt = pending.startedAt
  for (let number = 1; ; number += 1) {
    const { outcome, running } = yield* scope.working.withPermits(1)(
      Effect.gen(function* () {
        startedAt ??= yield* Clock.currentTimeMillis
        const catalog = yield* Catalog
        const mark = scope.isPinned ? pending.mark : yield* persistently(catalog.mark())
        const running: Step = { ...pending, status: "running", attempts: number, mark, startedAt }
        const ready = { runId: scope.run.runId, asset: pending.asset, partition: pending.partition, attempt: number }
        const work = executor.execute(ready, attemptOnce(scope, definition, running, claim))
        return { running, outcome: yield* Effect.result(work) }
      })
    )
    if (Result.isSuccess(outcome)) {
      const published = StepRecord.published(running, outcome.success)
      yield* tellChecks(scope, running, outcome.success.checks)
      yield* tell(scope, published, "StepEnded", StepRecord.eventData(published))
      return published
    }
    const error: Classified = outcome.failure
    const failure = error instanceof Broken ? failureOfDefect(error.defect) : failureOf(error)
    const wait = error.isTransient ? RetryPolicy.waitAfter(definition.asset.retry, number, error.retryAfter) : null
    yield* tellChecks(scope, running, error instanceof CheckFailed ? error.checks : [])
    yield* tell(scope, running, "AttemptFailed", { attempt: number, error: { ...failure }, isLast: wait === null })
    if (wait === null) {
      return yield* StepRecord.end(scope, StepRecord.failed(running, failure))
    }
    yield* waiting(scope, running, failure, wait)
  }
})

/** A bug in an asset's code: permanent. */
class Broken extends Data.TaggedError("Broken")<{ readonly defect: unknown }> {
  readonly isTransient = false
  readonly retryAfter = undefined
}

const attemptOnce = <R>(scope: RunScope, definition: Definition<R>, step: Step, claim: Claim) =>
  Effect.gen(function* () {
    const catalog = yield* Catalog
    const listener = yield* RunListener
    yield* catalog.saveStep(step)
    yield* listener.started({ run: scope.run, step })
    yield* tell(scope, step, "StepStarted", { attempt: step.attempts, reason: step.reason })
    const state = yield* readState(scope, definition.asset, step)
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
