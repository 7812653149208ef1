/**
 * Results as JSON: shapes that other programs rely on, documented in `docs/reference/json.md`.
 *
 * @module
 */
import type { RunResult } from "@jobgraph/assets/Materializer"
import type { PartitionStatus } from "@jobgraph/assets/Plan"
import type { Run, Step } from "@jobgraph/assets/Run"
import * as State from "@jobgraph/assets/State"
import { DateTime } from "effect"
import type { PlanView } from "./planText.ts"
import { requestsJson } from "./requestsText.ts"

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

export const stepJson = ({
  endedAt,
  error,
  mark: _mark,
  runId: _runId,
  source: _source,
  startedAt,
  ...step
}: Step) => ({
  ...step,
  durationMs: startedAt === null || endedAt === null ? 0 : endedAt - startedAt,
  ...(error === null ? {} : { error })
})

export const planJson = ({ atWork, estimateOf, plan, requests }: PlanView) => ({
  steps: plan.steps.map((step) => {
    const { action, asset, causes, partition, reason, skippedAs } = step
    const runId = atWork.get(State.idOf(asset, partition))
    const estimate = action === "skip" ? null : estimateOf(step)
    return {
      asset,
      partition,
      action,
      ...(skippedAs === null ? {} : { skippedAs }),
      reason,
      causes,
      ...(estimate === null ? {} : { estimate }),
      ...(runId === undefined ? {} : { waitsFor: runId })
    }
  }),
  ...(requests === null ? {} : { requests: requestsJson(requests) })
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
