/**
 * What the asset graph remembers: runs, versions, claims.
 *
 * @module
 */
import type { ColumnType, Generated, GeneratedAlways } from "kysely"
import type { Instant, Json } from "./columns.ts"

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
