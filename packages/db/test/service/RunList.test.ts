import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../../src/Database.ts"
import { list, type RunFilter } from "../../src/service/RunList.ts"
import { shared } from "../../src/testing/freshDatabase.ts"
import { kinds } from "../databases.ts"

/** Five runs, one an hour apart from 1,000; each second one by hand, and the third failed in its second step. */
const withRuns = Effect.gen(function* () {
  const { run } = yield* Database
  yield* run("runs", (db) =>
    sql`
      insert into runner.run (run_id, root_run_id, status, trigger, selection, partitions, owner, started_at, ended_at)
      select 'r' || n, 'r' || n, case n when 3 then 'failed' else 'success' end,
        case n % 2 when 0 then 'manual' else 'schedule:daily' end, '*', array['2026-01-0' || n || '/fr'], '{"host": "h", "pid": 1, "startedAt": "s"}',
        n * 1000, n * 1000 + 500
      from generate_series(1, 5) as n
    `.execute(db)
  )
  yield* run("steps", (db) =>
    sql`
      insert into runner.step (run_id, asset, partition, ordinal, status, reason, attempts, metadata, error)
      values ('r3', 'raw', '2026-01-03/fr', 0, 'materialized', '', 1, '{}', null),
        ('r3', 'validated', '2026-01-03/fr', 1, 'failed', '', 3, '{}',
          '{"tag": "CheckFailed", "message": "too few", "transient": false}'),
        ('r4', 'raw', '2026-01-04/fr', 0, 'materialized', '', 1, '{}', null)
    `.execute(db)
  )
})

const idsOf = (filter: Partial<RunFilter>) =>
  Effect.map(list({ limit: 10, ...filter }), (rows) => rows.map(({ run }) => run.runId))

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)

  describe(`runs to look through (${kind.name})`, { timeout: 180_000 }, () => {
    it.live.each<{ readonly by: string; readonly filter: Partial<RunFilter>; readonly found: ReadonlyArray<string> }>([
      { by: "nothing, newest first", filter: {}, found: ["r5", "r4", "r3", "r2", "r1"] },
      { by: "the moment from which on", filter: { from: 3_000 }, found: ["r5", "r4", "r3"] },
      { by: "the moment before which", filter: { to: 3_000 }, found: ["r2", "r1"] },
      { by: "both moments", filter: { from: 2_000, to: 4_001 }, found: ["r4", "r3", "r2"] },
      { by: "trigger and moment", filter: { trigger: "manual", from: 3_000 }, found: ["r4"] },
      { by: "status", filter: { status: "failed" }, found: ["r3"] },
      { by: "partition", filter: { partition: "2026-01-02/fr" }, found: ["r2"] },
      { by: "a day", filter: { partition: "2026-01-02" }, found: ["r2"] },
      { by: "some days", filter: { partition: "2026-01-02..2026-01-03" }, found: ["r3", "r2"] },
      { by: "a market", filter: { partition: "gb" }, found: [] },
      { by: "an asset among the steps", filter: { asset: "raw" }, found: ["r4", "r3"] },
      { by: "the run before it in the list", filter: { after: { startedAt: 3_000, runId: "r3" } }, found: ["r2", "r1"] }
    ])("are found by $by", ({ filter, found }) =>
      Effect.gen(function* () {
        yield* withRuns
        assert.deepStrictEqual(yield* idsOf(filter), found)
      }).pipe(Effect.provide(database.layer))
    )

    it.live("say how their steps ended, and the first error", () =>
      Effect.gen(function* () {
        yield* withRuns
        const [failed] = yield* list({ status: "failed", limit: 1 })
        assert.deepStrictEqual(failed?.steps, { materialized: 1, failed: 1 })
        assert.strictEqual(failed?.error?.asset, "validated")
      }).pipe(Effect.provide(database.layer))
    )
  })
}
