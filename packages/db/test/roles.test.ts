import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { Database } from "../src/Database.ts"
import { jobId } from "../src/testing/jobRow.ts"
import { onEach } from "./databases.ts"
import { query } from "./jobs/fixtures.ts"

onEach("a role with rights on jobs alone", (it) => {
  it.effect.each(["update jobs set job_title = 'edited'", "delete from jobs", "truncate jobs"])(
    "changes rows, which is noted: %s",
    (statement) =>
      Effect.gen(function* () {
        const database = yield* Database
        const noted = yield* Effect.flip(
          database.transaction(
            Effect.gen(function* () {
              yield* query(`
                insert into jobs (job_id, job_title, partition) values ('${jobId(1)}', 'title', '2026-01-08/fr')`)
              yield* query("delete from runner.outside_change")
              yield* query("create role jobgraph_analyst")
              yield* query("grant select, insert, update, delete, truncate on jobs to jobgraph_analyst")
              yield* query("set local role jobgraph_analyst")
              yield* query(statement)
              yield* query("set local role none")
              // Ends in a rollback, so that the role is gone.
              return yield* Effect.fail(yield* query("select partition from runner.outside_change"))
            })
          )
        )
        assert.deepStrictEqual(noted, [{ partition: "2026-01-08/fr" }])
      })
  )
})
