/**
 * The records of steps: how they begin, how they end, what events tell of them.
 *
 * @module
 */
import { Clock, Effect } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import type { Run, Step } from "../catalog/Run.ts"
import type { Failure } from "../definition/Classified.ts"
import type { PlanStep } from "../plan/Plan.ts"
import type { Materialization } from "../version/Materialization.ts"
import type { EventLog } from "./EventLog.ts"
import { persistently } from "./persistently.ts"
import { RunListener } from "./RunListener.ts"

/** The step before its turn; one that the plan skips has its end already. */
export const planned = (
  runId: string,
  { asset, partition, reason, skippedAs }: PlanStep,
  { mark = null, source = null }: Partial<Pick<Step, "mark" | "source">> = {}
): Step => ({
  runId,
  asset,
  partition,
  status: skippedAs === "held" ? "skipped" : (skippedAs ?? "pending"),
  reason,
  attempts: 0,
  changed: null,
  dataVersion: null,
  metadata: {},
  error: null,
  mark,
  source,
  startedAt: null,
  endedAt: null
})

/** The step once its version is published. */
export const published = (step: Step, version: Materialization): Step => ({
  ...step,
  status: "materialized",
  changed: version.changed,
  dataVersion: version.dataVersion,
  metadata: { rows: version.rows, rejected: version.rejected, ...version.metadata },
  endedAt: version.endedAt
})

/** The step once its last attempt has failed. */
export const failed = (step: Step, error: Failure): Step => ({
  ...step,
  status: error.tag === "Fenced" ? "fenced" : "failed",
  reason: error.message,
  error
})

/** The step once its run ends before it, whether it had begun or not. */
export const cancelled = (step: Step, reason: string): Step => ({ ...step, status: "cancelled", reason })

/** What an event tells of a step. */
export const eventData = ({ attempts, changed, endedAt, error, metadata, reason, startedAt, status }: Step) => ({
  status,
  reason,
  attempts,
  changed,
  error,
  metadata,
  durationMs: startedAt === null || endedAt === null ? 0 : endedAt - startedAt
})

/** Ends a step that publishes nothing: in the catalog, for the listener, in the events. */
export const end = Effect.fnUntraced(function* (
  { log, run }: { readonly log: EventLog; readonly run: Run },
  step: Step
) {
  const catalog = yield* Catalog
  const listener = yield* RunListener
  const last: Step = { ...step, endedAt: yield* Clock.currentTimeMillis }
  yield* persistently(catalog.saveStep(last))
  yield* persistently(listener.ended({ run, step: last }))
  yield* log.tell({ kind: "StepEnded", asset: step.asset, partition: step.partition, data: eventData(last) })
  return last
})
