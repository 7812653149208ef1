import { Effect, FileSystem, Path } from "effect"
import { Command, Flag } from "effect/cli"
import { settingsYaml } from "../print/settingsYaml.ts"
import { settingsList } from "../settings/settingsList.ts"
import { UsageError } from "./CommandFailure.ts"
import { print, reporting } from "./output.ts"

const force = Flag.Boolean("force").pipe(
  Flag.withDescription("Write over a settings.yaml that is there; .env is never written over"),
  Flag.withDefault(false)
)

export const init = Command.make("init", { force }, (flags) =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const settings = (yield* Path.Path).resolve("settings.yaml")
    if (!flags.force && (yield* files.exists(settings))) {
      return yield* new UsageError({ message: `${settings} is there already: --force writes over it` })
    }
    yield* files.writeFileString(settings, settingsYaml(settingsList()))
    const environment = (yield* Path.Path).resolve(".env")
    const isNew = !(yield* files.exists(environment))
    if (isNew) {
      // For its owner alone: it is made to hold credentials.
      yield* files.writeFileString(environment, environmentFile, { mode: 0o600 })
    }
    yield* print(
      [
        `Wrote ${settings}: every setting, commented out.`,
        isNew ? `Wrote ${environment}: where credentials go, commented out.` : `Left ${environment} as it is.`,
        "Next: runner plan"
      ].join("\n")
    )
  }).pipe(
    Effect.catchTag("PlatformError", (error) =>
      Effect.fail(new UsageError({ message: `The files cannot be written: ${error.message}` }))
    ),
    reporting(false)
  )
).pipe(Command.withDescription("Write a settings.yaml with every setting as a comment, and a .env for credentials"))

const environmentFile = `# Variables for Jobgraph; those of the environment itself win. Keep this file to yourself.

# Credentials from https://developer.adzuna.com; without them the ads are invented ones.
#ADZUNA_APP_ID=
#ADZUNA_APP_KEY=

# A PostgreSQL server, 15 or later; without it an embedded database is used.
#DATABASE_URL=postgresql://user:password@localhost:5432/jobs
`
