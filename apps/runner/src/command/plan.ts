import { prepare } from "@jobgraph/assets/Preparation"
import { Effect, Option } from "effect"
import { Command } from "effect/cli"
import { pipelineLayer } from "../services.ts"
import { definitionsOf, sourceName, withSettings } from "./environment.ts"
import { requestOf } from "./request.ts"
import { all, json, partition, selection, source, stale } from "./sharedFlags.ts"
import { showPlan } from "./showPlan.ts"

export const plan = Command.make(
  "plan",
  { selection, all, stale, partition, source, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const requested = yield* Effect.transposeOption(Option.map(flags.source, sourceName))
        const request = yield* requestOf({ ...flags, all: flags.all || flags.selection.length === 0 }, settings)
        const definitions = yield* definitionsOf(settings)
        yield* prepare(definitions, request).pipe(
          Effect.flatMap((prepared) => showPlan(prepared, settings, flags.json)),
          Effect.provide(pipelineLayer(settings, requested))
        )
      })
    )
  })
).pipe(
  Command.withDescription("Show what would be materialized, what would not, and why; without a selection, for --all"),
  Command.withExamples([
    { command: "runner plan", description: "What `runner materialize --all` would do" },
    { command: "runner plan enriched+ --partition 2026-03-07/fr", description: "What a selection would do" }
  ])
)
