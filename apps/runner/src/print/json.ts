/**
 * Results as JSON: shapes that other programs rely on, documented in `docs/json.md`.
 *
 * @module
 */
import type { RunResult } from "@jobgraph/assets/Materializer"
import type { PartitionStatus, Plan } from "@jobgraph/assets/Plan"
import type { Run, Step } from "@jobgraph/assets/Run"
import { DateTime } from "effect"

export const instant = (millis: number): string => DateTime.formatIso(DateTime.makeUnsafe(millis))

export const resultJson = ({ downstream, durationMs, partitions, runId, status, steps }: RunResult) => ({
  runId,
  status,
  partitions,
  durationMs,
  steps: steps.map(stepJson),
  downstream: downstream.map(({ asset, causes, partition, status }) => ({
    asset,
    partition,
    status,
    reason: reasonOf(causes)
  }))
})

export const stepJson = ({ endedAt, error, runId: _, startedAt, ...step }: Step) => ({
  ...step,
  durationMs: startedAt === null || endedAt === null ? 0 : endedAt - startedAt,
  ...(error === null ? {} : { error })
})

export const planJson = (plan: Plan) => ({
  steps: plan.steps.map(({ action, asset, causes, partition, reason }) => ({
    asset,
    partition,
    action,
    reason,
    causes
  }))
})

export const runJson = ({ endedAt, partitions, runId, selection, startedAt, status, trigger }: Run) => ({
  runId,
  status,
  startedAt: instant(startedAt),
  endedAt: endedAt === null ? null : instant(endedAt),
  partitions,
  trigger,
  selection
})

/** The causes as one sentence. */
export const reasonOf = (causes: PartitionStatus["causes"]): string => causes.map(({ detail }) => detail).join("; ")
