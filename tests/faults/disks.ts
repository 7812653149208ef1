/**
 * Small disks, to be filled up or made read-only.
 *
 * @module
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import { Effect, Result } from "effect"

const mount = (...words: ReadonlyArray<string>) => execFileSync("mount", [...words], { stdio: "pipe" })
const unmount = (folder: string) => execFileSync("umount", [folder], { stdio: "pipe" })

/** May this user mount disks? Only root may, and not in every container. */
export const canMount: boolean =
  process.platform === "linux" &&
  userInfo().uid === 0 &&
  Result.isSuccess(
    Result.try(() => {
      const folder = mkdtempSync(join(tmpdir(), "jobgraph-disk-"))
      mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", folder)
      unmount(folder)
      rmSync(folder, { recursive: true })
    })
  )

/** Puts a disk of a size over a folder, until the scope ends. */
export const diskOver = (folder: string, size: string) =>
  Effect.acquireRelease(
    Effect.sync(() => mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder)),
    () => Effect.sync(() => unmount(folder))
  )

/** Makes the disk over a folder read-only, or writable again. */
export const remount = (folder: string, access: "ro" | "rw") =>
  Effect.sync(() => mount("-o", `remount,${access}`, folder))

/** Fills the disk of a folder with a file, whose name is answered, but for a few bytes. */
export const fill = (folder: string): string => {
  const file = join(folder, "filler")
  writeFileSync(file, "")
  for (const size of [65_536, 4_096]) {
    while (Result.isSuccess(Result.try(() => writeFileSync(file, Buffer.alloc(size), { flag: "a" })))) {
      // Until it is full.
    }
  }
  return file
}
