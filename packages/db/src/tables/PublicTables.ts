/**
 * What people query: `jobs`, `batch_runs`, `model_versions`.
 *
 * @module
 */
import type { ColumnType, Generated, GeneratedAlways } from "kysely"
import type { DateColumn, Instant } from "./columns.ts"

export interface JobsTable {
  readonly job_id: string
  readonly job_title: string
  readonly company_name: string | null
  readonly location: string | null
  readonly posted_date: DateColumn | null
  readonly job_description: string | null
  readonly skills_required: string | null
  readonly salary_min: number | null
  readonly salary_max: number | null
  readonly has_salary: Generated<boolean>
  readonly has_skills: Generated<boolean>
  readonly url: string | null
  readonly source: string | null
  readonly search_query: string | null
  readonly data_quality_score: number | null
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly batch_id: string | null
  readonly language: string | null
  readonly country: string | null
  readonly country_code: string | null
  readonly city: string | null
  readonly district: string | null
  readonly department: string | null
  readonly region: string | null
  readonly is_remote: boolean | null
  readonly remote_share: number | null
  readonly salary_currency: string | null
  readonly salary_period: string | null
  readonly salary_stated_min: number | null
  readonly salary_stated_max: number | null
  readonly salary_is_predicted: boolean | null
  readonly salary_is_suspect: boolean | null
  readonly contract_type: string | null
  readonly working_time: string | null
  readonly category: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly batch_date: DateColumn | null
  readonly partition: string | null
  readonly version_id: string | null
  /** The words of `skills_required`. */
  readonly skills: GeneratedAlways<ReadonlyArray<string> | null>
}

export interface JobsView extends JobsTable {
  readonly days_since_posted: number | null
}

export type BatchStage = "collect" | "validate" | "enrich" | "vectorize" | "export"
export type BatchStatus = "in_progress" | "success" | "failed" | "cancelled" | "crashed" | "rolled_back"

export interface BatchRunsTable {
  readonly batch_id: string
  readonly batch_date: DateColumn
  readonly stage: BatchStage
  readonly status: BatchStatus
  readonly jobs_collected: Generated<number>
  readonly jobs_validated: Generated<number>
  readonly jobs_enriched: Generated<number>
  readonly jobs_vectorized: Generated<number>
  readonly jobs_inserted: Generated<number>
  readonly jobs_updated: Generated<number>
  readonly jobs_failed: Generated<number>
  readonly error_message: string | null
  readonly execution_time_seconds: number | null
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly run_id: string | null
}

export interface ModelVersionsTable {
  readonly model_version: string
  readonly model_type: Generated<string>
  readonly vectorizer_path: string | null
  readonly matrix_path: string | null
  readonly trained_on_jobs_count: number | null
  readonly feature_count: number | null
  readonly ngram_range: string | null
  readonly status: Generated<"active" | "archived">
  readonly created_by: string | null
  readonly created_at: Instant
  readonly updated_at: Instant
  /** Set by the database whenever the status becomes `active`: of several active models the last one counts. */
  readonly activated_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  readonly pinned: Generated<boolean>
  readonly run_id: string | null
  readonly data_version: string | null
  readonly metadata: ColumnType<unknown, string | undefined, string>
}
