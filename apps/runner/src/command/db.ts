import * as Connection from "@jobgraph/db/Connection"
import { Database } from "@jobgraph/db/Database"
import * as embedded from "@jobgraph/db/embedded/control"
import { serve as serveEmbedded } from "@jobgraph/db/embedded/serve"
import { serveTcp } from "@jobgraph/db/embedded/serveTcp"
import * as Migrator from "@jobgraph/db/Migrator"
import { Duration, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { DatabaseStatus } from "../json/machine.ts"
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
      const isStopped = yield* embedded.stop(yield* embeddedHome)
      yield* print(isStopped ? "The embedded database has stopped." : "The embedded database was not running.")
    })
  )
).pipe(Command.withDescription("Stop the process that holds the embedded database"))

const migrate = Command.make("migrate", {}, () =>
  withSettings(() =>
    Effect.gen(function* () {
      const { target } = yield* Database
      const applied = yield* Migrator.migrate
      const names = applied.map(({ name, version }) => `  ${String(version).padStart(4, "0")} ${name}`)
      yield* print([applied.length === 0 ? `${target} is up to date.` : `Applied to ${target}:`, ...names].join("\n"))
    }).pipe(Effect.provide(Connection.layer))
  )
).pipe(Command.withDescription("Bring the database's tables to this version; every command does so by itself"))

const status = Command.make("status", { json }, (flags) =>
  withSettings(
    Effect.fnUntraced(function* () {
      const isServer = Option.isSome(yield* Connection.databaseUrl)
      const process = isServer ? null : yield* embedded.status(yield* Connection.runnerHome)
      const { target, version } = yield* Effect.gen(function* () {
        const { target } = yield* Database
        return { target, version: yield* Migrator.version }
      }).pipe(Effect.provide(Connection.layer))
      const now = isServer ? null : yield* embedded.status(yield* Connection.runnerHome)
      const report = { kind: isServer ? "server" : "embedded", target, schemaVersion: version, process: now }
      yield* flags.json
        ? printJson(DatabaseStatus, report)
        : print(
            [
              `Database: ${target}`,
              `Schema version: ${version}`,
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
