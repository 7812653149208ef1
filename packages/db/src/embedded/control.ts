/**
 * What a person may ask of the embedded database's process.
 *
 * @module
 */
import { hostname } from "node:os"
import { isRunning } from "@jobgraph/assets/OwnerProcess"
import { Duration, Effect, Option, Predicate, Schedule } from "effect"
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

/** `killed`: it did not end when it was told to. What was committed is there all the same. */
export type Stopped = "not running" | "stopped" | "killed"

/**
 * Ends the process and waits until it has: its clients' transactions are rolled back.
 *
 * One that hangs, or is itself stopped, is killed after `patience`; the next command finds its lock and takes it over.
 */
export const stop = Effect.fnUntraced(function* (runnerHome: string, patience: Duration.Input = stopLimit) {
  const home = homeAt(runnerHome)
  const found = yield* Effect.sync(() => holderOf(home.folder))
  if (Option.isNone(found)) {
    return "not running" satisfies Stopped
  }
  const holder = found.value
  if (holder.host !== hostname()) {
    return yield* EmbeddedError.in(home.folder)(`process ${holder.pid} on ${holder.host} has it open; stop it there`)
  }
  const isGone = (signal: NodeJS.Signals, patience: Duration.Input) =>
    Effect.try({ try: () => isRunning(holder) && process.kill(holder.pid, signal), catch: (cause) => cause }).pipe(
      // It may have ended just then.
      Effect.catchIf(
        (cause) => Predicate.hasProperty(cause, "code") && cause.code === "ESRCH",
        () => Effect.succeed(false)
      ),
      Effect.mapError(EmbeddedError.in(home.folder)),
      Effect.andThen(
        Effect.sync(() => isRunning(holder)).pipe(
          Effect.repeat({ while: (isThere) => isThere, schedule: Schedule.spaced("20 millis") }),
          Effect.timeoutOption(patience)
        )
      ),
      Effect.map(Option.isSome)
    )
  if (yield* isGone("SIGTERM", patience)) {
    return "stopped" satisfies Stopped
  }
  if (yield* isGone("SIGKILL", stopLimit)) {
    return "killed" satisfies Stopped
  }
  return yield* EmbeddedError.in(home.folder)(`process ${holder.pid} does not end, even when it is killed`)
})

/** For programs that know TCP alone, while `serveTcp` listens on that port; the password is in it. */
export const tcpConnectionString = Effect.fnUntraced(function* (runnerHome: string, port: number) {
  const password = yield* passwordOf(homeAt(runnerHome))
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
})

const stopLimit = Duration.seconds(15)
