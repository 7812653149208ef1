import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { backupTables } from "../src/backup/backupTables.ts"
import type { Database } from "../src/Database.ts"
import { undoVersion } from "../src/Jobs.ts"
import { migrate, migrateTo, migrations } from "../src/Migrator.ts"
import { jobId } from "../src/testing/jobRow.ts"
import { kinds } from "./databases.ts"
import { query, target, titles } from "./jobs/fixtures.ts"

/** As an export before migration 11 left them: day 8 changed its own row, and waits beneath that of day 9. */
const before = `
  insert into jobs (job_id, job_title, salary_min, latitude, batch_id, batch_date, partition, version_id) values
    ('${jobId(1)}', 'now', 1.50, 0.1, 'batch 8', '2026-01-08', '2026-01-08/fr', 'version 8.2/fr'),
    ('${jobId(2)}', 'ninth', null, null, 'batch 9', '2026-01-09', '2026-01-09/fr', 'version 9.1/fr');
  insert into runner.job_version (version_id, partition) values
    ('version 8.1/fr', '2026-01-08/fr'), ('version 8.2/fr', '2026-01-08/fr'), ('version 9.1/fr', '2026-01-09/fr');
  insert into runner.job_history (version_id, job_id, partition, content)
    select 'version 8.2/fr', job_id, partition,
      to_jsonb(jobs) || '{"job_title": "then \\\\ \\"é\\"", "salary_min": 1.25, "version_id": "version 8.1/fr"}'
    from jobs where job_title = 'now';
  insert into runner.job_shadow (job_id, partition, batch_date, content)
    select job_id, '2026-01-08/fr', '2026-01-08', to_jsonb(jobs) ||
      '{"job_title": "eighth", "partition": "2026-01-08/fr", "batch_date": "2026-01-08", "version_id": "version 8.1/fr"}'
    from jobs where job_title = 'ninth';
  insert into runner.job_shadow (job_id, partition, batch_date, content)
    select job_id, '', null, to_jsonb(jobs) || '{"job_title": "by hand", "partition": null, "batch_date": null}'
    from jobs where job_title = 'ninth'`

/** Rows of the tables as a version has them, put in when the database is at it: what later ones find. */
const rowsOf: Readonly<Record<number, string>> = {
  1: `
    insert into jobs (job_id, job_title, skills_required, partition, version_id) values
      ('${jobId(11)}', 'kept', 'Python, SQL', '2026-01-07/fr', 'kept 1'), ('${jobId(12)}', 'by hand', null, null, null);
    insert into batch_runs (batch_id, batch_date, stage, status) values ('b', '2026-01-07', 'collect', 'success');
    insert into model_versions (model_version) values ('m')`,
  2: `
    insert into runner.job_shadow (job_id, partition, content)
      select job_id, '2026-01-06/fr', to_jsonb(jobs) || '{"partition": "2026-01-06/fr"}' from jobs where job_title = 'kept';
    insert into runner.job_history (version_id, job_id, partition, content)
      select 'kept 1', job_id, partition, to_jsonb(jobs) from jobs where job_title = 'kept';
    insert into runner.outside_change (partition) values ('2026-01-06/fr')`,
  3: `
    insert into runner.run (run_id, root_run_id, status, trigger, selection, partitions, owner, started_at)
      values ('r1', 'r1', 'success', 'manual', '*', '{2026-01-07/fr}', '{}', 1), ('r2', 'r2', 'running', 'manual', '*', '{}', '{}', 2);
    insert into runner.step (run_id, asset, partition, ordinal, status, reason, attempts, metadata)
      values ('r1', 'exported', '2026-01-07/fr', 1, 'materialized', '', 1, '{}');
    insert into runner.event (run_id, sequence, at, kind, data) values ('r1', 1, 1, 'run_started', '{}');
    insert into runner.materialization (id, asset, partition, run_id, is_refused, record) values
      ('kept 1', 'exported', '2026-01-07/fr', 'r1', false, '{}'),
      ('refused', 'raw', '2026-01-07/fr', 'r1', true, '{}'),
      ('raw 1', 'raw', '2026-01-07/fr', 'r1', false, '{"manifest": {"parts": [{"hash": "a"}], "rejects": [{"hash": "b"}]}}'),
      ('raw 2', 'raw', '2026-01-07/fr', 'r1', false, '{"manifest": {"parts": [{"hash": "a"}, {"hash": "a"}], "rejects": []}}');
    insert into runner.current_version values ('exported', '2026-01-07/fr', 'kept 1'), ('raw', '2026-01-07/fr', 'raw 2');
    insert into runner.claim (asset, partition, token, run_id, owner) values ('raw', '2026-01-07/fr', 3, 'r2', '{}');
    insert into runner.memory values ('raw', '', 'r2', 'page', '1');
    insert into runner.request (source, at) values ('adzuna', now())`,
  5: `
    insert into runner.service (id, url, owner, started_at, seen_at) values ('s', 'http://127.0.0.1', '{}', 1, 1);
    insert into runner.backfill values ('f', '2026-01-01', '2026-01-02', '*', null, 'running', 1);
    insert into runner.queue (run_id, state, request, trigger, selection, partitions, priority, pool, backfill_id, queued_at)
      values ('r3', 'queued', '{}', 'backfill', '*', '{}', 0, 'default', 'f', 1);
    insert into runner.schedule (name, looked_at) values ('daily', 1);
    insert into runner.tick values ('daily', 1, 'missed', null, '', 1)`,
  6: "insert into runner.hold values ('raw', '2026-01-05/fr', 'r1', 1)",
  8: `
    insert into runner.alert (kind, subject, message, opened_at) values ('quota', 'adzuna', '', 1);
    insert into runner.alert_delivery (alert_id, about, channel, state, due_at) select id, 'opened', 'log', 'sent', 1 from runner.alert`,
  9: "insert into runner.condemned_part values ('c', 1)"
}

