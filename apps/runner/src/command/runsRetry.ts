import * as Retry from "@jobgraph/assets/Retry"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { recovered } from "../lifecycle/recovered.ts"
import { pipelineLayer } from "../services.ts"
import { definitionsOf, withSettings } from "./environment.ts"
import { execute } from "./execute.ts"
import { findRun, namedRunId } from "./findRun.ts"
import { runLogLayer } from "./runLog.ts"
import { json, noWait, timeout } from "./sharedFlags.ts"
import { timeoutOf } from "./timeoutOf.ts"

const fromStart = Flag.Boolean("from-start").pipe(
  Flag.withDescription("Repeat everything that the first run of the chain had to do, from what is current now"),
  Flag.withDefault(false)
)

export const retry = Command.make(
  "retry",
  { runId: namedRunId, fromStart, noWait, timeout, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const timeLimit = yield* timeoutOf(flags.timeout)
        const definitions = yield* definitionsOf(settings)
        return yield* Effect.gen(function* () {
          yield* recovered
          const { run } = yield* findRun(flags.runId)
          const prepared = yield* Retry.prepare(definitions, run.runId, { fromStart: flags.fromStart })
          return yield* execute(definitions, prepared, settings, {
            isJson: flags.json,
            timeout: timeLimit,
            options: { trigger: "retry", chain: prepared.chain, waitForHolder: !flags.noWait }
          })
        }).pipe(Effect.provide(runLogLayer), Effect.provide(pipelineLayer(settings, Option.none())))
      })
    )
  })
).pipe(
  Command.withDescription(
    "Continue a run that failed, was cancelled or crashed: what it finished and received is not done again"
  ),
  Command.withExamples([
    { command: "runner runs retry last", description: "What is left of the last run" },
    { command: "runner runs retry 0190a --from-start", description: "All of it again" }
  ])
)
