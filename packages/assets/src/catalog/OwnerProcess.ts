/**
 * Which process, exactly: a process id is used again by the system, with its start time it is not.
 *
 * Synchronous, since it takes microseconds and must not let virtual time slip by in tests.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { hostname } from "node:os"
import { Effect, Option } from "effect"
import type { Owner } from "./Owner.ts"

/** This process. */
export const ownIdentity = (): Owner => ({
  host: hostname(),
  pid: process.pid,
  startedAt: startOf(process.pid) ?? "unknown"
})

/** Is it still the same living process? One on another machine, which cannot be seen from here, is not. */
export const isRunning = ({ host, pid, startedAt }: Owner): boolean => host === hostname() && startOf(pid) === startedAt

/** This process, as the owner of a run. */
export const self: Effect.Effect<Owner> = Effect.sync(ownIdentity)

/** Does the owner of a run still live? One on another machine is taken to: only a lease could tell. */
export const isAlive = (owner: Owner): Effect.Effect<boolean> =>
  Effect.sync(() => owner.host !== hostname() || isRunning(owner))

/** When a process started; undefined if there is none, or if it has ended and only its parent has not noticed yet. */
export const startOf = (pid: number): string | undefined =>
  process.platform === "linux" ? startFromProc(pid) : startFromPs(pid)

const startFromProc = (pid: number): string | undefined => {
  const stat = Option.getOrUndefined(readText(`/proc/${pid}/stat`))
  // The second field is the program's name in parentheses and may hold spaces and parentheses itself.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")
  const state = fields?.[0]
  if (state === undefined || state === "Z" || state === "X") {
    return undefined
  }
  // Ticks since the machine started, so the start of the machine belongs to it.
  return `${Option.getOrElse(readText("/proc/sys/kernel/random/boot_id"), () => "").trim()}:${fields?.[19]}`
}

const startFromPs = (pid: number): string | undefined => {
  const { stdout } = spawnSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
    encoding: "utf8",
    env: { LC_ALL: "C", PATH: "/bin:/usr/bin" }
  })
  const [state = "", ...start] = stdout.trim().split(/\s+/)
  return state === "" || state.startsWith("Z") ? undefined : start.join(" ")
}

const readText = Option.liftThrowable((path: string) => readFileSync(path, "utf8"))
