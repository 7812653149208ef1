import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { makeFolder } from "@jobgraph/assets/makeFolder"

const home = mkdtempSync(join(tmpdir(), "jobgraph-folder-"))
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe("makeFolder", () => {
  it("makes the folders that are missing, with their mode, and leaves those that are there", () => {
    const folder = join(home, "a", "b", "c")
    makeFolder(folder, 0o700)
    makeFolder(folder)
    assert.strictEqual(statSync(folder).mode & 0o777, 0o700)
  })

  it("throws where a file has the name of the folder", () => {
    writeFileSync(join(home, "file"), "")
    assert.throws(() => makeFolder(join(home, "file")), /EEXIST/)
    assert.throws(() => makeFolder(join(home, "file", "below")), /EEXIST|ENOTDIR/)
  })

  it.skipIf(!existsSync("/proc/self"))("throws, and ends, where no folder can ever be made", () => {
    assert.throws(() => makeFolder("/proc/jobgraph/home"), /ENOENT|EACCES|EPERM/)
  })
})
