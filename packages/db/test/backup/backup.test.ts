import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { backup } from "../../src/backup/backup.ts"
import { backupTables, publicTables } from "../../src/backup/backupTables.ts"
import { restore } from "../../src/backup/restore.ts"
import type { Database } from "../../src/Database.ts"
import * as Migrator from "../../src/Migrator.ts"
import { shared } from "../../src/testing/freshDatabase.ts"
import { jobId, jobRow } from "../../src/testing/jobRow.ts"
import { kinds } from "../databases.ts"
import { exportAll, query, target } from "../jobs/fixtures.ts"

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

const odd = 'tab\t line\n return\r slash\\ \\N \\. quote" é 🎉 שלום \u2028 \u0001'

/** Rows in every kind of table: jobs and their history, a run with its steps, a version, a model. */
const fill = Effect.gen(function* () {
  yield* exportAll(target(8), [
    jobRow({ job_id: jobId(1), job_title: odd, company_name: "", location: null, longitude: 0.1 + 0.2 }),
    jobRow({ job_id: jobId(2) })
  ])
  yield* exportAll(target(9), [jobRow({ job_id: jobId(2), job_title: "later", salary_min: 1e15 })])
  yield* query(`update jobs set job_title = 'by hand' where job_id = '${jobId(2)}'`)
  yield* query(`
    insert into runner.run (run_id, root_run_id, status, trigger, selection, partitions, owner, started_at, ended_at)
    values ('r1', 'r1', 'success', 'manual', '*', '{2026-01-08/fr,"a,b"}', '{"b": 1,  "a": [1.0]}', 1767830400000.25, null)`)
  yield* query(`
    insert into runner.step (run_id, asset, partition, ordinal, status, reason, attempts, metadata)
    values ('r1', 'raw', '', 1, 'materialized', '', 1, '{}')`)
  yield* query(`
    insert into runner.materialization (id, asset, partition, run_id, is_refused, record)
    values ('v1', 'raw', '', 'r1', false, '{}'), ('v2', 'raw', '', 'r1', true, '{}')`)
  yield* query("insert into runner.current_version values ('raw', '', 'v1')")
  yield* query("insert into model_versions (model_version, metadata) values ('m1', '{\"a\": 1}')")
})

