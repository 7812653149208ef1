import { isEmpty } from "@jobgraph/assets/Plan"
import { prepare } from "@jobgraph/assets/Preparation"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { recovered } from "../lifecycle/recovered.ts"
import { pipelineLayer } from "../services.ts"
import { CommandFailure, exitCodes } from "./CommandFailure.ts"
import { definitionsOf, sourceName, withSettings } from "./environment.ts"
import { requestOf } from "./request.ts"
import { all, json, partition, selection, source, stale } from "./sharedFlags.ts"
import { showPlan } from "./showPlan.ts"

/** As with `terraform plan -detailed-exitcode`. */
const somethingToRun = 2

const exitCode = Flag.Boolean("exit-code").pipe(
  Flag.withDescription(
    "Exit code 0 if nothing would run, 2 if something would or may, 1 if that cannot be known (75 if that may pass)"
  ),
  Flag.withDefault(false)
)

export const plan = Command.make(
  "plan",
  { selection, all, stale, partition, source, exitCode, json },
  Effect.fnUntraced(function* (flags) {
    const isNothing = yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const requested = yield* Effect.transposeOption(Option.map(flags.source, sourceName))
        const request = yield* requestOf({ ...flags, all: flags.all || flags.selection.length === 0 }, settings)
        const definitions = yield* definitionsOf(settings)
        return yield* recovered.pipe(
          Effect.andThen(prepare(definitions, request)),
          Effect.tap((prepared) => showPlan(prepared, settings, flags.json)),
          Effect.map((prepared) => isEmpty(prepared.plan)),
          Effect.provide(pipelineLayer(settings, requested))
        )
      })
    ).pipe(
      // So that 2 means one thing.
      Effect.mapError((failure) =>
        flags.exitCode && failure.exitCode === exitCodes.usage
          ? new CommandFailure({ exitCode: exitCodes.failed })
          : failure
      )
    )
    if (flags.exitCode && !isNothing) {
      return yield* new CommandFailure({ exitCode: somethingToRun })
    }
  })
).pipe(
  Command.withDescription("Show what would be materialized, what would not, and why; without a selection, for --all"),
  Command.withExamples([
    { command: "runner plan", description: "What `runner materialize --all` would do" },
    { command: "runner plan enriched+ --partition 2026-03-07/fr", description: "What a selection would do" },
    { command: "runner plan --exit-code", description: "For scripts: 0 nothing to run, 2 something, 1 an error" }
  ])
)
