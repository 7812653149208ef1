import { rollBack } from "@jobgraph/assets/Rollback"
import * as RollbackPlan from "@jobgraph/assets/RollbackPlan"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { Rollback } from "../json/runs.ts"
import { recovered } from "../lifecycle/recovered.ts"
import { rollbackJson, rollbackText } from "../print/rollbackText.ts"
import { pipelineLayer } from "../services.ts"
import { definitionsOf, withSettings } from "./environment.ts"
import { findRun, namedRunId } from "./findRun.ts"
import { print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const flags = {
  runId: namedRunId,
  cascade: Flag.Boolean("cascade").pipe(
    Flag.withDescription("Roll back, too, the later runs that have built on it"),
    Flag.withDefault(false)
  ),
  dryRun: Flag.Boolean("dry-run").pipe(
    Flag.withDescription("Say what would be taken back, and stop"),
    Flag.withDefault(false)
  ),
  json
}

export const rollback = Command.make(
  "rollback",
  flags,
  Effect.fnUntraced(function* ({ cascade, dryRun, json, runId }) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const definitions = yield* definitionsOf(settings)
        yield* Effect.gen(function* () {
          yield* recovered
          const { run } = yield* findRun(runId)
          const plan = yield* dryRun
            ? RollbackPlan.plan(definitions, run.runId, { cascade })
            : rollBack(definitions, run.runId, { cascade })
          yield* json
            ? printJson(Rollback, rollbackJson(plan, dryRun))
            : print(rollbackText(plan, dryRun, yield* width))
        }).pipe(Effect.provide(pipelineLayer(settings, Option.none())))
      })
    )
  })
).pipe(
  Command.withDescription("Take back what a run published: rows, versions, the model; as if it had never been"),
  Command.withExamples([
    { command: "runner runs rollback last --dry-run", description: "What would be taken back" },
    { command: "runner runs rollback 019ba8b4-5f2c --cascade", description: "A run, and those that have built on it" }
  ])
)
