/**
 * How far a run is, as its events and rows tell it. Pure: time comes from outside.
 *
 * @module
 */
import type { Event } from "@jobgraph/assets/Event"
import type { Plan } from "@jobgraph/assets/Plan"
import type { RowProgress } from "@jobgraph/assets/RowProgress"
import type { StepStatus } from "@jobgraph/assets/Run"
import * as State from "@jobgraph/assets/State"
import { AttemptFailed, decoded, StepEnded, StepStarted, StepWaiting } from "../print/eventData.ts"

export interface StepProgress {
  readonly asset: string
  readonly partition: string | null
  readonly status: StepStatus
  readonly attempt: number
  /** Of this attempt, or of the step once it has ended. */
  readonly rows: number | null
  /** When this attempt began. */
  readonly since: number | null
  /** Of the whole step, once it has ended. */
  readonly durationMs: number | null
  /** When the next attempt begins, while the step waits for it. */
  readonly until: number | null
  /** What there is to say: an error, or what is waited for. */
  readonly note: string
}

/** Steps in the order of the plan, by asset partition. */
export type RunProgress = ReadonlyMap<string, StepProgress>

/** The steps of a plan that would or might run, before any has begun. */
export const planned = ({ steps }: Plan): RunProgress =>
  new Map(
    steps
      .filter(({ action }) => action !== "skip")
      .map(({ asset, partition }) => [
        State.idOf(asset, partition),
        {
          asset,
          partition,
          status: "pending" as const,
          attempt: 0,
          rows: null,
          since: null,
          durationMs: null,
          until: null,
          note: ""
        }
      ])
  )

/** The progress after an event. */
export const afterEvent = (progress: RunProgress, { asset, at, data, kind, partition }: Event): RunProgress => {
  if (asset === null) {
    return progress
  }
  const change = changeOf(kind, at, data)
  return change === null ? progress : changed(progress, asset, partition, change)
}

/** The progress after rows were written. */
export const afterRows = (progress: RunProgress, { asset, partition, rows }: RowProgress): RunProgress =>
  changed(progress, asset, partition, { rows })

const changed = (
  progress: RunProgress,
  asset: string,
  partition: string | null,
  change: Partial<StepProgress>
): RunProgress => {
  const id = State.idOf(asset, partition)
  const before = progress.get(id)
  return before === undefined ? progress : new Map(progress).set(id, { ...before, ...change })
}

const changeOf = (kind: Event["kind"], at: number, data: Event["data"]): Partial<StepProgress> | null => {
  switch (kind) {
    case "StepStarted":
      return {
        status: "running",
        attempt: decoded(StepStarted, data).attempt,
        rows: null,
        since: at,
        until: null,
        note: ""
      }
    case "AttemptFailed":
      return { note: decoded(AttemptFailed, data).error.message }
    case "StepWaiting": {
      const { reason, waitMs } = decoded(StepWaiting, data)
      return { status: "waiting", since: null, until: waitMs === undefined ? null : at + waitMs, note: reason }
    }
    case "StepEnded": {
      const { attempts, durationMs, error, metadata, reason, status } = decoded(StepEnded, data)
      const rows = typeof metadata["rows"] === "number" ? metadata["rows"] : null
      const note = error?.message ?? (status === "materialized" ? "" : reason)
      return { status, attempt: attempts, rows, since: null, until: null, durationMs, note }
    }
    default:
      return null
  }
}
