/**
 * The real command, in a process of its own, on a home of its own.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createConnection } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { Effect, Schema } from "effect"
import pg from "pg"

const root = resolve(import.meta.dirname, "../..")

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A home with its database, and the command that works in it. */
export interface Runner {
  readonly home: string
  /** The folder in which the command is started, and what it finds in its environment. */
  readonly root: string
  readonly environment: NodeJS.ProcessEnv
  /** Runs `runner …` to its end. */
  readonly run: (...words: ReadonlyArray<string>) => Effect.Effect<Outcome>
  /** Runs `runner … --json` and decodes what it prints; anything but exit code 0 is a defect. */
  readonly json: <A>(schema: Schema.Codec<A, unknown>, ...words: ReadonlyArray<string>) => Effect.Effect<A>
  /** Starts `runner …` and gives the process, to be interrupted or killed. */
  readonly start: (...words: ReadonlyArray<string>) => ChildProcess
  /** The same runner with further environment variables. */
  readonly withVariables: (variables: Readonly<Record<string, string>>) => Pick<Runner, "run" | "start">
  /** Rows of a statement on the runner's database. */
  readonly query: (statement: string) => Effect.Effect<ReadonlyArray<Readonly<Record<string, unknown>>>>
}

/** Which database a suite runs on: the embedded one, or a fresh one on the server of `DATABASE_URL_TEST`. */
export const databaseKind: "embedded" | "server" = process.env.DATABASE_URL_TEST === undefined ? "embedded" : "server"

/** A runner on the database of the suite, `databaseKind`. */
export const makeRunner = Effect.suspend(() => makeRunnerOn(process.env.DATABASE_URL_TEST))

/**
 * A runner with an empty home and an empty database, on a server or the embedded one; both gone with the scope,
 * database process and all.
 */
export const makeRunnerOn = Effect.fnUntraced(function* (server: string | undefined) {
  const home = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-e2e-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  )
  const databaseUrl = yield* freshDatabase(server)
  const env = environment(home, databaseUrl)
  const withVariables: Runner["withVariables"] = (variables) => {
    const start: Runner["start"] = (...words) =>
      spawn(process.execPath, ["--max-semi-space-size=8", "apps/runner/src/main.ts", ...words], {
        cwd: root,
        env: { ...env, ...variables }
      })
    const run: Runner["run"] = (...words) =>
      Effect.callback((resume) => collect(start(...words), (outcome) => resume(Effect.succeed(outcome))))
    return { run, start }
  }
  const { run, start } = withVariables({})
  yield* Effect.addFinalizer(() => (databaseUrl === undefined ? run("db", "stop") : Effect.void))

  const json: Runner["json"] = (schema, ...words) =>
    Effect.flatMap(run(...words, "--json"), ({ code, stderr, stdout }) =>
      code === 0
        ? Effect.orDie(Schema.decodeUnknownEffect(Schema.fromJsonString(schema), { onExcessProperty: "error" })(stdout))
        : Effect.die(new Error(`runner ${words.join(" ")} ended with ${code}: ${stderr}`))
    )
  let known = databaseUrl
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: known })
    await client.connect()
    try {
      return (await client.query(statement)).rows
    } finally {
      await client.end()
    }
  }
  // Asking where the embedded database is also starts its process, which may have ended meanwhile.
  const locate = Effect.map(json(DbStatus, "db", "status"), ({ process }) => {
    known = process?.connectionString
  })
  const query: Runner["query"] = Effect.fnUntraced(function* (statement) {
    if (known === undefined || (databaseUrl === undefined && !(yield* isListening(known)))) {
      yield* locate
    }
    return yield* Effect.promise(() => ask(statement))
  })
  return { home, root, environment: env, run, json, start, withVariables, query } satisfies Runner
})

/** Does a process listen on the socket that the URL of an embedded database names? */
const isListening = (url: string) =>
  Effect.callback<boolean>((resume) => {
    const socket = createConnection(join(new URL(url).searchParams.get("host") ?? "", ".s.PGSQL.5432"))
    const answer = (isThere: boolean) => {
      socket.destroy()
      resume(Effect.succeed(isThere))
    }
    socket.on("connect", () => answer(true))
    socket.on("error", () => answer(false))
  })

const DbStatus = Schema.Struct({
  kind: Schema.Literals(["server", "embedded"]),
  target: Schema.String,
  schemaVersion: Schema.Int,
  pending: Schema.Array(Schema.Struct({ version: Schema.Int, name: Schema.String })),
  process: Schema.NullOr(
    Schema.Struct({
      state: Schema.String,
      pid: Schema.NullOr(Schema.Int),
      folder: Schema.String,
      log: Schema.String,
      connectionString: Schema.String
    })
  )
})

/** What the command inherits: nothing that would change where it works or whom it asks. */
const environment = (home: string, databaseUrl: string | undefined): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TMPDIR: process.env.TMPDIR,
  RUNNER_HOME: home,
  NO_COLOR: "1",
  RUNNER_ENV_FILE: "",
  ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl })
})

const collect = (child: ChildProcess, done: (outcome: Outcome) => void) => {
  let stdout = ""
  let stderr = ""
  child.stdout?.on("data", (chunk) => {
    stdout += chunk
  })
  child.stderr?.on("data", (chunk) => {
    stderr += chunk
  })
  child.on("close", (code, signal) => done({ code: code ?? (signal === null ? 1 : 128), stdout, stderr }))
}

/** A database of its own on the test server, dropped with the scope; undefined without a server. */
const freshDatabase = Effect.fnUntraced(function* (server: string | undefined) {
  if (server === undefined) {
    return undefined
  }
  const name = `jobgraph_e2e_${process.pid}_${Math.floor(performance.now())}`
  // One that cannot be dropped goes with the server.
  yield* Effect.acquireRelease(administer(server, `create database ${name}`), () =>
    Effect.exit(administer(server, `drop database if exists ${name} with (force)`))
  )
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
})

const administer = (server: string, statement: string) =>
  Effect.promise(async () => {
    const client = new pg.Client({ connectionString: server })
    // What cuts the connection is told by the statement; without a listener it would end the suite.
    client.on("error", () => undefined)
    await client.connect()
    await client.query(statement)
    await client.end()
  })
