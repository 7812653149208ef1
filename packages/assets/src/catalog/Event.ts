import { Schema } from "effect"
import type { Run } from "./Run.ts"

/**
 * A transition of a run or of one of its steps.
 *
 * Events are numbered per run from 1 without gaps, by the run's one owner, and
 * only ever appended.
 */
export const Event = Schema.Struct({
  runId: Schema.String,
  sequence: Schema.Int,
  /** Milliseconds since 1970, UTC. */
  at: Schema.Finite,
  kind: Schema.Literals([
    "RunStarted",
    "StepStarted",
    "StepProgress",
    "AttemptFailed",
    "StepWaiting",
    "CheckEvaluated",
    "StepEnded",
    "OverThreshold",
    "Late",
    "TimedOut",
    "RunEnded",
    "RunRolledBack"
  ]),
  /** Null for events of the run itself. */
  asset: Schema.NullOr(Schema.String),
  partition: Schema.NullOr(Schema.String),
  data: Schema.JsonObject
})
export type Event = typeof Event.Type

/** What tells that a run crashed: its owner cannot. */
export const crashEvent = ({ endedAt, runId, startedAt, status }: Run, sequence: number): Event => ({
  runId,
  sequence,
  at: endedAt ?? startedAt,
  kind: "RunEnded",
  asset: null,
  partition: null,
  data: { status, durationMs: (endedAt ?? startedAt) - startedAt }
})

/** What tells that a run was rolled back: its owner ended long ago. */
export const rollbackEvent = (runId: string, at: number, sequence: number): Event => ({
  runId,
  sequence,
  at,
  kind: "RunRolledBack",
  asset: null,
  partition: null,
  data: {}
})
