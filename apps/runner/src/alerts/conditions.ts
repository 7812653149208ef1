/**
 * Which conditions hold that somebody should know of: the specification's four, freshness and quota. Pure.
 *
 * @module
 */
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { Step } from "@jobgraph/assets/Run"
import { nameOf } from "@jobgraph/assets/State"
import type { FailedRun, TimedOutRun, WorkingStep } from "@jobgraph/db/service/AlertFacts"
import type { Condition } from "@jobgraph/db/service/Alerts"
import { stageOf } from "@jobgraph/stages/batch/BatchStage"
import type { FreshnessReport } from "../service/freshness.ts"
import type { ServiceLevels, StageLevel } from "../settings/ServiceSettings.ts"

/** All kinds that are looked at. */
export const alertKinds = [
  "slow_stage",
  "slow_batch",
  "stage_failed",
  "run_failed",
  "high_error_rate",
  "pipeline_timeout",
  "freshness",
  "quota"
] as const

/** What is known at a time. */
export interface Facts {
  readonly now: number
  readonly levels: ServiceLevels
  /** The share of rejected records above which an asset has too many. */
  readonly errorRate: number
  readonly working: ReadonlyArray<WorkingStep>
  /** Scheduled runs that stopped because they took too long, and that nothing made good since. */
  readonly timedOut: ReadonlyArray<TimedOutRun>
  /** Scheduled runs that failed without a stage that did, and that nothing made good since. */
  readonly failedRuns: ReadonlyArray<FailedRun>
  /** The last attempt of each asset partition. */
  readonly attempts: ReadonlyArray<Step>
  readonly currents: ReadonlyArray<
    Pick<Materialization, "asset" | "endedAt" | "partition" | "rejected" | "rows" | "runId">
  >
  readonly freshness: ReadonlyArray<FreshnessReport>
  readonly quota: ReadonlyArray<{ readonly name: string; readonly used: number; readonly limit: number }>
}

/** Of older failures and rejects nobody is told any more; who was told is told as well when they are made good. */
export const newsMillis = 2 * 86_400_000

export const conditionsOf = (facts: Facts): ReadonlyArray<Condition> => [
  ...slowStages(facts),
  ...slowBatches(facts),
  ...failedStages(facts),
  ...failedRuns(facts),
  ...errorRates(facts),
  ...timeouts(facts),
  ...staleAssets(facts),
  ...emptyQuotas(facts)
]

const levelOf = (levels: ServiceLevels, asset: string): StageLevel | undefined => {
  const stage = stageOf(asset)?.stage
  return stage === undefined ? undefined : levels[stage]
}

/** `ENRICH`, as the specification writes it. */
const title = (asset: string): string => (stageOf(asset)?.stage ?? asset).toUpperCase()

/** `7m`, `45s`, as the specification writes it. */
const time = (seconds: number): string =>
  seconds >= 60 ? `${Math.round(seconds / 6) / 10}m` : `${Math.round(seconds)}s`

const slowStages = ({ levels, now, working }: Facts): ReadonlyArray<Condition> =>
  working.flatMap(({ asset, partition, runId, startedAt }) => {
    const level = levelOf(levels, asset)
    const seconds = startedAt === null ? 0 : (now - startedAt) / 1_000
    return level === undefined || seconds <= level.alertSeconds
      ? []
      : [
          {
            kind: "slow_stage",
            subject: `${nameOf(asset, partition)} ${runId}`,
            message: `Stage ${title(asset)} exceeded SLA (${time(seconds)} > ${time(level.alertSeconds)})`,
            runId
          }
        ]
  })

const failedStages = ({ attempts, now }: Facts): ReadonlyArray<Condition> =>
  attempts
    .filter(({ status }) => status === "failed")
    .map(({ asset, endedAt, error, partition, runId }) => ({
      kind: "stage_failed",
      subject: nameOf(asset, partition),
      message: `Stage ${title(asset)} failed with error: ${error?.message ?? "unknown"}`,
      runId,
      isNews: now - (endedAt ?? now) < newsMillis
    }))