/** Every row of every table, as text. */
const contents = Effect.gen(function* () {
  const tables = yield* backupTables
  return yield* Effect.forEach(tables, ({ name }) =>
    Effect.map(query<{ row: string }>(`select t::text as row from ${name} t order by 1`), (rows) => ({
      name,
      rows: rows.map(({ row }) => row)
    }))
  )
})

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)

  const inFolder = <A, E>(test: (folder: string) => Effect.Effect<A, E, Database | NodeServices.NodeServices>) =>
    Effect.gen(function* () {
      yield* fill
      return yield* test(yield* temporaryFolder)
    }).pipe(Effect.scoped, Effect.provide([database.layer, NodeServices.layer]))

  describe(`a backup (${kind.name})`, { timeout: 120_000 }, () => {
    it.live.each(["backup.sql", "backup.sql.gz"])("brings back what was there, exactly: %s", (name) =>
      inFolder((folder) =>
        Effect.gen(function* () {
          const before = yield* contents
          const path = join(folder, name)
          const { tables } = yield* backup(path, "everything")
          assert.deepStrictEqual(
            tables,
            before.map(({ name, rows }) => ({ name, rows: rows.length }))
          )
          assert.isAbove(before.filter(({ rows }) => rows.length > 0).length, 7)
          yield* query("delete from jobs; update model_versions set status = 'archived'; delete from runner.step")
          const restored = yield* restore(path, { force: true })
          assert.deepStrictEqual(restored.tables, tables)
          assert.deepStrictEqual(yield* contents, before)
          // Numbers that the database gives go on.
          yield* query(`
            insert into runner.materialization (id, asset, partition, run_id, is_refused, record)
            values ('v3', 'raw', '', 'r1', false, '{}')`)
          const [last] = yield* query("select id from runner.materialization order by published desc limit 1")
          assert.deepStrictEqual(last, { id: "v3" })
          assert.deepStrictEqual(readdirSync(folder), [name])
        })
      )
    )

    it.live("goes into any empty database, embedded or server", () =>
      inFolder((folder) =>
        Effect.gen(function* () {
          const before = yield* contents
          const path = join(folder, "backup.sql")
          yield* backup(path, "everything")
          for (const other of kinds) {
            yield* Effect.gen(function* () {
              yield* restore(path, { force: false })
              assert.deepStrictEqual(yield* contents, before)
              assert.strictEqual(yield* Migrator.version, (yield* Migrator.migrations).length)
            }).pipe(Effect.provide(Layer.fresh(other.empty)))
          }
        })
      )
    )

    it.live("is not restored over newer data, over other tables, when cut off, or when it is none", () =>
      inFolder((folder) =>
        Effect.gen(function* () {
          const path = join(folder, "backup.sql")
          yield* backup(path, "everything")
          const refusal = (force: boolean) =>
            Effect.map(Effect.flip(restore(path, { force })), (error) => error.message)
          yield* query("update jobs set updated_at = now() + interval '1 hour'")
          const before = yield* contents
          assert.match(
            yield* refusal(false),
            /the database is not empty, changed last at .*: say --force to lose what is in it/
          )

          const text = readFileSync(path, "utf8")
          truncateSync(path, Buffer.byteLength(text) - 10)
          assert.match(yield* refusal(true), /its end is missing/)
          writeFileSync(path, text.replace("COPY public.jobs (job_id", "COPY public.jobs (job_id; drop table x"))
          assert.match(yield* refusal(true), /which the database does not have/)
          writeFileSync(path, text.replace(/"schemaVersion":\d+/, '"schemaVersion":999'))
          assert.match(yield* refusal(true), /use the newer Jobgraph/)
          writeFileSync(path, text.replace(/"schemaVersion":\d+/, '"schemaVersion":1'))
          assert.match(yield* refusal(true), /restore it into an empty one/)
          writeFileSync(path, "job_id,job_title\n")
          assert.match(yield* refusal(true), /not a backup that `runner db backup` wrote/)
          rmSync(path)
          assert.include(yield* refusal(true), path)
          assert.deepStrictEqual(yield* contents, before)
        })
      )
    )

    it.live("is of one moment, while others write", () =>
      inFolder((folder) =>
        Effect.gen(function* () {
          const path = join(folder, "backup.sql")
          const rows = Array.from({ length: 2_000 }, (_, n) => jobRow({ job_id: jobId(100 + n) }))
          yield* Effect.all(
            [backup(path, "everything"), exportAll(target(10), rows), backup(`${path}.2`, "everything")],
            {
              concurrency: "unbounded"
            }
          )
          yield* restore(path, { force: true })
          const [found] = yield* query<{ n: number }>(`
            select count(*) as n from jobs where partition = '${target(10).partition}'`)
          assert.include([0, 2_000], found?.n)
        })
      )
    )

    it.live("as CSV is what the specification restores jobs from", () =>
      inFolder((folder) =>
        Effect.gen(function* () {
          const path = join(folder, "backup_2026-01-07.csv")
          const { tables } = yield* backup(path, "csv")
          assert.deepStrictEqual(tables, [{ name: "public.jobs", rows: 2 }])
          const before = yield* query("select * from jobs order by job_id")
          // The file that the embedded database wrote is read by a server, too.
          const server = kinds.find(({ name }) => name === "server")
          if (server !== undefined) {
            const found = yield* Effect.gen(function* () {
              spawnSync("chmod", ["-R", "a+rX", folder])
              yield* query(`copy jobs from '${path}' with (format csv)`)
              return yield* query("select * from jobs order by job_id")
            }).pipe(Effect.provide(Layer.fresh(server.layer)))
            assert.deepStrictEqual(found, before)
          }
          assert.include(readFileSync(path, "utf8"), jobId(1))

          const refused = yield* Effect.flip(restore(path, { force: false }))
          assert.match(refused.message, /jobs is not empty, it has 2 rows: say --force/)
          yield* query("update jobs set job_title = 'changed'; delete from runner.outside_change")
          const restored = yield* restore(path, { force: true })
          assert.deepStrictEqual(restored, { at: null, tables })
          assert.deepStrictEqual(yield* query("select * from jobs order by job_id"), before)
          assert.deepStrictEqual(yield* query("select partition from runner.outside_change order by 1"), [
            { partition: target(8).partition },
            { partition: target(9).partition }
          ])
          yield* query("delete from jobs")
          writeFileSync(path, readFileSync(path, "utf8").replace(jobId(1), "no id"))
          assert.match(
            (yield* Effect.flip(restore(path, { force: false }))).message,
            /invalid input syntax for type uuid/
          )
          assert.deepStrictEqual(yield* query("select * from jobs"), [])
          rmSync(path)
          assert.strictEqual((yield* Effect.flip(restore(path, { force: false })))._tag, "BackupError")
        })
      )
    )

    it.live("that cannot be written says so, and leaves nothing behind", () =>
      inFolder((folder) =>
        Effect.gen(function* () {
          writeFileSync(join(folder, "file"), "")
          const path = join(folder, "file", "backup.sql")
          assert.include((yield* Effect.flip(backup(path, "everything"))).message, path)
          assert.isFalse(existsSync(path))
        })
      )
    )

    it.live("has every table of ours", () =>
      inFolder(() =>
        Effect.gen(function* () {
          const names = yield* query<{ name: string }>(`
            select schemaname || '.' || tablename as name from pg_tables
            where schemaname in ('public', 'runner') and tablename <> 'migration'`)
          const saved = (yield* backupTables).map(({ name }) => name)
          assert.deepStrictEqual([...saved].sort(), names.map(({ name }) => name).sort())
          assert.includeMembers(
            saved,
            publicTables.map((name) => `public.${name}`)
          )
        })
      )
    )
  })
}
