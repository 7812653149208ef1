/**
 * The `runner` command: its subcommands, composed and run.
 *
 * @module
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Effect } from "effect"
import { CliError, Command } from "effect/cli"
import packageJson from "../package.json" with { type: "json" }
import { assets } from "./command/assets.ts"
import { CommandFailure, exitCodes } from "./command/CommandFailure.ts"
import { collect } from "./command/collect.ts"
import { db } from "./command/db.ts"
import { materialize } from "./command/materialize.ts"
import { plan } from "./command/plan.ts"
import { presentationLayer } from "./command/presentation.ts"
import { Root } from "./command/Root.ts"
import { report } from "./command/report.ts"
import { runs } from "./command/runs.ts"
import { simulate } from "./command/simulate.ts"
import { status } from "./command/status.ts"

const program = Root.pipe(
  Command.withSubcommands([materialize, plan, status, assets, runs, report, collect, simulate, db]),
  Command.run({ version: packageJson.version }),
  Effect.catchIf(CliError.isCliError, () => Effect.fail(new CommandFailure({ exitCode: exitCodes.usage }))),
  Effect.provide([NodeServices.layer, presentationLayer])
)

NodeRuntime.runMain(program)
