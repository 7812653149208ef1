import { chmodSync, cpSync, globSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { canMount, diskOver, fill, remount } from "./disks.ts"
import type { Place } from "./Place.ts"
import { completes, day, place } from "./undisturbed.ts"

const artifactsOf = ({ home }: Place) => join(home, "artifacts")

/** Puts a disk of its own under the artifacts of a place. */
const withDisk = Effect.fnUntraced(function* (place: Place, size: string) {
  const folder = artifactsOf(place)
  const kept = mkdtempSync(join(tmpdir(), "jobgraph-artifacts-"))
  cpSync(folder, kept, { recursive: true })
  yield* diskOver(folder, size)
  cpSync(kept, folder, { recursive: true })
  rmSync(kept, { recursive: true })
  return folder
})

/** Runs the day, which must fail for good with this code of the system's, in words that name it. */
const failsWith = Effect.fnUntraced(function* (disturbed: Place, code: string) {
  const outcome = yield* disturbed.run(day)
  assert.strictEqual(outcome.code, 1, outcome.stderr)
  assert.match(outcome.stderr, new RegExp(`The artifact store could not \\w+ a part \\(${code}\\)`))
  assert.notMatch(outcome.stderr, /STATUS=waiting/)
  assert.deepStrictEqual(globSync("**/*.tmp", { cwd: artifactsOf(disturbed) }), [])
})

describe.skipIf(!canMount)("a disk for artifacts (as root, who may mount one)", () => {
  it.live("that is full fails the run for good, and leaves what a later one completes", () =>
    Effect.gen(function* () {
      const disturbed = yield* place("server")
      const folder = yield* withDisk(disturbed, "2m")
      const filler = fill(folder)
      yield* failsWith(disturbed, "ENOSPC")
      rmSync(filler)
      yield* completes(disturbed)
    })
  )

  it.live("that is read-only does so too", () =>
    Effect.gen(function* () {
      const disturbed = yield* place("server")
      const folder = yield* withDisk(disturbed, "2m")
      yield* remount(folder, "ro")
      yield* failsWith(disturbed, "EROFS")
      yield* remount(folder, "rw")
      yield* completes(disturbed)
    })
  )
})

describe.skipIf(userInfo().uid === 0)("a folder for artifacts (not as root, who may write anywhere)", () => {
  it.live("that may not be written to fails the run for good, and leaves what a later one completes", () =>
    Effect.gen(function* () {
      const disturbed = yield* place("server")
      const folders = ["", ...globSync("*", { cwd: artifactsOf(disturbed) })].map((name) =>
        join(artifactsOf(disturbed), name)
      )
      const change = (mode: number) => Effect.forEach(folders, (folder) => Effect.sync(() => chmodSync(folder, mode)))
      yield* Effect.acquireUseRelease(
        change(0o500),
        () => failsWith(disturbed, "EACCES"),
        () => change(0o700)
      )
      yield* completes(disturbed)
    })
  )
})
