/**
 * Runs, steps and events in the shapes of the API.
 *
 * @module
 */
import type { Event } from "@jobgraph/assets/Event"
import { type Step, StepError } from "@jobgraph/assets/Run"
import type { Entry } from "@jobgraph/db/service/Queue"
import type { RunRow } from "@jobgraph/db/service/RunList"
import { Option, Schema } from "effect"
import type * as Api from "../../api/RunAnswers.ts"
import { explanationOf } from "../../errors/catalogue.ts"
import { instant } from "../../print/json.ts"
import { timeOf } from "./assetStatus.ts"

const decodeError = Schema.decodeUnknownOption(StepError)

export const runView = ({ error, lastEvent, queuedAt, run, steps }: RunRow): Api.RunSummary => ({
  runId: run.runId,
  rootRunId: run.rootRunId,
  retryOf: run.retryOf,
  status: run.status,
  reason: null,
  trigger: run.trigger,
  selection: run.selection,
  partitions: run.partitions,
  queuedAt: timeOf(queuedAt),
  startedAt: instant(run.startedAt),
  endedAt: timeOf(run.endedAt),
  steps,
  error:
    error === null
      ? null
      : Option.match(decodeError(error.error), {
          onNone: () => null,
          onSome: (known) => ({ asset: error.asset, partition: error.partition, ...explained(known, run.runId) })
        }),
  version: lastEvent
})

/** An entry of the queue that has not become a run, or never did. */
export const entryView = (entry: Entry): Api.RunSummary => ({
  runId: entry.runId,
  rootRunId: entry.runId,
  retryOf: entry.request.retry?.runId ?? null,
  status: entry.state === "ended" ? endedAs(entry.outcome) : "queued",
  reason: whyNotBegun(entry),
  trigger: entry.trigger,
  selection: entry.selection,
  partitions: entry.partitions,
  queuedAt: instant(entry.queuedAt),
  startedAt: null,
  endedAt: timeOf(entry.endedAt),
  steps: {},
  error: null,
  version: 0
})

const whyNotBegun = ({ pool, reason, state }: Entry): string =>
  state === "queued" ? `it waits for a place in the pool ${pool}` : state === "claimed" ? "a service plans it" : reason

/** One that ended without a run found everything fresh, was cancelled, or could not be planned. */
const endedAs = (outcome: string | null): Api.RunSummary["status"] =>
  outcome === "nothing" || outcome === "success" ? "success" : outcome === "cancelled" ? "cancelled" : "failed"

export const stepView = (
  { endedAt, error, runId, startedAt, ...step }: Step,
  attemptList: ReadonlyArray<typeof Api.RunAttempt.Type>,
  late: boolean
): typeof Api.RunStep.Type => ({
  ...step,
  attemptList,
  error: error === null ? null : explained(error, runId),
  startedAt: timeOf(startedAt),
  endedAt: timeOf(endedAt),
  late
})

/** What `runner explain` says of an error, with the run that it befell in the commands. */
export const explained = (error: StepError, runId: string): Api.ExplainedError => {
  const { code = error.tag, means = "", next = [] } = explanationOf(error.tag) ?? {}
  return { ...error, code, means, next: next.map((text) => text.replaceAll(/\bRUN\b/g, runId)) }
}

export const eventView = (event: Event): Api.RunEvent => ({ ...event, at: instant(event.at) })
