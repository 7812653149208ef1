/**
 * The `runner` command: its subcommands, composed and run.
 *
 * @module
 */
// Not from the package as a whole, which loads 700 modules of clients that nobody asked for.
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
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
import { purge } from "./command/purge.ts"
import { Root } from "./command/Root.ts"
import { report } from "./command/report.ts"
import { runs } from "./command/runs.ts"
import { simulate } from "./command/simulate.ts"
import { status } from "./command/status.ts"

const program = Root.pipe(
  Command.withSubcommands([materialize, plan, status, assets, runs, report, collect, simulate, purge, db]),
  Command.run({ version: packageJson.version }),
  Effect.catchIf(CliError.isCliError, () => Effect.fail(new CommandFailure({ exitCode: exitCodes.usage }))),
  Effect.provide([NodeServices.layer, presentationLayer])
)

NodeRuntime.runMain(program)
