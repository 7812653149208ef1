/** Every complete SQL statement of the specification, as it stands there. COPY has a test of its own. */
export const statements: ReadonlyArray<string> = [
  `INSERT INTO batch_runs (batch_id, batch_date, stage, status, jobs_collected, execution_time_seconds, created_at)
VALUES (uuid_generate_v4(), CURRENT_DATE, 'collect', 'success', 245, 87, CURRENT_TIMESTAMP);`,
  `INSERT INTO batch_runs (batch_id, batch_date, stage, status, jobs_validated, execution_time_seconds)
VALUES (uuid_generate_v4(), CURRENT_DATE, 'validate', 'success', 231, 45);`,
  `INSERT INTO batch_runs (batch_id, batch_date, stage, status, jobs_enriched, execution_time_seconds)
VALUES (uuid_generate_v4(), CURRENT_DATE, 'enrich', 'success', 229, 156);`,
  `SELECT * FROM model_versions WHERE status = 'active';`,
  `INSERT INTO batch_runs (batch_id, batch_date, stage, status, jobs_vectorized, execution_time_seconds)
VALUES (uuid_generate_v4(), CURRENT_DATE, 'vectorize', 'success', 229, 234);`,
  `UPDATE batch_runs SET
  status = 'success',
  jobs_inserted = 198,
  jobs_updated = 31,
  jobs_failed = 0,
  execution_time_seconds = 512,
  updated_at = CURRENT_TIMESTAMP
WHERE batch_id = 'xxx-xxx-xxx-xxx' AND stage = 'export';`,
  `SELECT * FROM batch_runs
   WHERE status = 'failed'
   ORDER BY created_at DESC
   LIMIT 1;`,
  `-- Current batch status
SELECT stage, status, jobs_collected, jobs_enriched,
       jobs_failed, execution_time_seconds
FROM latest_batch_status();`,
  `-- Last 7 days success rate
SELECT
  batch_date,
  COUNT(*) as total_runs,
  COUNT(CASE WHEN status='success' THEN 1 END) as successful,
  ROUND(100.0 * COUNT(CASE WHEN status='success' THEN 1 END) / COUNT(*), 1) as success_rate
FROM batch_runs
WHERE batch_date >= CURRENT_DATE - INTERVAL '7 days'
GROUP BY batch_date
ORDER BY batch_date DESC;`,
  `-- Average time per stage (last 30 days)
SELECT stage,
  COUNT(*) as runs,
  ROUND(AVG(execution_time_seconds), 2) as avg_sec,
  MAX(execution_time_seconds) as max_sec
FROM batch_runs
WHERE status='success' AND batch_date >= CURRENT_DATE - INTERVAL '30 days'
GROUP BY stage
ORDER BY avg_sec DESC;`,
  `-- Recent errors
SELECT batch_id, batch_date, stage, error_message, created_at
FROM batch_runs
WHERE status='failed'
ORDER BY created_at DESC
LIMIT 10;`,
  `-- Delete records from today's batch run
DELETE FROM jobs
WHERE job_id IN (
  SELECT job_id FROM jobs
  WHERE created_at >= '2026-01-08 00:00:00'
);`,
  `-- Archive new model
UPDATE model_versions SET status='archived'
WHERE model_version='tfidf_v20260108_003000';`,
  `-- Reactivate previous model
UPDATE model_versions SET status='active'
WHERE model_version='tfidf_v20260107_003000';`
]

export const copyJobs = `COPY jobs (job_id, job_title, company_name, location, posted_date,
           job_description, skills_required, salary_min, salary_max,
           has_salary, has_skills, url, source, search_query,
           data_quality_score, created_at, updated_at)
FROM STDIN
WITH (FORMAT csv, DELIMITER ',');`

/** The path is a placeholder for one that the server can read. */
export const restoreJobs = (path: string) => `COPY jobs FROM '${path}' WITH (FORMAT csv);`
