/**
 * A PostgreSQL server of one's own: empty, on loopback, on a port that the system gives, gone with its scope.
 *
 * @module
 */
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir, userInfo } from "node:os"
import { delimiter, join } from "node:path"
import { promisify } from "node:util"
import { Effect, Schedule, Schema } from "effect"

/** The server's programs are missing, or one of them failed. */
export class ServerError extends Schema.TaggedError<ServerError>()("ServerError", { detail: Schema.String }) {
  override get message() {
    return `PostgreSQL for the tests: ${this.detail}`
  }
}

export interface Server {
  /** A superuser's URL, password included, for the database `postgres`. */
  readonly url: string
  /** The same by its Unix socket. */
  readonly socketUrl: string
  readonly port: number
  /** Ends it under its clients and starts it again: in order, or as after a crash, from which it recovers. */
  readonly restart: (how?: "in order" | "after a crash") => Effect.Effect<void, ServerError>
}

export interface ServerOptions {
  /** Lines of `postgresql.conf`. By default nothing is forced to the disk: faster, and the data is thrown away anyhow. */
  readonly settings?: Readonly<Record<string, string>>
}

const password = "throw-away"

/** Starts a server. As root it runs as the user `postgres` or `nobody`, because PostgreSQL refuses to run as root. */
export const start = (options: ServerOptions = {}) =>
  Effect.gen(function* () {
    const bin = yield* findPrograms
    const user = yield* plainUser
    const folder = yield* temporaryFolder(user)
    const port = yield* freePort
    const settings = {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      ...options.settings,
      listen_addresses: "127.0.0.1",
      unix_socket_directories: folder,
      port: String(port)
    }
    const passwordFile = join(folder, "password")
    yield* Effect.sync(() => {
      writeFileSync(passwordFile, password, { mode: 0o644 })
    })
    const data = join(folder, "data")
    yield* program(join(bin, "initdb"), user, [
      `--pgdata=${data}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C.UTF-8",
      "--no-sync"
    ])
    const parameters = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
    let process: ChildProcess | undefined
    const begin = Effect.gen(function* () {
      yield* Effect.sync(() => {
        process = spawn(join(bin, "postgres"), ["-D", data, ...parameters], { ...user, stdio: "ignore" })
      })
      yield* program(join(bin, "pg_isready"), user, ["--host=127.0.0.1", `--port=${port}`]).pipe(
        Effect.retry({ schedule: Schedule.spaced("50 millis"), times: 400 })
      )
    })
    const end = (signal: "SIGINT" | "SIGQUIT") => Effect.suspend(() => ended(process, signal))
    yield* Effect.acquireRelease(begin, () => end("SIGINT"))
    const server: Server = {
      url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
      socketUrl: `postgresql://postgres:${password}@/postgres?host=${encodeURIComponent(folder)}&port=${port}`,
      port,
      restart: (how = "in order") =>
        Effect.uninterruptible(Effect.andThen(end(how === "in order" ? "SIGINT" : "SIGQUIT"), begin))
    }
    return server
  })

/** Ends a server, its connections too, without waiting for them: in order (SIGINT), or so that it must recover (SIGQUIT). */
const ended = (process: ChildProcess | undefined, signal: "SIGINT" | "SIGQUIT") =>
  Effect.callback<void>((resume) => {
    if (process === undefined || process.exitCode !== null || process.signalCode !== null) {
      return resume(Effect.void)
    }
    process.on("close", () => resume(Effect.void))
    process.kill(signal)
  })

interface User {
  readonly uid?: number
  readonly gid?: number
}

const execute = promisify(execFile)

const program = (path: string, user: User, parameters: ReadonlyArray<string>) =>
  Effect.tryPromise({
    try: () => execute(path, [...parameters], { ...user, cwd: "/" }),
    catch: (cause) => new ServerError({ detail: cause instanceof Error ? cause.message : String(cause) })
  })

/** The folder of `initdb` and its kin: on the path, or where Debian puts the newest version. */
const findPrograms = Effect.suspend(() => {
  const debian = "/usr/lib/postgresql"
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter)
  ]
  const found = folders.find((folder) =>
    ["initdb", "postgres", "pg_isready"].every((name) => existsSync(join(folder, name)))
  )
  return found === undefined
    ? Effect.fail(new ServerError({ detail: "its programs are missing; on Debian: apt-get install postgresql-15" }))
    : Effect.succeed(found)
})

const plainUser = Effect.suspend((): Effect.Effect<User, ServerError> => {
  if (userInfo().uid !== 0) {
    return Effect.succeed({})
  }
  const idOf = (flag: "-u" | "-g", name: string) =>
    Effect.map(program("id", {}, [flag, name]), ({ stdout }) => Number(stdout.trim()))
  const userNamed = (name: string) => Effect.all({ uid: idOf("-u", name), gid: idOf("-g", name) })
  return Effect.catch(userNamed("postgres"), () => userNamed("nobody"))
})

const temporaryFolder = ({ gid, uid }: User) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const folder = mkdtempSync(join(tmpdir(), "jobgraph-postgres-"))
      if (uid !== undefined && gid !== undefined) {
        chownSync(folder, uid, gid)
      }
      return folder
    }),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  )

const freePort = Effect.callback<number>((resume) => {
  const server = createServer()
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    server.close(() => resume(Effect.succeed(address !== null && typeof address === "object" ? address.port : 0)))
  })
})