const failedRuns = ({ failedRuns: runs }: Facts): ReadonlyArray<Condition> =>
  runs.map(({ outcome, reason, runId, schedule }) => ({
    kind: "run_failed",
    subject: runId,
    message: `The run of schedule ${schedule} ${outcome}${reason === "" ? "" : `: ${reason}`}`,
    runId
  }))

const errorRates = ({ currents, errorRate, now }: Facts): ReadonlyArray<Condition> =>
  currents.flatMap(({ asset, endedAt, partition, rejected, rows, runId }) => {
    const share = rejected === 0 ? 0 : rejected / (rows + rejected)
    return share <= errorRate
      ? []
      : [
          {
            kind: "high_error_rate",
            subject: nameOf(asset, partition),
            message: `Stage ${title(asset)}: ${Math.round(100 * share)}% records failed validation`,
            runId,
            isNews: now - endedAt < newsMillis
          }
        ]
  })

/** The runs of schedules that work for longer than so many seconds. */
const batchesOver = (seconds: number, { now, working }: Pick<Facts, "now" | "working">) =>
  [...new Map(working.map((step) => [step.runId, step])).values()].filter(
    ({ runStartedAt, trigger }) => trigger.startsWith("schedule:") && now - runStartedAt > seconds * 1_000
  )

/** The runs of schedules that take longer than a whole batch may. */
export const overdueRuns = (facts: Pick<Facts, "levels" | "now" | "working">) =>
  batchesOver(facts.levels.total.targetSeconds, facts)

/** While there is time to do something about it. One that was stopped for it did not get faster. */
const slowBatches = (facts: Facts): ReadonlyArray<Condition> => {
  const { alertSeconds } = facts.levels.total
  const slow = [...batchesOver(alertSeconds, facts), ...facts.timedOut].map(({ runId }) => runId)
  return [...new Set(slow)].map((runId) => ({
    kind: "slow_batch",
    subject: runId,
    message: `Batch pipeline exceeded its alert threshold (${time(alertSeconds)})`,
    runId,
    isNews: !facts.timedOut.some((run) => run.runId === runId)
  }))
}

/** A run stops by itself when its time is over, mostly before anybody looks: so those that did count too. */
const timeouts = (facts: Facts): ReadonlyArray<Condition> => {
  const limitMs = facts.levels.total.targetSeconds * 1_000
  const overdue = overdueRuns(facts).map(({ runId }) => ({ runId, limitMs }))
  const late = new Map([...overdue, ...facts.timedOut].map((run) => [run.runId, run]))
  return [...late.values()].map(({ limitMs, runId }) => ({
    kind: "pipeline_timeout",
    subject: runId,
    message: `Batch pipeline exceeded ${Math.round(limitMs / 60_000)}-minute SLA`,
    runId
  }))
}

const staleAssets = ({ freshness, now }: Facts): ReadonlyArray<Condition> =>
  freshness.flatMap(({ asset, due, lastAt, policy, state }) =>
    state !== "fail" || due === null || now <= due
      ? []
      : [
          {
            kind: "freshness",
            subject: asset,
            message:
              lastAt === null
                ? `Asset ${asset} was never made, though a schedule was due; it should be fresh ${policy}`
                : `Asset ${asset} is ${Math.round((now - lastAt) / 3_600_000)} hours old; it should be fresh ${policy}`,
            runId: null
          }
        ]
  )

const emptyQuotas = ({ quota }: Facts): ReadonlyArray<Condition> =>
  quota
    .filter(({ limit, name, used }) => name !== "minute" && used >= limit)
    .map(({ limit, name }) => ({
      kind: "quota",
      subject: `adzuna ${name}`,
      message: `The quota of ${limit} requests a ${name} to Adzuna is used up`,
      runId: null
    }))
