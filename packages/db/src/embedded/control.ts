/**
 * What a person may ask of the embedded database's process.
 *
 * @module
 */
import { hostname } from "node:os"
import { isRunning } from "@jobgraph/assets/OwnerProcess"
import { Duration, Effect, Option, Schedule } from "effect"
import { EmbeddedError } from "./EmbeddedError.ts"
import { homeAt, socketPort } from "./Home.ts"
import { holderOf } from "./LockFile.ts"
import { passwordOf } from "./Password.ts"
import { isListening } from "./startServer.ts"

/** `starting` has the lock but does not listen yet. */
export interface Status {
  readonly state: "stopped" | "starting" | "running"
  readonly pid: number | null
  readonly folder: string
  readonly log: string
  /** For `psql` and other programs on this machine, while it runs. */
  readonly connectionString: string
}

export const status = Effect.fnUntraced(function* (runnerHome: string) {
  const home = homeAt(runnerHome)
  const holder = yield* Effect.sync(() => holderOf(home.folder))
  const state = Option.isNone(holder) ? "stopped" : (yield* isListening(home)) ? "running" : "starting"
  const answer: Status = {
    state,
    pid: Option.getOrNull(Option.map(holder, ({ pid }) => pid)),
    folder: home.folder,
    log: home.log,
    connectionString: `postgresql://postgres@localhost:${socketPort}/postgres?host=${encodeURIComponent(home.socketFolder)}`
  }
  return answer
})

/** Ends the process and waits until it has: its clients' transactions are rolled back. False if there was none. */
export const stop = Effect.fnUntraced(function* (runnerHome: string) {
  const home = homeAt(runnerHome)
  const holder = yield* Effect.sync(() => holderOf(home.folder))
  if (Option.isNone(holder)) {
    return false
  }
  const { host, pid } = holder.value
  if (host !== hostname()) {
    return yield* EmbeddedError.in(home.folder)(`process ${pid} on ${host} has it open; stop it there`)
  }
  yield* Effect.try({ try: () => process.kill(pid, "SIGTERM"), catch: EmbeddedError.in(home.folder) })
  yield* Effect.sync(() => isRunning(holder.value)).pipe(
    Effect.repeat({ while: (isThere) => isThere, schedule: Schedule.spaced("20 millis") }),
    Effect.timeoutOrElse({
      duration: stopLimit,
      orElse: () => EmbeddedError.in(home.folder)(`process ${pid} does not end`)
    })
  )
  return true
})

/** For programs that know TCP alone, while `serveTcp` listens on that port; the password is in it. */
export const tcpConnectionString = Effect.fnUntraced(function* (runnerHome: string, port: number) {
  const password = yield* passwordOf(homeAt(runnerHome))
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
})

const stopLimit = Duration.seconds(15)
