/**
 * The tables as they stand after the last migration.
 *
 * @module
 */
import type { ColumnType, Generated, GeneratedAlways } from "kysely"

export interface Tables {
  readonly jobs: JobsTable
  readonly batch_runs: BatchRunsTable
  readonly model_versions: ModelVersionsTable
  readonly recent_jobs: JobsView
  readonly complete_jobs: JobsView
  readonly latest_batch_status: BatchRunsTable
  readonly "runner.run": RunTable
  readonly "runner.step": StepTable
  readonly "runner.event": EventTable
  readonly "runner.materialization": MaterializationTable
  readonly "runner.current_version": CurrentVersionTable
  readonly "runner.hold": HoldTable
  readonly "runner.part_reference": PartReferenceTable
  readonly "runner.condemned_part": CondemnedPartTable
  readonly "runner.claim": ClaimTable
  readonly "runner.lease": LeaseTable
  readonly "runner.memory": MemoryTable
  readonly "runner.request": RequestTable
  readonly "runner.job_shadow": JobShadowTable
  readonly "runner.job_history": JobHistoryTable
  readonly "runner.job_version": JobVersionTable
  readonly "runner.outside_change": OutsideChangeTable
  readonly "runner.service": ServiceTable
  readonly "runner.backfill": BackfillTable
  readonly "runner.queue": QueueTable
  readonly "runner.schedule": ScheduleTable
  readonly "runner.tick": TickTable
  readonly "runner.alert": AlertTable
  readonly "runner.alert_delivery": AlertDeliveryTable
}

/** `2026-01-08` both ways. */
type DateColumn = string
/** Read as `Date`; written as `Date` or as text with an offset. */
type Instant = ColumnType<Date, Date | string | undefined, Date | string>
/** Read as the value; written as JSON text, because `pg` would make an array of PostgreSQL's out of one of ours. */
type Json = ColumnType<unknown, string, string>

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

export interface RunTable {
  readonly run_id: string
  readonly root_run_id: string
  readonly retry_of: string | null
  readonly status: string
  readonly trigger: string
  readonly selection: string
  readonly mode: Generated<string>
  readonly mark: Generated<number>
  readonly partitions: ReadonlyArray<string>
  readonly owner: Json
  readonly started_at: number
  readonly ended_at: number | null
}

export interface StepTable {
  readonly run_id: string
  readonly asset: string
  readonly partition: string
  readonly ordinal: number
  readonly status: string
  readonly reason: string
  readonly attempts: number
  readonly changed: boolean | null
  readonly data_version: string | null
  readonly metadata: Json
  readonly error: ColumnType<unknown, string | null, string | null>
  readonly mark: number | null
  readonly source: ColumnType<unknown, string | null, string | null>
  readonly started_at: number | null
  readonly ended_at: number | null
}

export interface EventTable {
  readonly run_id: string
  readonly sequence: number
  readonly at: number
  readonly kind: string
  readonly asset: string | null
  readonly partition: string | null
  readonly data: Json
}

export interface MaterializationTable {
  readonly id: string
  readonly asset: string
  readonly partition: string
  readonly run_id: string
  readonly is_refused: boolean
  readonly published: GeneratedAlways<number>
  readonly record: Json
  readonly previous_id: string | null
  readonly rolled_back_at: number | null
}

export interface CurrentVersionTable {
  readonly asset: string
  readonly partition: string
  readonly materialization_id: string
}

export interface HoldTable {
  readonly asset: string
  readonly partition: string
  readonly run_id: string
  readonly at: number
}

export interface PartReferenceTable {
  readonly hash: string
  readonly version_id: string
}

export interface CondemnedPartTable {
  readonly hash: string
  readonly at: number
}

export interface ClaimTable {
  readonly asset: string
  readonly partition: string
  readonly token: number
  readonly run_id: string | null
  readonly claimed_at: number | null
}

export interface LeaseTable {
  readonly run_id: string
  readonly expires_at: Instant
  readonly renewals: Generated<number>
  readonly cancelled_by: string | null
}

export interface MemoryTable {
  readonly asset: string
  readonly partition: string
  readonly root_run_id: string
  readonly key: string
  readonly value: Json
}

export interface RequestTable {
  readonly source: string
  readonly at: ColumnType<Date, Date | string, never>
  readonly requests: Generated<number>
}

export interface JobShadowTable {
  readonly job_id: string
  readonly partition: string
  readonly batch_date: DateColumn | null
  readonly claimed: GeneratedAlways<number>
  readonly content: Json
}

export interface JobHistoryTable {
  readonly version_id: string
  readonly job_id: string
  readonly partition: string
  readonly content: Json
}

export interface JobVersionTable {
  readonly version_id: string
  readonly partition: string
  readonly exported: GeneratedAlways<number>
}

export interface OutsideChangeTable {
  readonly partition: string
  readonly noticed_at: Instant
}

export interface ServiceTable {
  readonly id: string
  readonly url: string
  readonly owner: Json
  readonly started_at: number
  readonly seen_at: number
  readonly is_draining: Generated<boolean>
}

export interface BackfillTable {
  readonly id: string
  readonly from_date: DateColumn
  readonly to_date: DateColumn
  readonly selection: string
  readonly source: string | null
  readonly state: string
  readonly created_at: number
}

export interface QueueTable {
  readonly run_id: string
  readonly state: string
  readonly request: Json
  readonly trigger: string
  readonly selection: string
  readonly partitions: ReadonlyArray<string>
  readonly priority: number
  readonly pool: string
  readonly backfill_id: string | null
  readonly queued_at: number
  readonly service_id: string | null
  readonly claimed_until: number | null
  readonly is_cancelled: Generated<boolean>
  readonly outcome: string | null
  readonly reason: Generated<string>
  readonly ended_at: number | null
}

export interface ScheduleTable {
  readonly name: string
  readonly is_paused: Generated<boolean>
  readonly looked_at: number
}

export interface TickTable {
  readonly schedule: string
  readonly at: number
  readonly state: string
  readonly run_id: string | null
  readonly reason: string
  readonly noticed_at: number
}

export interface AlertTable {
  readonly id: GeneratedAlways<number>
  readonly kind: string
  readonly subject: string
  readonly message: string
  readonly run_id: string | null
  readonly opened_at: number
  readonly recovered_at: number | null
}

export interface AlertDeliveryTable {
  readonly alert_id: number
  readonly about: string
  readonly channel: string
  readonly state: string
  readonly attempts: Generated<number>
  readonly detail: Generated<string>
  readonly due_at: number
  readonly sent_at: number | null
}
