/**
 * What lies beneath the rows of `jobs`.
 *
 * @module
 */
import type { GeneratedAlways } from "kysely"
import type { Instant } from "./columns.ts"
import type { JobsTable } from "./PublicTables.ts"

/** What a partition says of an ad: a row of `jobs` that waits, or that was. */
type Claim = Omit<JobsTable, "skills" | "partition"> & { readonly partition: string }

export interface JobShadowTable extends Claim {
  readonly claimed: GeneratedAlways<number>
}

export interface JobHistoryTable extends Claim {
  /** The version after which the partition did not say it any more. */
  readonly replaced_by: string
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
