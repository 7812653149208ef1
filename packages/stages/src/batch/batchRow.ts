import type { Run, Step, StepStatus } from "@jobgraph/assets/Run"
import { type BatchStage, type CountColumn, countOf } from "./BatchStage.ts"

/** The counts and the state of one stage of a batch, as `batch_runs` shows them. */
export interface BatchRow {
  readonly status: "in_progress" | "success" | "failed" | "cancelled" | "crashed"
  readonly counts: Readonly<Record<CountColumn, number>>
  readonly error_message: string | null
  /** The stage's own time: from its first beginning to its last end, in each run of the chain that worked on it. */
  readonly execution_time_seconds: number
}

const unfinished: ReadonlySet<StepStatus> = new Set(["pending", "running", "waiting"])
const failed: ReadonlySet<StepStatus> = new Set(["failed", "fenced"])
const hasEndedWell: ReadonlySet<StepStatus> = new Set(["materialized", "unchanged", "fresh", "skipped", "superseded"])
const columns = [
  "jobs_collected",
  "jobs_validated",
  "jobs_enriched",
  "jobs_vectorized",
  "jobs_inserted",
  "jobs_updated",
  "jobs_failed"
] as const

/**
 * The row that a stage's steps add up to, over the markets of one batch date;
 * null while none of them was begun, and for good if none ever is.
 */
export const batchRow = (stage: BatchStage, run: Pick<Run, "status">, steps: ReadonlyArray<Step>): BatchRow | null => {
  const begun = steps.filter((step) => step.startedAt !== null)
  if (begun.length === 0) {
    return null
  }
  const broken = begun.find((step) => failed.has(step.status))
  const sum = (column: CountColumn) => begun.reduce((total, step) => total + countOf(stage, column, step.metadata), 0)
  return {
    status: statusOf(run, steps, broken),
    counts: Object.fromEntries(columns.map((column) => [column, sum(column)])) as Record<CountColumn, number>,
    error_message: broken === undefined ? null : errorMessage(broken),
    execution_time_seconds: [...Map.groupBy(begun, ({ runId }) => runId).values()].reduce(
      (sum, ofRun) => sum + secondsOf(ofRun),
      0
    )
  }
}

const secondsOf = (begun: ReadonlyArray<Step>): number => {
  const starts = begun.flatMap((step) => step.startedAt ?? [])
  const ends = begun.flatMap((step) => step.endedAt ?? [])
  return ends.length === 0 ? 0 : Math.max(0, Math.max(...ends) - Math.min(...starts)) / 1000
}

const statusOf = (
  run: Pick<Run, "status">,
  steps: ReadonlyArray<Step>,
  broken: Step | undefined
): BatchRow["status"] => {
  if (run.status === "crashed") {
    return steps.every(({ status }) => hasEndedWell.has(status)) ? "success" : "crashed"
  }
  if (steps.some((step) => unfinished.has(step.status))) {
    return "in_progress"
  }
  if (broken !== undefined) {
    return "failed"
  }
  return steps.some((step) => step.status === "cancelled") ? "cancelled" : "success"
}

const errorMessage = ({ asset, error, partition }: Step): string => {
  const where = partition === null ? asset : `${asset} ${partition}`
  return error === null ? `${where} failed` : `${where}: ${error.tag}: ${error.message}`
}
