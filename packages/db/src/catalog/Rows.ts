/**
 * Between the catalog's records and its tables.
 *
 * @module
 */

import { Event } from "@jobgraph/assets/Event"
import { Materialization } from "@jobgraph/assets/Materialization"
import type { PartitionKey } from "@jobgraph/assets/Partitions"
import { Run, Step } from "@jobgraph/assets/Run"
import { Schema } from "effect"
import type { Insertable, Selectable } from "kysely"
import type { EventTable, MaterializationTable, RunTable, StepTable } from "../tables/CatalogTables.ts"

/** Keys of tables cannot be null; no partition has the empty name. */
export const toColumn = (partition: PartitionKey): string => partition ?? ""
export const fromColumn = (partition: string): PartitionKey => (partition === "" ? null : partition)

export const runRow = (run: Run): Insertable<RunTable> => ({
  run_id: run.runId,
  root_run_id: run.rootRunId,
  retry_of: run.retryOf,
  status: run.status,
  trigger: run.trigger,
  selection: run.selection,
  mode: run.mode,
  mark: run.mark,
  partitions: run.partitions,
  owner: JSON.stringify(run.owner),
  started_at: run.startedAt,
  ended_at: run.endedAt
})

/** What a step may change after it was created. */
export const stepContent = (step: Step) => ({
  status: step.status,
  reason: step.reason,
  attempts: step.attempts,
  changed: step.changed,
  data_version: step.dataVersion,
  metadata: JSON.stringify(step.metadata),
  error: step.error === null ? null : JSON.stringify(step.error),
  mark: step.mark,
  source: step.source === null ? null : JSON.stringify(step.source),
  started_at: step.startedAt,
  ended_at: step.endedAt
})

export const stepRow = (step: Step, ordinal: number): Insertable<StepTable> => ({
  run_id: step.runId,
  asset: step.asset,
  partition: toColumn(step.partition),
  ordinal,
  ...stepContent(step)
})

export const eventRow = (event: Event): Insertable<EventTable> => ({
  run_id: event.runId,
  sequence: event.sequence,
  at: event.at,
  kind: event.kind,
  asset: event.asset,
  partition: event.partition,
  data: JSON.stringify(event.data)
})

export const materializationRow = (version: Materialization, isRefused: boolean): Insertable<MaterializationTable> => ({
  id: version.id,
  asset: version.asset,
  partition: toColumn(version.partition),
  run_id: version.runId,
  is_refused: isRefused,
  record: JSON.stringify(version)
})

const decodeRun = Schema.decodeUnknownSync(Run)
const decodeStep = Schema.decodeUnknownSync(Step)
const decodeEvent = Schema.decodeUnknownSync(Event)
const decodeMaterialization = Schema.decodeUnknownSync(Materialization)

/** These throw on a row that this code could not have written. */
export const runOf = (row: Selectable<RunTable>): Run =>
  decodeRun({
    runId: row.run_id,
    rootRunId: row.root_run_id,
    retryOf: row.retry_of,
    status: row.status,
    trigger: row.trigger,
    selection: row.selection,
    mode: row.mode,
    mark: row.mark,
    partitions: row.partitions,
    owner: row.owner,
    startedAt: row.started_at,
    endedAt: row.ended_at
  })

export const stepOf = (row: Selectable<StepTable>): Step =>
  decodeStep({
    runId: row.run_id,
    asset: row.asset,
    partition: fromColumn(row.partition),
    status: row.status,
    reason: row.reason,
    attempts: row.attempts,
    changed: row.changed,
    dataVersion: row.data_version,
    metadata: row.metadata,
    error: row.error,
    mark: row.mark,
    source: row.source,
    startedAt: row.started_at,
    endedAt: row.ended_at
  })

export const eventOf = (row: Selectable<EventTable>): Event =>
  decodeEvent({
    runId: row.run_id,
    sequence: row.sequence,
    at: row.at,
    kind: row.kind,
    asset: row.asset,
    partition: row.partition,
    data: row.data
  })

export const materializationOf = (row: Pick<Selectable<MaterializationTable>, "record">): Materialization =>
  decodeMaterialization(row.record)
