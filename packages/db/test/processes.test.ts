import { execFile } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as Connection from "../src/Connection.ts"
import { stop } from "../src/embedded/control.ts"
import { migrateTo, migrations, version } from "../src/Migrator.ts"
import { emptyServerLayer } from "../src/testing/freshDatabase.ts"
import { serverUrl } from "./databases.ts"
import { query, target } from "./jobs/fixtures.ts"

type Where = Readonly<Record<string, string>>

const temporaryHome = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-processes-"))),
  (folder) =>
    Effect.andThen(
      Effect.ignore(stop(folder)),
      Effect.promise(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
    )
)

const execute = promisify(execFile)
const inProcess = (where: Where, day: number, from: number, to: number) =>
  Effect.promise(() =>
    execute(process.execPath, [join(import.meta.dirname, "exportProcess.ts"), `${day}`, `${from}`, `${to}`], {
      env: { ...process.env, ...where }
    })
  )

/** Three processes that start at once on a database of an earlier version, two of them with the same ads. */
const suite = (where: Where) =>
  Effect.gen(function* () {
    const all = yield* migrations
    yield* migrateTo(all.slice(0, 5))
    yield* Effect.all([inProcess(where, 8, 1, 600), inProcess(where, 9, 600, 1), inProcess(where, 7, 400, 1_000)], {
      concurrency: "unbounded"
    })
    assert.strictEqual(yield* version, all.length)
    assert.deepStrictEqual(
      yield* query("select job_title, partition, count(*) as n from jobs group by 1, 2 order by 1"),
      [
        { job_title: "day 7", partition: target(7).partition, n: 400 },
        { job_title: "day 9", partition: target(9).partition, n: 600 }
      ]
    )
    assert.deepStrictEqual(
      yield* query("select partition, count(*) as n from runner.job_shadow group by 1 order by 1"),
      [
        { partition: target(7).partition, n: 201 },
        { partition: target(8).partition, n: 600 }
      ]
    )
  })

describe("processes that migrate and export at once", { timeout: 180_000 }, () => {
  it.live("end as if one had come after the other (embedded)", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const home = yield* temporaryHome
        const where = { RUNNER_HOME: home, DATABASE_URL: "" }
        yield* Effect.provide(suite(where), Layer.fresh(Connection.layerEmbedded(home)))
      })
    )
  )

  it.live.skipIf(serverUrl === null)("end as if one had come after the other (server)", () =>
    Effect.gen(function* () {
      const rows = yield* query<{ name: string }>("select current_database() as name")
      const url = Object.assign(new URL(serverUrl ?? ""), { pathname: `/${rows[0]?.name}` })
      yield* suite({ DATABASE_URL: url.href })
    }).pipe(Effect.provide(Layer.fresh(emptyServerLayer(serverUrl ?? ""))))
  )
})
