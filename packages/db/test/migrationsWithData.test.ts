import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
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

for (const kind of kinds) {
  describe(`a migration of what is there (${kind.name})`, { timeout: 60_000 }, () => {
    const onEmpty = <A, E>(test: Effect.Effect<A, E, Database>) => Effect.provide(test, Layer.fresh(kind.empty))

    it.live("keeps claims that wait and that were, so that versions can be taken back", () =>
      onEmpty(
        Effect.gen(function* () {
          const all = yield* migrations
          yield* migrateTo(all.slice(0, 10))
          for (const statement of before.split(";\n")) {
            yield* query(statement)
          }
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
