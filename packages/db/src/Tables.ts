/**
 * The tables as they stand after the last migration.
 *
 * @module
 */

import type {
  ClaimTable,
  CondemnedPartTable,
  CurrentVersionTable,
  EventTable,
  HoldTable,
  LeaseTable,
  MaterializationTable,
  MemoryTable,
  PartReferenceTable,
  RequestTable,
  RunTable,
  StepTable
} from "./tables/CatalogTables.ts"
import type { JobHistoryTable, JobShadowTable, JobVersionTable, OutsideChangeTable } from "./tables/ClaimTables.ts"
import type { BatchRunsTable, JobsTable, JobsView, ModelVersionsTable } from "./tables/PublicTables.ts"
import type {
  AlertDeliveryTable,
  AlertTable,
  BackfillTable,
  QueueTable,
  ScheduleTable,
  ServiceTable,
  TickTable
} from "./tables/ServiceTables.ts"

export interface Tables {
  readonly "public.jobs": JobsTable
  readonly "public.batch_runs": BatchRunsTable
  readonly "public.model_versions": ModelVersionsTable
  readonly "public.recent_jobs": JobsView
  readonly "public.complete_jobs": JobsView
  readonly "public.latest_batch_status": BatchRunsTable
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
