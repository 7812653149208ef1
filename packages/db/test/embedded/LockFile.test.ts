import { spawn } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { hostname, tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, assert, beforeEach, describe, it } from "@effect/vitest"
import { isRunning, ownIdentity, startOf } from "@jobgraph/assets/OwnerProcess"
import { Option } from "effect"
import { acquireLock, holderOf, renewLock } from "../../src/embedded/LockFile.ts"

let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jobgraph-lock-"))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const lockedBy = (number: number, holder: { pid: number; startedAt: string; host?: string }) =>
  writeFileSync(join(folder, `lock.${number}`), JSON.stringify({ host: hostname(), ...holder }))

describe("the lock of a folder", () => {
  it("is taken once, and names who took it", () => {
    assert.isTrue(Option.isNone(holderOf(folder)))
    assert.isTrue(acquireLock(folder))
    assert.isFalse(acquireLock(folder))
    assert.deepStrictEqual(holderOf(folder), Option.some(ownIdentity()))
  })

  it("is taken over from a process that is gone, and its file with it", () => {
    lockedBy(4, { pid: 2 ** 22 + 1, startedAt: "x" })
    assert.isTrue(acquireLock(folder))
    assert.deepStrictEqual(readdirSync(folder), ["lock.5"])
  })

  it("is taken over from another process with the same id", () => {
    lockedBy(1, { pid: process.pid, startedAt: "an earlier one" })
    assert.isTrue(acquireLock(folder))
  })

  it("is taken over where a crash of the machine left half of a file", () => {
    writeFileSync(join(folder, "lock.1"), '{"host":')
    assert.isTrue(acquireLock(folder))
  })

  it("is not taken from another machine as long as that one renews it", () => {
    lockedBy(1, { pid: process.pid, startedAt: "x", host: "elsewhere" })
    assert.isFalse(acquireLock(folder))
    const longAgo = new Date("2020-01-01")
    renewLock(folder, longAgo)
    assert.isTrue(acquireLock(folder))
  })

  it("is not taken from a living process, whatever older files lie about", () => {
    lockedBy(1, { pid: 2 ** 22 + 1, startedAt: "x" })
    lockedBy(3, ownIdentity())
    assert.isFalse(acquireLock(folder))
  })
})

describe("a process", () => {
  it("is known by its start, and gone when it has ended although nobody asked for its exit code", async () => {
    const child = spawn("sleep", ["30"])
    const pid = child.pid ?? 0
    const identity = { ...ownIdentity(), pid, startedAt: startOf(pid) ?? "" }
    assert.isTrue(isRunning(identity))
    assert.isFalse(isRunning({ ...identity, startedAt: "earlier" }))
    assert.isFalse(isRunning({ ...identity, host: "elsewhere" }))
    child.kill("SIGKILL")
    await new Promise((resolve) => child.on("close", resolve))
    assert.isFalse(isRunning(identity))
  })
})
