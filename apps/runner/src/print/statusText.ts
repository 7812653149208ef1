/**
 * How the assets stand, for people and for programs.
 *
 * @module
 */
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { PartitionStatus } from "@jobgraph/assets/Plan"
import type { Step } from "@jobgraph/assets/Run"
import * as State from "@jobgraph/assets/State"
import { counted, figure, timestamp } from "./format.ts"
import { instant, reasonOf } from "./json.ts"
import { table } from "./table.ts"

export interface StatusReport {
  readonly statuses: ReadonlyArray<PartitionStatus>
  /** By asset partition. */
  readonly attempts: ReadonlyMap<string, Step>
  /** By asset partition. */
  readonly currents: ReadonlyMap<string, Materialization>
  /** Stale asset partitions of older batches, which only run when they are named. */
  readonly olderStale: number
}

export const statusJson = ({ attempts, currents, olderStale, statuses }: StatusReport) => ({
  assets: statuses.map(({ asset, causes, partition, status }) => {
    const attempt = attempts.get(State.idOf(asset, partition))
    const current = currents.get(State.idOf(asset, partition))
    return {
      key: asset,
      partition,
      status,
      causes,
      ...(attempt === undefined ? {} : { lastAttempt: attemptJson(attempt) }),
      ...(current === undefined ? {} : { current: currentJson(current) })
    }
  }),
  olderStale
})

const attemptJson = ({ endedAt, error, runId, startedAt, status }: Step) => {
  const at = endedAt ?? startedAt
  return { runId, status, at: at === null ? null : instant(at), error }
}

const currentJson = ({ dataVersion, endedAt, metadata, rejected, rows, runId }: Materialization) => ({
  runId,
  at: instant(endedAt),
  dataVersion,
  metadata: { rows, rejected, ...metadata }
})

export const statusText = ({ attempts, currents, olderStale, statuses }: StatusReport): string => {
  const rows = statuses.map(({ asset, causes, partition, status }) => {
    const current = currents.get(State.idOf(asset, partition))
    const attempt = attempts.get(State.idOf(asset, partition))
    const failure = attempt?.error == null ? "" : `last attempt ${attempt.status}: ${attempt.error.message}`
    return [
      asset,
      partition ?? "",
      status,
      current === undefined ? "" : figure(current.rows),
      current === undefined ? "" : timestamp(current.endedAt),
      [reasonOf(causes), failure].filter((text) => text !== "").join("; ")
    ]
  })
  const lines = table(
    [
      { heading: "asset" },
      { heading: "partition" },
      { heading: "status" },
      { heading: "rows", align: "right" },
      { heading: "materialized" },
      { heading: "why" }
    ],
    rows
  )
  return [lines, ...next(statuses), ...older(olderStale)].join("\n\n")
}

const next = (statuses: ReadonlyArray<PartitionStatus>): ReadonlyArray<string> => {
  const due = statuses.filter(({ status }) => status !== "fresh").length
  return due === 0
    ? ["Everything shown is fresh."]
    : [`${counted(due, "asset partition")} to bring up to date: runner materialize --all`]
}

const older = (count: number): ReadonlyArray<string> =>
  count === 0
    ? []
    : [`${counted(count, "older asset partition")} stale too: they run only when named, with --partition`]
