/**
 * What the data of events holds, as far as it is shown.
 *
 * @module
 */
import type { Event } from "@jobgraph/assets/Event"
import { Materialization } from "@jobgraph/assets/Materialization"
import { StepError, StepStatus } from "@jobgraph/assets/Run"
import { Schema } from "effect"

export const RunEnded = Schema.Struct({
  status: Schema.String,
  durationMs: Schema.Finite,
  successRate: Schema.optionalKey(Schema.Finite)
})
/** Of `OverThreshold`, `Late` and `TimedOut`. */
export const TimeLimit = Schema.Struct({ limitMs: Schema.Finite })
export const StepStarted = Schema.Struct({ attempt: Schema.Int })
export const AttemptFailed = Schema.Struct({ attempt: Schema.Int, error: StepError, isLast: Schema.Boolean })
export const StepWaiting = Schema.Struct({ reason: Schema.String, waitMs: Schema.optionalKey(Schema.Finite) })
export const CheckEvaluated = Schema.Struct({ name: Schema.String, severity: Schema.String, message: Schema.String })
export const StepEnded = Schema.Struct({
  status: StepStatus,
  reason: Schema.String,
  attempts: Schema.Int,
  durationMs: Schema.Finite,
  error: Schema.NullOr(StepError),
  metadata: Materialization.fields.metadata
})
export type StepEnded = typeof StepEnded.Type

/** Events were written by this program; one that does not decode is a bug. */
export const decoded = <A>(schema: Schema.Codec<A, unknown>, data: Event["data"]): A =>
  Schema.decodeUnknownSync(schema)(data)
