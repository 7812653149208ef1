import * as Connection from "@jobgraph/db/Connection"
import { Database } from "@jobgraph/db/Database"
import * as embedded from "@jobgraph/db/embedded/control"
import { serve as serveEmbedded } from "@jobgraph/db/embedded/serve"
import { serveTcp } from "@jobgraph/db/embedded/serveTcp"
import * as Migrator from "@jobgraph/db/Migrator"
import { Duration, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { DatabaseStatus } from "../json/machine.ts"
import { migrateDatabase } from "../services.ts"
import { UsageError } from "./CommandFailure.ts"
import { backup, restore } from "./dbBackup.ts"
import { shell, url } from "./dbConnect.ts"
import { withSettings } from "./environment.ts"
import { portNumber } from "./limitedFlags.ts"
import { note, print, printJson } from "./output.ts"
import { json } from "./sharedFlags.ts"

/** The home of the embedded database; fails where a server is configured instead. */
const embeddedHome = Effect.gen(function* () {
  return Option.isSome(yield* Connection.databaseUrl)
    ? yield* new UsageError({ message: "DATABASE_URL is set, so the embedded database is not used: unset it first" })
    : yield* Connection.runnerHome
})

const port = portNumber(
  "Listen on this port of 127.0.0.1 instead, for programs that know TCP alone; 0 for a free one"
).pipe(Flag.optional)

const serve = Command.make("serve", { port }, ({ port }) =>
  withSettings(
    Effect.fnUntraced(function* () {
      const runnerHome = yield* embeddedHome
      if (Option.isSome(port)) {
        return yield* Effect.scoped(Effect.andThen(listenOn(runnerHome, port.value), Effect.never))
      }
      yield* note("Serving the embedded database until it is stopped with Ctrl-C or `runner db stop`")
      const outcome = yield* serveEmbedded({ runnerHome, idle: Duration.infinity })
      if (outcome === "held") {
        return yield* new UsageError({ message: "another process serves it already: `runner db stop` ends that one" })
      }
    })
  )
).pipe(Command.withDescription("Hold the embedded database open in the foreground, or offer it on a TCP port"))

const listenOn = Effect.fnUntraced(function* (runnerHome: string, wanted: number) {
  const { port } = yield* serveTcp(runnerHome, wanted)
  yield* note(`Listening on 127.0.0.1:${port} until Ctrl-C. Connect with what \`runner db url --port ${port}\` prints.`)
})

const stop = Command.make("stop", {}, () =>
  withSettings(
    Effect.fnUntraced(function* () {
      yield* print(outcomeText[yield* embedded.stop(yield* embeddedHome)])
    })
  )
).pipe(Command.withDescription("Stop the process that holds the embedded database"))

const outcomeText: Readonly<Record<embedded.Stopped, string>> = {
  stopped: "The embedded database has stopped.",
  killed: "The embedded database did not end by itself and was killed. Nothing that was committed is lost.",
  "not running": "The embedded database was not running."
}

const migrate = Command.make("migrate", {}, () =>
  withSettings(() =>
    Effect.gen(function* () {
      const { target } = yield* Database
      const applied = yield* migrateDatabase
      const names = applied.map(migrationText)
      yield* print([applied.length === 0 ? `${target} is up to date.` : `Applied to ${target}:`, ...names].join("\n"))
    }).pipe(Effect.provide(Connection.layer))
  )
).pipe(Command.withDescription("Bring the database's tables to this version; every command does so by itself"))

const migrationText = ({ name, version }: Migrator.Applied): string => `  ${String(version).padStart(4, "0")} ${name}`

const status = Command.make("status", { json }, (flags) =>
  withSettings(
    Effect.fnUntraced(function* () {
      const isServer = Option.isSome(yield* Connection.databaseUrl)
      const process = isServer ? null : yield* embedded.status(yield* Connection.runnerHome)
      const { pending, target, version } = yield* Effect.gen(function* () {
        const { target } = yield* Database
        return { target, version: yield* Migrator.version, pending: yield* Migrator.pending }
      }).pipe(Effect.provide(Connection.layer))
      const now = isServer ? null : yield* embedded.status(yield* Connection.runnerHome)
      const kind = isServer ? ("server" as const) : ("embedded" as const)
      const report = { kind, target, schemaVersion: version, pending, process: now }
      yield* flags.json
        ? printJson(DatabaseStatus, report)
        : print(
            [
              `Database: ${target}`,
              `Schema version: ${version}`,
              ...(pending.length === 0
                ? []
                : ["The next command, or `runner db migrate`, will apply:", ...pending.map(migrationText)]),
              ...(now === null
                ? []
                : [
                    `Process: ${now.pid ?? "none"}${process?.state === "stopped" ? " (started by this command)" : ""}`,
                    `Log: ${now.log}`,
                    `Connect with: psql "${now.connectionString}"`
                  ])
            ].join("\n")
          )
    })
  )
).pipe(Command.withDescription("Show which database is used, where it is, and how to connect to it"))

export const db = Command.make("db").pipe(
  Command.withDescription("Look after the database"),
  Command.withSubcommands([status, migrate, backup, restore, shell, url, serve, stop])
)
