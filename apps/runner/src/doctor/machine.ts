/**
 * What this machine gives: Node, the folder of everything that is kept, room on its disk.
 *
 * @module
 */
import { randomUUID } from "node:crypto"
import { constants } from "node:fs"
import { access, readdir, rm, stat, statfs, writeFile } from "node:fs/promises"
import * as path from "node:path"
import { Effect, Predicate } from "effect"
import { size } from "../print/format.ts"
import { type Finding, fail, ok, warn } from "./Finding.ts"

export const nodeFinding: Effect.Effect<Finding> = Effect.sync(() =>
  ok("node", `${process.version} on ${process.platform}`)
)

/** Less is too little for a day, and less than that for anything. */
const smallDisk = 1e9
const fullDisk = 1e8

/** The folder of RUNNER_HOME, or where it will be: may it be written, and is there room? Leaves nothing behind. */
export const homeFindings = Effect.fnUntraced(function* (home: string) {
  const folder = path.resolve(home)
  const nearest = yield* Effect.promise(() => nearestThatExists(folder))
  const isThere = nearest === folder
  const written = yield* Effect.exit(Effect.tryPromise(() => (isThere ? probe(folder) : assertCanHold(nearest))))
  const writable =
    written._tag === "Failure"
      ? fail(
          "home",
          `${folder} cannot be ${isThere ? "written" : "made"}`,
          "Let this user write there, or set RUNNER_HOME to another folder"
        )
      : ok("home", isThere ? `${folder} can be written` : `${folder} is not there yet; the first command makes it`)
  const free = yield* Effect.option(Effect.tryPromise(() => statfs(nearest)))
  return [writable, ...(free._tag === "Some" ? [diskFinding(free.value.bavail * free.value.bsize)] : [])]
})

export const diskFinding = (free: number): Finding => {
  const message = `${size(free)} free`
  const next = "Free some room: `runner gc --dry-run` shows what Jobgraph itself can give back"
  return free < fullDisk
    ? fail("disk", message, next)
    : free < smallDisk
      ? warn("disk", message, next)
      : ok("disk", message)
}

/** The path itself, or the first above it that is there. */
const nearestThatExists = async (file: string): Promise<string> => {
  const isThere = await stat(file).then(
    () => true,
    () => false
  )
  return isThere || path.dirname(file) === file ? file : nearestThatExists(path.dirname(file))
}

/** Fails unless folders can be made in it. */
const assertCanHold = async (folder: string): Promise<void> => {
  await readdir(folder)
  await access(folder, constants.W_OK)
}

/** Writes a file and removes it: rights alone do not say that a disk is read-only. */
const probe = async (folder: string): Promise<void> => {
  const file = path.join(folder, `.doctor-${randomUUID()}`)
  await writeFile(file, "")
  await rm(file)
}

/** The system's word for what went wrong, such as `EADDRINUSE`. */
export const codeOf = (error: unknown): string =>
  Predicate.hasProperty(error, "code") ? String(error.code) : "unknown"