/** How many rows each table has. */
const counts = Effect.gen(function* () {
  const tables = yield* backupTables
  const found = yield* Effect.forEach(tables, ({ name }) =>
    Effect.map(query<{ n: number }>(`select count(*)::int as n from ${name}`), ([row]) => [name, row?.n ?? 0] as const)
  )
  return new Map(found)
})

const statements = (text: string) =>
  Effect.forEach(text.split(";\n"), (statement) => query(statement), { discard: true })

for (const kind of kinds) {
  describe(`a migration of what is there (${kind.name})`, { timeout: 180_000 }, () => {
    const onEmpty = <A, E>(test: Effect.Effect<A, E, Database>) => Effect.provide(test, Layer.fresh(kind.empty))

    it.live("loses no row of any table, whichever version it begins at", () =>
      onEmpty(
        Effect.gen(function* () {
          const all = yield* migrations
          for (const { version } of all) {
            const before = version === 1 ? new Map<string, number>() : yield* counts
            yield* migrateTo(all.slice(0, version))
            const after = yield* counts
            for (const [table, rows] of before) {
              assert.isAtLeast(after.get(table) ?? 0, rows, `${table} after migration ${version}`)
            }
            yield* statements(rowsOf[version] ?? "select 1")
          }
          assert.deepStrictEqual(yield* query("select job_title, skills from jobs order by 1"), [
            { job_title: "by hand", skills: null },
            { job_title: "kept", skills: ["Python", "SQL"] }
          ])
          // What migrations made of what they found.
          assert.deepStrictEqual(yield* query("select run_id from runner.lease"), [{ run_id: "r2" }])
          assert.deepStrictEqual(yield* query("select id, previous_id from runner.materialization order by id"), [
            { id: "kept 1", previous_id: null },
            { id: "raw 1", previous_id: null },
            { id: "raw 2", previous_id: "raw 1" },
            { id: "refused", previous_id: null }
          ])
          assert.deepStrictEqual(yield* query("select version_id from runner.job_version"), [{ version_id: "kept 1" }])
          assert.deepStrictEqual(yield* query("select distinct mark from runner.run"), [{ mark: 4 }])
          assert.deepStrictEqual(yield* query("select hash, version_id from runner.part_reference order by 2, 1"), [
            { hash: "a", version_id: "raw 1" },
            { hash: "b", version_id: "raw 1" },
            { hash: "a", version_id: "raw 2" }
          ])
        })
      )
    )

    it.live("keeps claims that wait and that were, so that versions can be taken back", () =>
      onEmpty(
        Effect.gen(function* () {
          const all = yield* migrations
          yield* migrateTo(all.slice(0, 10))
          yield* statements(before)
          const applied = yield* Effect.all([migrate, migrate, migrate], { concurrency: "unbounded" })
          assert.strictEqual(applied.flat().length, all.length - 10)
          yield* undoVersion(target(8, 2))
          assert.deepStrictEqual(
            yield* query("select job_title, salary_min, latitude, version_id from jobs order by 1"),
            [
              { job_title: "ninth", salary_min: null, latitude: null, version_id: "version 9.1/fr" },
              { job_title: 'then \\ "é"', salary_min: 1.25, latitude: 0.1, version_id: "version 8.1/fr" }
            ]
          )
          yield* undoVersion(target(9))
          assert.deepStrictEqual((yield* titles).at(-1), { title: "eighth", partition: "2026-01-08/fr" })
          yield* undoVersion(target(8))
          assert.deepStrictEqual(yield* titles, [{ title: "by hand", partition: null }])
        })
      )
    )
  })
}
