import { Catalog } from "@jobgraph/assets/Catalog"
import type { Definitions } from "@jobgraph/assets/Definitions"
import * as Materializer from "@jobgraph/assets/Materializer"
import { type Prepared, prepare } from "@jobgraph/assets/Preparation"
import { Database } from "@jobgraph/db/Database"
import { inputErrors } from "@jobgraph/stages/source/SourceError"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { recovered } from "../lifecycle/recovered.ts"
import { resultJson } from "../print/json.ts"
import { reportText } from "../print/reportText.ts"
import { resultText } from "../print/resultText.ts"
import { watching } from "../progress/watching.ts"
import { pipelineLayer } from "../services.ts"
import type { Settings } from "../settings/Settings.ts"
import { CommandFailure, exitCodes } from "./CommandFailure.ts"
import { definitionsOf, sourceName, withSettings } from "./environment.ts"
import { print, printJson, resultPaint, width } from "./output.ts"
import { requestOf } from "./request.ts"
import { assertQuota } from "./requestPlan.ts"
import { runLogLayer } from "./runLog.ts"
import { all, json, partition, selection, source, stale } from "./sharedFlags.ts"
import { showPlan } from "./showPlan.ts"

const dryRun = Flag.Boolean("dry-run").pipe(
  Flag.withDescription("Print the plan and stop, as `runner plan` does"),
  Flag.withDefault(false)
)

const noWait = Flag.Boolean("no-wait").pipe(
  Flag.withDescription("Fail at once when another run holds an asset partition, instead of waiting for it"),
  Flag.withDefault(false)
)

export const materialize = Command.make(
  "materialize",
  { selection, all, stale, partition, source, dryRun, noWait, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const requested = yield* Effect.transposeOption(Option.map(flags.source, sourceName))
        const request = yield* requestOf(flags, settings)
        const definitions = yield* definitionsOf(settings)
        return yield* Effect.gen(function* () {
          yield* recovered
          const prepared = yield* prepare(definitions, request)
          if (flags.dryRun) {
            return yield* showPlan(prepared, settings, flags.json)
          }
          return yield* runHere(definitions, prepared, settings, { waitForHolder: !flags.noWait, isJson: flags.json })
        }).pipe(Effect.provide(runLogLayer), Effect.provide(pipelineLayer(settings, requested)))
      })
    )
  })
).pipe(
  Command.withDescription("Materialize assets: those that are named, or with --all those that are missing or stale"),
  Command.withExamples([
    { command: "runner materialize --all", description: "Whatever is stale, for today and the configured markets" },
    { command: "runner materialize enriched", description: "One asset again, from its stored input" },
    { command: "runner materialize enriched+ --stale", description: "One asset and what depends on it, where stale" },
    {
      command: "runner materialize --all --source ads.json --partition 2026-03-07/fr",
      description: "From a file, for a date and a market"
    }
  ])
)

interface RunHere {
  readonly waitForHolder: boolean
  readonly isJson: boolean
  /** Who asked; `manual` where it is not said. */
  readonly trigger?: string
}

/** Runs a plan in this process, tells what happens meanwhile, prints how it ended and fails where it failed. */
export const runHere = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  prepared: Prepared,
  settings: Settings,
  { isJson, trigger, waitForHolder }: RunHere
) {
  yield* assertQuota(prepared, settings)
  const { plan, state } = prepared
  let runId = ""
  const result = yield* Effect.gen(function* () {
    const { layer, watch } = yield* watching(plan)
    return yield* Materializer.materialize(definitions, plan, state, {
      ...(trigger === undefined ? {} : { trigger }),
      concurrency: settings.run.concurrency,
      waitForHolder,
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
  const { target } = yield* Database
  yield* isJson
    ? printJson(resultJson(result))
    : print([resultText(result, target, yield* width, yield* resultPaint), ...reportText(result.steps)].join("\n\n"))
})

/** The end of a run that was interrupted, from the catalog; nothing if it had not begun. */
const showCancelled = Effect.fnUntraced(function* (runId: string, isJson: boolean) {
  const known = yield* (yield* Catalog).run(runId)
  if (Option.isSome(known)) {
    const { run, steps } = known.value
    const durationMs = (run.endedAt ?? run.startedAt) - run.startedAt
    yield* show({ runId, status: "cancelled", partitions: run.partitions, durationMs, steps, downstream: [] }, isJson)
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
