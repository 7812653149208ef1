/**
 * The specification's monitoring queries, for people and for programs.
 *
 * @module
 */
import type * as BatchReports from "@jobgraph/db/service/BatchReports"
import type { ServiceLevel } from "../api/Batches.ts"
import { instant } from "./json.ts"
import { type Column, table } from "./table.ts"

export interface StatsReport {
  readonly current: ReadonlyArray<BatchReports.BatchRow>
  readonly successRate: ReadonlyArray<BatchReports.DaySuccess>
  readonly stageTimes: ReadonlyArray<BatchReports.StageTime>
  readonly serviceLevels: ReadonlyArray<ServiceLevel>
  readonly errors: ReadonlyArray<
    Pick<BatchReports.BatchRow, "batch_id" | "batch_date" | "stage" | "error_message" | "created_at">
  >
}

export const statsJson = ({ current, errors, serviceLevels, stageTimes, successRate }: StatsReport) => ({
  current: current.map((row) => ({
    stage: row.stage,
    status: row.status,
    batchDate: row.batch_date,
    jobsCollected: row.jobs_collected,
    jobsEnriched: row.jobs_enriched,
    jobsFailed: row.jobs_failed,
    executionTimeSeconds: row.execution_time_seconds
  })),
  successRate,
  stageTimes,
  serviceLevels: serviceLevels.map(({ points, ...level }) => ({ ...level, batches: points.length })),
  errors: errors.map((row) => ({
    batchId: row.batch_id,
    batchDate: row.batch_date,
    stage: row.stage,
    errorMessage: row.error_message,
    createdAt: instant(row.created_at.getTime())
  }))
})

const columns = (...names: ReadonlyArray<string>): ReadonlyArray<Column> =>
  names.map((name) => (name.startsWith(">") ? { heading: name.slice(1), align: "right" } : { heading: name }))

export const statsText = (report: StatsReport, width?: number): string => {
  const { current, errors, serviceLevels, stageTimes, successRate } = report
  if (current.length === 0) {
    return "There is no batch yet: `runner materialize --all` makes one."
  }
  return [
    `The batch of ${current[0]?.batch_date}`,
    table(
      columns("stage", "status", ">collected", ">enriched", ">failed", ">seconds"),
      current.map((row) => [
        row.stage,
        row.status,
        String(row.jobs_collected),
        String(row.jobs_enriched),
        String(row.jobs_failed),
        row.execution_time_seconds === null ? "" : String(row.execution_time_seconds)
      ]),
      width
    ),
    "Success rate of the last days",
    table(
      columns("batch date", ">stages", ">successful", ">rate"),
      successRate.map((row) => [row.batchDate, String(row.totalRuns), String(row.successful), `${row.successRate} %`]),
      width
    ),
    "Time of the stages, in seconds",
    table(
      columns("stage", ">runs", ">average", ">most", ">target", ">over alert"),
      stageTimes.map((row) => {
        const level = serviceLevels.find(({ stage }) => stage === row.stage)
        return [
          row.stage,
          String(row.runs),
          String(row.avgSeconds),
          String(row.maxSeconds),
          String(level?.target ?? ""),
          String(level?.overAlert ?? 0)
        ]
      }),
      width
    ),
    ...(errors.length === 0
      ? []
      : [
          "Recent errors",
          table(
            columns("batch date", "stage", "batch", "error"),
            errors.map((row) => [row.batch_date, row.stage, row.batch_id, row.error_message ?? ""]),
            width
          )
        ])
  ].join("\n\n")
}
