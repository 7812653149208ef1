/**
 * A run from the command line: shown while it works, its end printed, its outcome as an exit code.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Definitions } from "@jobgraph/assets/Definitions"
import * as Materializer from "@jobgraph/assets/Materializer"
import { isEmpty } from "@jobgraph/assets/Plan"
import type { Prepared } from "@jobgraph/assets/Preparation"
import { Database } from "@jobgraph/db/Database"
import { inputErrors } from "@jobgraph/stages/source/SourceError"
import { Clock, type Duration, Effect, Option } from "effect"
import { v7 as uuidv7 } from "uuid"
import { endSoonAfterSignal } from "../endOnSignals.ts"
import { RunEnd } from "../json/runs.ts"
import { inPlace } from "../lifecycle/place.ts"
import { timeLimitsOf } from "../lifecycle/timeLimits.ts"
import { resultJson } from "../print/json.ts"
import { reportText } from "../print/reportText.ts"
import { resultText } from "../print/resultText.ts"
import { watching } from "../progress/watching.ts"
import { attemptsOfSteps } from "../service/handlers/runAttempts.ts"
import type { Settings } from "../settings/Settings.ts"
import { CommandFailure, exitCodes } from "./CommandFailure.ts"
import { print, printJson, resultPaint, width } from "./output.ts"
import { assertQuota } from "./requestPlan.ts"

interface Execution {
  readonly isJson: boolean
  /** After which it is stopped; absent for never. */
  readonly timeout?: Duration.Duration | undefined
  /** Whose limit of runs it is under, beside that of all. */
  readonly pool?: string | undefined
  readonly options: Partial<Materializer.Options>
}

/** Runs a plan in this process, tells what happens meanwhile, prints how it ended and fails where it failed. */
export const execute = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  prepared: Prepared,
  settings: Settings,
  { isJson, options, pool = "default", timeout }: Execution
) {
  yield* assertQuota(prepared, settings)
  const { plan, state } = prepared
  let runId = ""
  const result = yield* Effect.gen(function* () {
    yield* endSoonAfterSignal
    const { trigger, waitForHolder } = { ...Materializer.defaults, ...options }
    const promised = uuidv7({ msecs: yield* Clock.currentTimeMillis })
    if (!isEmpty(plan)) {
      yield* inPlace({ runId: promised, plan, trigger, pool, limits: settings.queue, isPatient: waitForHolder })
    }
    const { layer, watch } = yield* watching(plan)
    return yield* Materializer.materialize(definitions, plan, state, {
      concurrency: settings.run.concurrency,
      timeLimits: timeLimitsOf(settings, { partitions: plan.partitions, isScheduled: false, timeout }),
      ...options,
      runId: promised,
      watch: (event) => {
        runId = event.runId
        return watch(event)
      }
    }).pipe(Effect.provide(layer))
  }).pipe(
    Effect.scoped,
    Effect.onInterrupt(() => Effect.ignore(showCancelled(runId, isJson)))
  )
  yield* show(result, isJson)
  return yield* exitOf(result)
})

/** The end of a run: as JSON, or as a table with the validation reports. */
const show = Effect.fnUntraced(function* (result: Materializer.RunResult, isJson: boolean) {
  if (isJson) {
    return yield* printJson(RunEnd, resultJson(result))
  }
  const { target } = yield* Database
  const attempts = result.runId === null ? [] : yield* attemptsOfSteps(result.runId, result.steps)
  const text = resultText(result, { attempts, database: target }, yield* width, yield* resultPaint)
  yield* print([text, ...reportText(result.steps)].join("\n\n"))
})

/** The end of a run that was interrupted, from the catalog; nothing if it had not begun. */
const showCancelled = Effect.fnUntraced(function* (runId: string, isJson: boolean) {
  const known = yield* (yield* Catalog).run(runId)
  if (Option.isSome(known)) {
    const { run, steps } = known.value
    const durationMs = (run.endedAt ?? run.startedAt) - run.startedAt
    const { partitions } = run
    const ended = {
      runId,
      status: "cancelled",
      isHandedOver: false,
      partitions,
      durationMs,
      steps,
      downstream: []
    } as const
    yield* show(ended, isJson)
  }
})

/**
 * A run with a failed step fails the command: 75 if all that failed may pass by
 * itself or was lost to another run, 2 if what was asked for cannot be done as
 * it was given, else 1. One that was cancelled from elsewhere: 130.
 */
const exitOf = ({ status, steps }: Materializer.RunResult) => {
  if (status === "success") {
    return Effect.void
  }
  if (status === "cancelled") {
    return Effect.fail(new CommandFailure({ exitCode: exitCodes.interrupted }))
  }
  const errors = steps.flatMap(({ error }) => error ?? [])
  const all = (is: (error: (typeof errors)[number]) => boolean) => errors.length > 0 && errors.every(is)
  const isOvertaken = steps.some((step) => step.status === "fenced" || step.status === "cancelled")
  const exitCode = isOvertaken
    ? exitCodes.tryLater
    : all(({ transient }) => transient)
      ? exitCodes.tryLater
      : errors.length === 0 || all(({ tag }) => inputErrors.has(tag))
        ? exitCodes.usage
        : exitCodes.failed
  return Effect.fail(new CommandFailure({ exitCode }))
}
