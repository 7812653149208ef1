/**
 * Runs the `runner` command.
 *
 * @module
 */
// Not from the package as a whole, which loads 700 modules of clients that nobody asked for.
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect } from "effect"
import { CliError, Command } from "effect/cli"
import packageJson from "../package.json" with { type: "json" }
import { CommandFailure, exitCodes } from "./command/CommandFailure.ts"
import { CommandList, listed } from "./command/CommandList.ts"
import { presentationLayer } from "./command/presentation.ts"
import { runner } from "./command/runner.ts"
import { endOnSecondSignal } from "./endOnSignals.ts"

/** Of `plan --exit-code` 2 means that something would run, also where its other words are not understood. */
const misunderstood = process.argv.includes("--exit-code") ? exitCodes.failed : exitCodes.usage

const program = runner.pipe(
  Command.run({ version: packageJson.version }),
  Effect.catchIf(CliError.isCliError, () => Effect.fail(new CommandFailure({ exitCode: misunderstood }))),
  Effect.provideService(CommandList, listed(runner)),
  Effect.provide([NodeServices.layer, presentationLayer])
)

endOnSecondSignal()
NodeRuntime.runMain(program)
