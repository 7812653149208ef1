/**
 * This process as the owner of runs, and whether another owner still lives.
 *
 * @module
 */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { hostname } from "node:os"
import { Effect } from "effect"
import type { Owner } from "./Owner.ts"

/** This process. */
export const self: Effect.Effect<Owner> = Effect.map(startOf(process.pid), (startedAt) => ({
  host: hostname(),
  pid: process.pid,
  startedAt: startedAt ?? "unknown"
}))

/** Does the very process still run? One on another machine is taken to live: only a lease could tell. */
export const isAlive = (owner: Owner): Effect.Effect<boolean> =>
  owner.host === hostname()
    ? Effect.map(startOf(owner.pid), (startedAt) => startedAt !== null && startedAt === owner.startedAt)
    : Effect.succeed(true)

/**
 * When a process started, as the system says it; null where there is none. A zombie counts as gone.
 *
 * Synchronous, since it takes microseconds and must not let virtual time slip by in tests.
 */
function startOf(pid: number): Effect.Effect<string | null> {
  return Effect.try(() => (process.platform === "linux" ? linuxStart(pid) : psStart(pid))).pipe(
    Effect.orElseSucceed(() => null)
  )
}

/** Fields 3 (state) and 22 (start, in ticks since boot) of `/proc/PID/stat`, counted after the name in brackets. */
const linuxStart = (pid: number): string | null => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8")
  return fields[0] === "Z" || fields[19] === undefined ? null : `${boot.trim()}:${fields[19]}`
}

const psStart = (pid: number): string | null => {
  const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim()
  return started === "" ? null : started
}
