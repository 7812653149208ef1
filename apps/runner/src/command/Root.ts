import { Command } from "effect/cli"
import { debug, set, settingsFile } from "./sharedFlags.ts"

/** The command that all others belong to, with the flags that all of them take. */
export const Root = Command.make("runner").pipe(
  Command.withSharedFlags({ debug, settings: settingsFile, set }),
  Command.withDescription("Turns job ads into clean, searchable, exported data: materializes the assets that are stale")
)
