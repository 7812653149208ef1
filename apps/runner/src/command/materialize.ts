import { prepare } from "@jobgraph/assets/Preparation"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { recovered } from "../lifecycle/recovered.ts"
import { pipelineLayer } from "../services.ts"
import { definitionsOf, sourceName, withSettings } from "./environment.ts"
import { execute } from "./execute.ts"
import { requestOf } from "./request.ts"
import { runLogLayer } from "./runLog.ts"
import { all, json, noWait, partition, pool, selection, source, stale, timeout } from "./sharedFlags.ts"
import { showPlan } from "./showPlan.ts"
import { timeoutOf } from "./timeoutOf.ts"

const dryRun = Flag.Boolean("dry-run").pipe(
  Flag.withDescription("Print the plan and stop, as `runner plan` does"),
  Flag.withDefault(false)
)

export const materialize = Command.make(
  "materialize",
  { selection, all, stale, partition, source, dryRun, noWait, pool, timeout, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const requested = yield* Effect.transposeOption(Option.map(flags.source, sourceName))
        const request = yield* requestOf(flags, settings)
        const timeLimit = yield* timeoutOf(flags.timeout)
        const definitions = yield* definitionsOf(settings)
        return yield* Effect.gen(function* () {
          yield* recovered
          const prepared = yield* prepare(definitions, request)
          if (flags.dryRun) {
            return yield* showPlan(prepared, settings, flags.json)
          }
          return yield* execute(definitions, prepared, settings, {
            isJson: flags.json,
            timeout: timeLimit,
            pool: flags.pool,
            options: { waitForHolder: !flags.noWait }
          })
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
