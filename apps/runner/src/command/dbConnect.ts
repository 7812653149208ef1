/**
 * Ways into the database for people and their programs.
 *
 * @module
 */
import { spawn } from "node:child_process"
import * as Connection from "@jobgraph/db/Connection"
import * as embedded from "@jobgraph/db/embedded/control"
import { Data, Effect, Layer, Option, Redacted } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { databaseLayer } from "../services.ts"
import { builtInShell } from "./builtInShell.ts"
import { CommandFailure, UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { portNumber } from "./limitedFlags.ts"
import { note, print } from "./output.ts"

/** Where the database is, with its password where it has one. */
const connectionString = Effect.gen(function* () {
  const server = yield* Connection.databaseUrl
  return Option.isSome(server)
    ? Redacted.value(server.value).trim()
    : (yield* embedded.status(yield* Connection.runnerHome)).connectionString
})

const withoutPassword = (url: URL): string => {
  const shown = new URL(url)
  shown.password = ""
  shown.searchParams.delete("password")
  return shown.href
}

export const shell = Command.make(
  "shell",
  {
    words: Argument.String("psql").pipe(
      Argument.withDescription("What psql is given besides, after --: -c 'select count(*) from jobs'"),
      Argument.variadic()
    )
  },
  ({ words }) =>
    withSettings(() =>
      Effect.gen(function* () {
        const url = new URL(yield* connectionString)
        const password = decodeURIComponent(url.password) || url.searchParams.get("password")
        const code = yield* psql([withoutPassword(url), ...words], password ?? "").pipe(
          Effect.catchTag("PsqlMissing", () => withoutPsql(words))
        )
        if (code !== 0) {
          return yield* new CommandFailure({ exitCode: code })
        }
      }).pipe(Effect.provide(databaseLayer))
    )
).pipe(
  Command.withDescription("Open psql on the database, or a small shell where psql is not installed"),
  Command.withExamples([{ command: "runner db shell -- -c 'select count(*) from jobs'", description: "One statement" }])
)

/** Runs psql on this terminal; Ctrl-C is psql's, which cancels the statement. The password is no argument: others see those. */
const psql = (words: ReadonlyArray<string>, password: string) =>
  Effect.callback<number, UsageError | PsqlMissing>((resume) => {
    const listeners = process.listeners("SIGINT")
    process.removeAllListeners("SIGINT")
    process.on("SIGINT", ignore)
    const child = spawn("psql", words, {
      stdio: "inherit",
      env: { ...process.env, ...(password === "" ? {} : { PGPASSWORD: password }) }
    })
    const settle = (answer: Effect.Effect<number, UsageError | PsqlMissing>) => {
      process.off("SIGINT", ignore)
      for (const listener of listeners) {
        process.on("SIGINT", listener)
      }
      resume(answer)
    }
    child.on("error", (cause) =>
      settle(
        Effect.fail(
          "code" in cause && cause.code === "ENOENT" ? new PsqlMissing() : new UsageError({ message: cause.message })
        )
      )
    )
    child.on("close", (code) => settle(Effect.succeed(code ?? 1)))
  })

class PsqlMissing extends Data.TaggedError("PsqlMissing") {}

const howToInstall = "psql is not installed (Debian: apt install postgresql-client; macOS: brew install libpq)"

/** The small shell: with statements that are typed, piped in, or given by -c. */
const withoutPsql = Effect.fnUntraced(function* (words: ReadonlyArray<string>) {
  const [flag, text, ...more] = words
  if (flag !== undefined && (flag !== "-c" || text === undefined || more.length > 0)) {
    return yield* new UsageError({ message: `${howToInstall}, and without it there is only -c STATEMENT` })
  }
  if (flag === undefined && process.stdin.isTTY) {
    yield* note(`${howToInstall}. This small shell knows statements that end with ;, \\d, \\d NAME and \\q.`)
  }
  return yield* builtInShell(text)
})

const ignore = () => {}

export const url = Command.make(
  "url",
  {
    port: portNumber("The port of `runner db serve --port`; the password is in the answer", 1).pipe(Flag.optional)
  },
  ({ port }) =>
    withSettings(
      Effect.fnUntraced(function* () {
        if (Option.isSome(yield* Connection.databaseUrl)) {
          yield* note("The password is left out; it is in DATABASE_URL.")
          return yield* print(withoutPassword(new URL(yield* connectionString)))
        }
        const runnerHome = yield* Connection.runnerHome
        if (Option.isSome(port)) {
          yield* note(
            `It answers while \`runner db serve --port ${port.value}\` goes on, beside runs and everything else.`
          )
          return yield* print(yield* embedded.tcpConnectionString(runnerHome, port.value))
        }
        // Brings its tables up to date, too: whoever connects next finds them.
        yield* Effect.scoped(Layer.build(databaseLayer))
        yield* note(
          "The embedded database answers as long as anybody is connected or a run goes on, and 30 seconds longer; `runner db serve` holds it open, and `runner db serve --port 5433` is for programs that know TCP alone."
        )
        yield* print(yield* connectionString)
      })
    )
).pipe(Command.withDescription("Print the connection string for psql, BI tools and drivers"))
