/**
 * What a place has come to: all that must not depend on how it got there.
 *
 * @module
 */

import { join } from "node:path"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import * as ArtifactStoreFiles from "@jobgraph/assets/ArtifactStoreFiles"
import { Effect } from "effect"
import type { Place, Row } from "./Place.ts"

/** Columns of `jobs` that say when or in which run a row was written. */
const byRun = "array['created_at', 'updated_at', 'batch_id', 'version_id']"

/** Rows of `jobs` with their history, versions, counts: what two ways to the same end have in common. */
export const finalState = Effect.fnUntraced(function* (place: Place) {
  const [jobs, history, waiting, versions, published, held, models, batches] = yield* place.query(
    `select (to_jsonb(jobs) - ${byRun})::text as row from jobs order by job_id`,
    `select (to_jsonb(history) - ${byRun} - 'replaced_by')::text as claim
     from runner.job_history history order by job_id, partition, 1`,
    `select (to_jsonb(shadow) - ${byRun} - 'claimed')::text as claim
     from runner.job_shadow shadow order by job_id, partition`,
    `select current.asset, current.partition, record->>'codeVersion' as code, record->>'configHash' as config,
       record->>'dataVersion' as data, record->>'rows' as rows, record->>'rejected' as rejected,
       record->>'inputs' as inputs, record->>'manifest' as manifest
     from runner.current_version current join runner.materialization on id = materialization_id
     order by current.asset, current.partition`,
    `select asset, partition, is_refused, rolled_back_at is not null as is_rolled_back, count(*)::int as versions,
       count(distinct record->>'dataVersion')::int as contents
     from runner.materialization group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    "select asset, partition from runner.hold order by 1, 2",
    `select status, pinned, trained_on_jobs_count, feature_count, data_version from model_versions order by status, data_version`,
    `select batch_date::text, stage, status, sum(jobs_collected)::int as collected, sum(jobs_validated)::int as validated,
       sum(jobs_enriched)::int as enriched, sum(jobs_vectorized)::int as vectorized, sum(jobs_inserted)::int as inserted,
       sum(jobs_updated)::int as updated, sum(jobs_failed)::int as failed
     from batch_runs where status in ('success', 'rolled_back') group by 1, 2, 3 order by 1, 2, 3`
  )
  return { jobs, history, waiting, versions, published, held, models, batches }
})

/** What must be nowhere once no run is going on, each with the rows that are there all the same. */
export const leftovers = Effect.fnUntraced(function* (place: Place) {
  const queries = {
    "claims that are held": "select asset, partition, run_id from runner.claim where run_id is not null",
    "runs that have not ended": "select run_id, status from runner.run where status in ('queued', 'running')",
    "steps that have not ended":
      "select run_id, asset, status from runner.step where status in ('pending', 'running', 'waiting')",
    "stages in progress": "select batch_id, stage from batch_runs where status = 'in_progress'",
    "leases of runs": "select run_id from runner.lease",
    "rows that are there twice": `
      select source, url, count(*)::int from jobs group by 1, 2 having count(*) > 1`,
    "changes from outside": "select partition from runner.outside_change",
    "memory of steps": "select asset, partition, key from runner.memory",
    "tables of an export": `
      select tablename from pg_tables where schemaname = 'runner' and tablename like 'job\\_%\\_%'`
  }
  const answers = yield* place.query(...Object.values(queries))
  const found = Object.keys(queries).map((name, index): readonly [string, ReadonlyArray<Row>] => [
    name,
    answers[index] ?? []
  ])
  return Object.fromEntries(found.filter(([, rows]) => rows.length > 0))
})

/** Reads every part of every current version, which verifies its hash. Dies of one that is missing or damaged. */
export const readAllParts = Effect.fnUntraced(function* (place: Place) {
  const [rows = []] = yield* place.query(
    `select distinct part->>'hash' as hash
     from runner.current_version join runner.materialization on id = materialization_id,
       json_array_elements(record->'manifest'->'parts') as part`
  )
  const hashes = rows.map(({ hash }) => String(hash))
  yield* Effect.flatMap(ArtifactStore, (store) => Effect.forEach(hashes, store.get)).pipe(
    Effect.provide(ArtifactStoreFiles.layer(join(place.home, "artifacts"))),
    Effect.orDie
  )
  return hashes.length
})
