import { text } from "node:stream/consumers"
import { pipeline } from "node:stream/promises"
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { sql } from "kysely"
import { from as copyFrom, to as copyTo } from "pg-copy-streams"
import { Database } from "../src/Database.ts"
import { onEach } from "./databases.ts"
import { copyJobs, restoreJobs, statements } from "./specification.sql.ts"

const execute = (statement: string) =>
  Effect.flatMap(Database, (database) =>
    database.run("execute", (_, { connection }) => connection.query(statement).then(({ rows }) => rows))
  )

const copyIn = (statement: string, rows: string) =>
  Effect.flatMap(Database, (database) =>
    database.run("copy", (_, { connection }) => pipeline([rows], connection.query(copyFrom(statement))))
  )

const csvLine =
  '550e8400-e29b-41d4-a716-446655440000,Senior Data Engineer,TechCorp,Paris,2026-01-08,"Python, and ""SQL""","Python, SQL",60000,80000,true,true,https://example.com/1,adzuna,data engineer,0.95,2026-01-08 00:40:00+00,2026-01-08 00:40:00+00\n'

onEach("the specification's SQL", (it, kind) => {
  it.effect.each(statements.map((statement) => [statement.replace(/\s+/g, " ").slice(0, 90), statement] as const))(
    "runs: %s",
    ([, statement]) => Effect.asVoid(execute(statement))
  )

  it.effect("tells, for the newest batch date, what each stage came to last", () =>
    Effect.gen(function* () {
      yield* execute("delete from batch_runs")
      yield* execute(`
        insert into batch_runs (batch_id, batch_date, stage, status, jobs_collected, created_at) values
          ('old', '2026-01-07', 'collect', 'success', 1, '2026-01-09 00:00Z'),
          ('first', '2026-01-08', 'collect', 'failed', 2, '2026-01-08 00:30Z'),
          ('first', '2026-01-08', 'validate', 'success', 0, '2026-01-08 00:31Z'),
          ('retry', '2026-01-08', 'collect', 'success', 3, '2026-01-08 00:40Z')`)
      const expected = [
        { batch_id: "first", stage: "validate" },
        { batch_id: "retry", stage: "collect" }
      ]
      assert.deepStrictEqual(yield* execute("select batch_id, stage from latest_batch_status()"), expected)
      assert.deepStrictEqual(yield* execute("select batch_id, stage from latest_batch_status"), expected)
    })
  )

  it.effect.each(["archive first", "activate first"])("the last model to be activated counts: %s", (order) =>
    Effect.gen(function* () {
      yield* execute("delete from model_versions")
      yield* execute("insert into model_versions (model_version) values ('tfidf_v20260107_003000')")
      yield* execute("update model_versions set status = 'archived'")
      yield* execute("insert into model_versions (model_version) values ('tfidf_v20260108_003000')")
      const [archive = "", activate = ""] = statements.filter((statement) =>
        statement.includes("UPDATE model_versions")
      )
      const active = execute(
        "select model_version from model_versions where status = 'active' order by activated_at desc limit 1"
      )
      yield* execute(order === "archive first" ? archive : activate)
      yield* execute(order === "archive first" ? activate : archive)
      assert.deepStrictEqual(yield* active, [{ model_version: "tfidf_v20260107_003000" }])
    })
  )

  it.effect("shows recent and complete jobs with their age", () =>
    Effect.gen(function* () {
      yield* execute("delete from jobs")
      yield* execute(`
        insert into jobs (job_id, job_title, job_description, posted_date, skills_required, has_skills, has_salary) values
          (uuid_generate_v4(), 'recent and complete', 'text', current_date - 2, 'Python, SQL', true, true),
          (uuid_generate_v4(), 'recent', null, current_date - 7, '', false, true),
          (uuid_generate_v4(), 'old', 'text', current_date - 8, 'C++', true, true)`)
      assert.deepStrictEqual(
        yield* execute("select job_title, days_since_posted, skills from recent_jobs order by 2"),
        [
          { job_title: "recent and complete", days_since_posted: 2, skills: ["Python", "SQL"] },
          { job_title: "recent", days_since_posted: 7, skills: null }
        ]
      )
      assert.deepStrictEqual(yield* execute("select job_title from complete_jobs order by 1"), [
        { job_title: "old" },
        { job_title: "recent and complete" }
      ])
    })
  )

  it.effect("copies jobs in, out to a file, and back from it", () =>
    Effect.gen(function* () {
      const database = yield* Database
      yield* execute("delete from jobs")
      yield* copyIn(copyJobs, csvLine)
      const before = yield* execute("select * from jobs")
      assert.strictEqual(before.length, 1)
      const path = `/tmp/jobgraph_backup_${Math.random().toString(36).slice(2)}.csv`
      if (kind.name === "server") {
        yield* database.run("backup", (db) => sql.raw(`copy jobs to '${path}' with (format csv)`).execute(db))
        yield* execute("delete from jobs")
        yield* execute(restoreJobs(path))
      } else {
        // It has no files but its own: what psql's \copy does with the same words.
        const csv = yield* database.run("backup", (_, { connection }) =>
          text(connection.query(copyTo("copy jobs to stdout with (format csv)")))
        )
        yield* execute("delete from jobs")
        yield* copyIn(restoreJobs(path).replace(`'${path}'`, "stdin"), csv)
      }
      assert.deepStrictEqual(yield* execute("select * from jobs"), before)
    })
  )
})
