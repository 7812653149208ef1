/**
 * A place to disturb: a home and a database of its own, and the real command that works there.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import * as Connection from "@jobgraph/db/Connection"
import { Database } from "@jobgraph/db/Database"
import { status, stop } from "@jobgraph/db/embedded/control"
import { Effect, Layer, Redacted } from "effect"
import pg from "pg"
import { type Order, ordersVariable, pointsVariable } from "./killing/Order.ts"

export const kinds = ["embedded", "server"] as const
export type Kind = (typeof kinds)[number]

/** How a command ended: `code` is null for one that a signal ended. */
export interface Outcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** What a command meets besides its work. */
export interface Disturbance {
  readonly variables?: Readonly<Record<string, string>>
  /** Processes to kill at points of the command's way. */
  readonly kill?: ReadonlyArray<Order>
  /** A file in which every point is noted that the command comes to. */
  readonly points?: string
}

export type Row = Readonly<Record<string, unknown>>

export interface Place {
  readonly kind: Kind
  readonly home: string
  /** Of the server; undefined for the embedded database. */
  readonly databaseUrl: string | undefined
  /** Starts `runner …`; whatever is left of it is killed with the scope. */
  readonly start: (words: ReadonlyArray<string>, disturbance?: Disturbance) => ChildProcess
  /** Runs `runner …` to its end. */
  readonly run: (words: ReadonlyArray<string>, disturbance?: Disturbance) => Effect.Effect<Outcome>
  /** Rows of statements on the place's database, one after the other. */
  readonly query: (...statements: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<ReadonlyArray<Row>>>
}

/** A home and, on the server, a database, which nobody uses. */
export interface Template {
  readonly home: string
  readonly database: string | null
}

/** What a place begins as: an empty home beside an empty database, or a copy. */
export interface Origin {
  readonly kind: Kind
  /** The URL of the server that a database is made on. */
  readonly server: string
  readonly copyOf?: Template
}

const root = resolve(import.meta.dirname, "../..")
const preload = join(import.meta.dirname, "killing/preload.ts")

/** A place that is gone with the scope, processes and all. */
export const makePlace = Effect.fnUntraced(function* ({ copyOf, kind, server }: Origin) {
  const home = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-faults-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  )
  if (copyOf !== undefined) {
    cpSync(copyOf.home, home, { recursive: true })
  }
  const databaseUrl = kind === "server" ? yield* ownDatabase(server, copyOf?.database ?? "template0") : undefined
  if (kind === "embedded") {
    yield* Effect.addFinalizer(() => Effect.ignore(stop(home)))
  }
  const children = new Set<ChildProcess>()
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      for (const child of children) {
        child.kill("SIGKILL")
      }
    })
  )

  const start: Place["start"] = (words, { kill, points, variables } = {}) => {
    const isWatched = kill !== undefined || points !== undefined
    const flags = ["--max-semi-space-size=8", ...(isWatched ? ["--import", preload] : [])]
    const child = spawn(process.execPath, [...flags, "apps/runner/src/main.ts", ...words], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TMPDIR: process.env.TMPDIR,
        RUNNER_HOME: home,
        RUNNER__sample__ads: String(adsADay),
        // What is preloaded wraps the modules themselves.
        ...(isWatched ? { RUNNER_FROM_SOURCE: "1" } : {}),
        NO_COLOR: "1",
        ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
        ...(kill === undefined ? {} : { [ordersVariable]: JSON.stringify(kill) }),
        ...(points === undefined ? {} : { [pointsVariable]: points }),
        ...variables
      }
    })
    children.add(child)
    child.on("close", () => children.delete(child))
    return child
  }
  const run: Place["run"] = (words, disturbance) => Effect.suspend(() => ended(start(words, disturbance)))

  const database = (
    databaseUrl === undefined ? Connection.layerEmbedded(home) : Connection.layerServer(Redacted.make(databaseUrl))
  ).pipe(Layer.fresh)
  const query: Place["query"] = (...statements) =>
    Effect.flatMap(Database, (database) =>
      Effect.forEach(statements, (statement) =>
        database.run("query", async (_, { connection }): Promise<ReadonlyArray<Row>> => {
          const { rows } = await connection.query(statement)
          return rows
        })
      )
    ).pipe(Effect.provide(database), Effect.orDie)

  return { kind, home, databaseUrl, start, run, query } satisfies Place
})

/** Ads that the sample shows a day and market: few, so that a run takes a second or two. */
export const adsADay = 40

/** Waits for a process to end. */
export const ended = (child: ChildProcess): Effect.Effect<Outcome> =>
  Effect.callback((resume) => {
    let stdout = ""
    let stderr = ""
    child.stdout?.on("data", (chunk) => {
      stdout += chunk
    })
    child.stderr?.on("data", (chunk) => {
      stderr += chunk
    })
    child.on("close", (code, signal) => resume(Effect.succeed({ code, signal, stdout, stderr })))
    return Effect.sync(() => child.kill("SIGKILL"))
  })

/** The process of a place's embedded database, if it runs. */
export const databaseProcess = ({ home }: Place) => Effect.map(status(home), ({ pid }) => pid)

let databases = 0

/** A database of the server that is dropped with the scope. */
const ownDatabase = Effect.fnUntraced(function* (server: string, template: string) {
  databases += 1
  const name = `jobgraph_faults_${process.pid}_${databases}`
  yield* Effect.acquireRelease(administer(server, `create database ${name} template ${template}`), () =>
    Effect.ignore(administer(server, `drop database if exists ${name} with (force)`))
  )
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
})

/** Runs a statement on the server's own database. */
export const administer = (server: string, statement: string) =>
  Effect.orDie(
    Effect.tryPromise(async () => {
      const client = new pg.Client({ connectionString: server })
      client.on("error", () => {})
      await client.connect()
      try {
        return (await client.query(statement)).rows
      } finally {
        await client.end()
      }
    })
  )
