import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { ArtifactStore } from "../../src/artifact/ArtifactStore.ts"
import * as ArtifactStoreFiles from "../../src/artifact/ArtifactStoreFiles.ts"
import { draftFolder, draftName } from "../../src/artifact/drafts.ts"

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "drafts-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

describe("drafts of parts", () => {
  it.live(
    "are removed when the process that wrote them is gone; those of living processes and other machines stay",
    () =>
      Effect.gen(function* () {
        const home = yield* folder
        const drafts = draftFolder(home)
        mkdirSync(drafts, { recursive: true })
        const own = draftName()
        const [host, , start, ...rest] = own.split(".")
        // No process has a number this great.
        const gone = [host, 2 ** 30, start, ...rest].join(".")
        const reused = [host, process.pid, "000000000000", ...rest].join(".")
        const elsewhere = ["000000000000", 2 ** 30, start, ...rest].join(".")
        for (const name of [own, gone, reused, elsewhere]) {
          writeFileSync(join(drafts, name), "half a part")
        }
        yield* Layer.build(ArtifactStoreFiles.layer(home))
        assert.deepStrictEqual(readdirSync(drafts).sort(), [elsewhere, own].sort())
      }).pipe(Effect.scoped)
  )

  it.live("are no parts, and become one or nothing", () =>
    Effect.gen(function* () {
      const home = yield* folder
      const store = yield* Effect.provide(ArtifactStore, ArtifactStoreFiles.layer(home))
      const hash = yield* store.put(Buffer.from("whole"))
      assert.isTrue(existsSync(join(home, ArtifactStoreFiles.pathOf(hash))))
      assert.deepStrictEqual(readdirSync(draftFolder(home)), [])
    }).pipe(Effect.scoped)
  )
})
