/**
 * The client's side: finds the embedded database's process, or starts it.
 *
 * @module
 */
import { spawn } from "node:child_process"
import { closeSync, openSync, statSync } from "node:fs"
import { createConnection } from "node:net"
import { hostname } from "node:os"
import { extname } from "node:path"
import { fileURLToPath } from "node:url"
import { Clock, Effect, Option } from "effect"
import { EmbeddedError } from "./EmbeddedError.ts"
import { type Home, homeAt, prepareHome } from "./Home.ts"
import { holderOf } from "./LockFile.ts"

/** Seconds until the socket must be there. It is, long before the files are open. */
const startLimit = 30
/** The log begins anew at this size. */
const longestLog = 1_000_000

/**
 * Returns when the database's process listens; starts it unless one does.
 *
 * Several processes may do this at once: all of theirs but one end at once.
 * Fails with the process's own words if it could not start.
 */
export const ensureServer = Effect.fnUntraced(function* (runnerHome: string) {
  const home = homeAt(runnerHome)
  const failed = EmbeddedError.in(home.folder)
  yield* Effect.try({ try: () => prepareHome(home), catch: failed })
  const limit = (yield* Clock.currentTimeMillis) + startLimit * 1000
  let attempt: Attempt | undefined
  while (!(yield* isListening(home))) {
    if (attempt?.state === "failed") {
      return yield* failed(attempt.words.trim() || `its process failed; it may say why in ${home.log}`)
    }
    if (attempt?.state !== "running" && Option.isNone(holderOf(home.folder))) {
      attempt = yield* Effect.try({ try: () => startProcess(home, runnerHome), catch: failed })
    }
    if ((yield* Clock.currentTimeMillis) > limit) {
      const holder = Option.getOrNull(holderOf(home.folder))
      return yield* failed(
        holder === null || holder.host === hostname()
          ? `its process did not answer within ${startLimit} s; it may say why in ${home.log}`
          : `process ${holder.pid} on ${holder.host} has it open, and two machines cannot share it: use a server (DATABASE_URL)`
      )
    }
    yield* Effect.sleep("25 millis")
  }
})

/** Does a process answer on the socket? */
export const isListening = (home: Home): Effect.Effect<boolean> =>
  Effect.callback((resume) => {
    const socket = createConnection(home.socket)
    const answer = (isThere: boolean) => {
      socket.destroy()
      resume(Effect.succeed(isThere))
    }
    socket.on("connect", () => answer(true))
    socket.on("error", () => answer(false))
    return Effect.sync(() => socket.destroy())
  })

/** A process that was started: `words` is what it said before it failed. */
interface Attempt {
  state: "running" | "ended" | "failed"
  words: string
}

/** The descriptor on which the process says, to whoever started it, why it failed. */
export const wordsDescriptor = 3

const main = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url))

/** Starts the process on its own, so that it outlives this one. */
const startProcess = (home: Home, runnerHome: string): Attempt => {
  const size = statSync(home.log, { throwIfNoEntry: false })?.size ?? 0
  const log = openSync(home.log, size > longestLog ? "w" : "a", 0o600)
  // A small nursery: what passes through is short-lived, and by default it would take a hundred megabytes.
  const child = spawn(process.execPath, ["--max-semi-space-size=8", main, runnerHome], {
    detached: true,
    stdio: ["ignore", log, log, "pipe"]
  })
  closeSync(log)
  const attempt: Attempt = { state: "running", words: "" }
  const words = child.stdio[wordsDescriptor]
  if (words !== null && words !== undefined && "setEncoding" in words) {
    words.setEncoding("utf8")
    words.on("data", (piece: string) => {
      attempt.words += piece
    })
    words.on("error", () => {})
  }
  child.on("error", (error) => {
    attempt.state = "failed"
    attempt.words = error.message
  })
  // After "close" all its words have arrived.
  child.on("close", (code) => {
    attempt.state = code === 0 ? "ended" : "failed"
  })
  child.unref()
  if (words !== null && words !== undefined && "unref" in words && typeof words.unref === "function") {
    words.unref()
  }
  return attempt
}
