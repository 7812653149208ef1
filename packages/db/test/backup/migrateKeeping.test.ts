import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { migrateKeeping } from "../../src/backup/migrateKeeping.ts"
import { restore } from "../../src/backup/restore.ts"
import type { Database } from "../../src/Database.ts"
import { migrateTo, migrations, version } from "../../src/Migrator.ts"
import { emptyLayer } from "../../src/testing/freshDatabase.ts"
import { jobId } from "../../src/testing/jobRow.ts"
import { query } from "../jobs/fixtures.ts"

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

const onEmpty = <A, E>(test: Effect.Effect<A, E, Database | NodeServices.NodeServices>) =>
  test.pipe(Effect.provide(Layer.fresh(Layer.mergeAll(emptyLayer, NodeServices.layer))))

describe("a migration of the embedded database", { timeout: 180_000 }, () => {
  it.live("keeps what was there in a file, the last one, whoever is first", () =>
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const all = yield* migrations
      const name = `before-migration-${all.length}.sql.gz`
      yield* onEmpty(
        Effect.gen(function* () {
          yield* migrateTo(all.slice(0, -1))
          yield* query(`insert into jobs (job_id, job_title) values ('${jobId(1)}', 'before')`)
          writeFileSync(join(folder, "before-migration-3.sql.gz"), "older")
          writeFileSync(join(folder, "log"), "of another kind")
          const applied = yield* Effect.all([migrateKeeping(folder), migrateKeeping(folder)], {
            concurrency: "unbounded"
          })
          assert.deepStrictEqual(
            applied.flat().map(({ version }) => version),
            [all.length]
          )
          assert.deepStrictEqual(readdirSync(folder), [name, "log"])
        })
      )
      yield* onEmpty(
        Effect.gen(function* () {
          yield* restore(join(folder, name), { force: false })
          assert.deepStrictEqual(yield* query("select job_title from jobs"), [{ job_title: "before" }])
        })
      )
    })
  )

  it.live("writes no file where there are no rows, and changes nothing where the file cannot be written", () =>
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      const all = yield* migrations
      yield* onEmpty(
        Effect.gen(function* () {
          yield* migrateTo(all.slice(0, -1))
          yield* query(`insert into jobs (job_id, job_title) values ('${jobId(1)}', 'before')`)
          const error = yield* Effect.flip(migrateKeeping(join(folder, "nowhere")))
          assert.strictEqual(error._tag, "BackupError")
          assert.strictEqual(yield* version, all.length - 1)
        })
      )
      yield* onEmpty(
        Effect.gen(function* () {
          assert.strictEqual((yield* migrateKeeping(folder)).length, all.length)
          assert.deepStrictEqual(yield* migrateKeeping(folder), [])
          assert.deepStrictEqual(readdirSync(folder), [])
        })
      )
    })
  )
})
