/**
 * What every command begins with: its settings, and errors that are told well.
 *
 * @module
 */
import * as path from "node:path"
import type { Classified } from "@jobgraph/assets/Classified"
import * as Definitions from "@jobgraph/assets/Definitions"
import { graph } from "@jobgraph/stages/pipeline"
import { Config, DateTime, Effect, Option, Schema } from "effect"
import { loadSettings } from "../settings/loadSettings.ts"
import { Settings } from "../settings/Settings.ts"
import type { CommandFailure } from "./CommandFailure.ts"
import { reporting } from "./output.ts"
import { Root } from "./Root.ts"

/** Runs the body of a command with the settings that file, variables and flags give. */
export const withSettings = Effect.fnUntraced(function* <A, R>(
  body: (settings: Settings) => Effect.Effect<A, Classified | CommandFailure | Config.ConfigError, R>
) {
  const { debug } = yield* Root
  return yield* Effect.flatMap(loadedSettings, body).pipe(reporting(debug))
})

/** The settings that file, variables and flags give, or what is wrong with them. */
export const loadedSettings = Effect.gen(function* () {
  const root = yield* Root
  const variables = yield* environmentVariables
  const named = Option.orElse(root.settings, () => Option.fromUndefinedOr(variables.RUNNER_SETTINGS))
  const file = yield* Effect.transposeOption(Option.map(named, typedPath))
  return yield* loadSettings({ file, variables, flags: root.set })
})

/** The pipeline's graph with the configurations of the settings. */
export const definitionsOf = (settings: Settings) => {
  const encoded: Readonly<Record<string, unknown>> = Schema.encodeSync(Settings)(settings)
  return Definitions.make(graph, Object.fromEntries(graph.assets.map(({ key }) => [key, encoded[key]])))
}

/** Today in UTC, the batch date of a command that names none. */
export const today = Effect.map(DateTime.now, DateTime.formatIsoDateUtc)

/** Variables that name settings cannot be known beforehand, so all are looked through. */
const environmentVariables = Effect.sync(() => process.env as Readonly<Record<string, string>>)

/** A path as the person meant it: relative to where the command was typed, though pnpm runs it in the project's folder. */
export const typedPath = (text: string) =>
  Effect.map(
    Config.option(Config.String("INIT_CWD")),
    Option.match({ onNone: () => path.resolve(text), onSome: (folder) => path.resolve(folder, text) })
  )

/** `adzuna` and `sample` are names; everything else is a file's path. */
export const sourceName = (text: string) =>
  text === "adzuna" || text === "sample" ? Effect.succeed(text) : typedPath(text)
