import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { makeRunner } from "./runner.ts"

const Rows = Schema.Array(Schema.Struct({ name: Schema.String, rows: Schema.Int }))
const Exported = Schema.Struct({
  file: Schema.String,
  rows: Schema.Int,
  bytes: Schema.Int,
  sampleLeftOut: Schema.Int
})
const Restored = Schema.Struct({ file: Schema.String, at: Schema.String, tables: Rows })

describe("runner export and runner db", () => {
  it.live(
    "write the ads to a file, and all tables to another that brings them back",
    () =>
      Effect.gen(function* () {
        const { home, json, query, run } = yield* makeRunner
        assert.strictEqual((yield* run("db", "migrate")).code, 0)
        yield* query(
          "insert into jobs (job_id, job_title, city) select gen_random_uuid(), '=title ' || n, 'Lyon' from generate_series(1, 3) n"
        )
        const file = join(home, "jobs.csv")
        const done = yield* json(Exported, "export", "--to", file, "--where", "city=lyon", "--where", "title~title 2")
        assert.deepInclude(done, { rows: 1, sampleLeftOut: 0 })
        assert.match(readFileSync(file, "utf8").split("\n")[1] ?? "", /^[0-9a-f-]{36},'=title 2,/)
        const wrong = yield* run("export", "--to", file, "--where", "town=lyon")
        assert.strictEqual(wrong.code, 2)
        assert.match(wrong.stderr, /There is no field "town"/)

        const marked = yield* run("export", "--to", join(home, "jobs.ndjson"), "--bom")
        assert.strictEqual(marked.code, 2)
        assert.match(marked.stderr, /--bom and --delimiter are for \.csv/)

        const backup = join(home, "backup.sql.gz")
        assert.strictEqual((yield* run("db", "backup", backup)).code, 0)
        yield* query("update jobs set job_title = 'changed', updated_at = now() + interval '1 minute'")
        const refused = yield* run("db", "restore", backup)
        assert.strictEqual(refused.code, 2)
        assert.match(refused.stderr, /say --force/)
        const { tables } = yield* json(Restored, "db", "restore", backup, "--force")
        assert.deepInclude(tables, { name: "public.jobs", rows: 3 })
        assert.deepStrictEqual(yield* query("select count(*)::int as n from jobs where job_title like '=title%'"), [
          { n: 3 }
        ])
        rmSync(backup)
        assert.strictEqual((yield* run("db", "restore", backup)).code, 2)
      }).pipe(Effect.scoped),
    240_000
  )

  it.live(
    "work when eight of them start at once on an empty home: one makes the tables, the others wait",
    () =>
      Effect.gen(function* () {
        const { query, run } = yield* makeRunner
        const outcomes = yield* Effect.all(
          Array.from({ length: 8 }, () => run("runs", "list", "--json")),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(
          outcomes.map(({ code, stderr, stdout }) => ({ code, stderr, runs: JSON.parse(stdout) })),
          outcomes.map(() => ({ code: 0, stderr: "", runs: { runs: [] } }))
        )
        const migrations = yield* query("select count(*)::int as n, max(version)::int as last from runner.migration")
        assert.strictEqual(migrations[0]?.n, migrations[0]?.last)
      }).pipe(Effect.scoped),
    240_000
  )
})
