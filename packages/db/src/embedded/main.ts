/**
 * The embedded database as a program of its own: `node main.ts RUNNER_HOME`.
 *
 * Commands start it when they need it. `runner db serve` does the same in the foreground.
 *
 * @module
 */
import { writeSync } from "node:fs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Config, Duration, Effect } from "effect"
import { serve } from "./serve.ts"
import { wordsDescriptor } from "./startServer.ts"

/** How long the process stays after its last client. */
const idle = Config.Duration("RUNNER_DATABASE_IDLE").pipe(Config.withDefault(Duration.seconds(30)))

const program = Effect.gen(function* () {
  const argument = process.argv[2]
  const runnerHome = argument ?? (yield* Config.String("RUNNER_HOME").pipe(Config.withDefault(".runner")))
  yield* serve({ runnerHome, idle: yield* idle })
}).pipe(
  Effect.tapError((error) =>
    // Whoever started it may be gone already, or never have been.
    Effect.ignore(Effect.try(() => writeSync(wordsDescriptor, "detail" in error ? error.detail : error.message)))
  )
)

NodeRuntime.runMain(program)
