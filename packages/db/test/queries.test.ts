import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { onEach } from "./databases.ts"
import { query } from "./jobs/fixtures.ts"

/** Enough rows that a planner has a choice. */
const fill = Effect.gen(function* () {
  yield* query(`
    insert into jobs (job_id, job_title, company_name, location, posted_date, created_at, partition, skills_required)
    select
      gen_random_uuid(), 'title ' || n, 'company ' || n % 2000, 'city ' || n % 500, date '2020-01-01' + n % 2000,
      timestamptz '2020-01-01Z' + n % 2000 * interval '1 day', 'partition ' || n % 100,
      'Common, Skill ' || n % 300
    from generate_series(1, 20000) n`)
  yield* query(`
    insert into batch_runs (batch_id, batch_date, stage, status, created_at)
    select 'b' || n, date '2010-01-01' + n, 'collect', case when n % 50 = 0 then 'failed' else 'success' end,
      timestamptz '2010-01-01Z' + n * interval '1 day'
    from generate_series(1, 5000) n`)
  yield* query("analyze jobs, batch_runs")
})

/** Names of the indexes and "Seq Scan" where a plan reads a whole table. */
const accesses = (statement: string) =>
  Effect.map(query<{ "QUERY PLAN": string }>(`explain (costs off) ${statement}`), (lines) =>
    lines.flatMap(({ "QUERY PLAN": line }) => {
      const [, index = line.includes("Seq Scan") ? "Seq Scan" : ""] =
        /Scan (?:Backward )?(?:using|on) (\w+_\w+)/.exec(line) ?? []
      return index === "" ? [] : [index]
    })
  )

onEach("the queries of the specification and of the page", (it) => {
  it.effect("read no table as a whole where they ask for little of it", () =>
    Effect.gen(function* () {
      yield* fill
      const expected: ReadonlyArray<readonly [string, string]> = [
        ["select * from jobs where posted_date between '2022-01-03' and '2022-01-09'", "jobs_posted_date"],
        ["select posted_date, count(*) from jobs where posted_date >= '2025-06-10' group by 1", "jobs_posted_date"],
        ["select * from jobs where location = 'city 7'", "jobs_location"],
        ["select * from jobs where company_name = 'company 7'", "jobs_company_name"],
        ["select * from jobs where skills @> '{Skill 7}'", "jobs_skills"],
        ["select * from jobs where partition = 'partition 7' and job_title = 'x'", "jobs_partition"],
        ["select * from jobs where job_id = '550e8400-e29b-41d4-a716-446655440000'", "jobs_pkey"],
        [
          "select * from jobs where job_id > '550e8400-e29b-41d4-a716-446655440000' order by job_id limit 50",
          "jobs_pkey"
        ],
        [
          "delete from jobs where job_id in (select job_id from jobs where created_at >= '2025-06-20Z')",
          "jobs_created_at"
        ],
        ["select * from batch_runs where status = 'failed' order by created_at desc limit 10", "batch_runs_created_at"],
        ["select * from batch_runs where batch_date >= '2023-09-01'", "batch_runs_batch_date"],
        ["select * from batch_runs where batch_id = 'b7' and stage = 'export'", "batch_runs_pkey"]
      ]
      for (const [statement, index] of expected) {
        const found = yield* accesses(statement)
        assert.include(found, index, statement)
        assert.notInclude(found, "Seq Scan", statement)
      }
      // The test can fail: what no index serves is read as a whole.
      assert.deepStrictEqual(yield* accesses("select * from jobs where url = 'x'"), ["Seq Scan"])
    })
  )
})
