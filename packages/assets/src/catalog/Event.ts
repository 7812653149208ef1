import { Schema } from "effect"

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
    "RunEnded"
  ]),
  /** Null for events of the run itself. */
  asset: Schema.NullOr(Schema.String),
  partition: Schema.NullOr(Schema.String),
  data: Schema.JsonObject
})
export type Event = typeof Event.Type
