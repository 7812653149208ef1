import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { writeManyAds } from "./manyAds.ts"

const ads = 100_000
/** What no process may pass, in kB of resident memory. */
const limit = 1024 * 1024

/** The process that holds the embedded database of a home now; undefined where none does. */
const databaseProcess = (home: string): number | undefined => {
  const folder = join(home, "database")
  const lock = existsSync(folder) ? readdirSync(folder).find((name) => name.startsWith("lock.")) : undefined
  const pid = lock === undefined ? null : /"pid":(\d+)/.exec(readFileSync(join(folder, lock), "utf8"))
  return pid === null ? undefined : Number(pid[1])
}

/** The most memory that a process has had resident, in kB; 0 where the system does not tell. */
const peakOf = (pid: number): number => {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))
    return Number(line?.[1] ?? 0)
  } catch {
    return 0
  }
}

describe("memory", { timeout: 900_000 }, () => {
  it.live(`stays under 1 GB in every process for ${ads} ads from a file`, () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const file = join(runner.home, "many.ndjson")
      yield* Effect.promise(() => writeManyAds(file, ads))
      const child = runner.start("materialize", "--all", "--source", file, "--partition", "2026-03-07/fr")
      const peaks = { runner: 0, database: 0 }
      const code = yield* Effect.callback<number | null>((resume) => {
        const timer = setInterval(() => {
          peaks.runner = Math.max(peaks.runner, peakOf(child.pid ?? 0))
          peaks.database = Math.max(peaks.database, peakOf(databaseProcess(runner.home) ?? 0))
        }, 250)
        child.on("close", (code) => {
          clearInterval(timer)
          resume(Effect.succeed(code))
        })
      })
      assert.strictEqual(code, 0)
      const rows = yield* runner.query("select count(*)::int as n from jobs")
      assert.deepStrictEqual(rows, [{ n: ads }])
      yield* Effect.logInfo(`peaks in MB: runner ${peaks.runner >> 10}, database ${peaks.database >> 10}`)
      assert.isBelow(peaks.runner, limit)
      assert.isBelow(peaks.database, limit)
    }).pipe(Effect.scoped)
  )
})
