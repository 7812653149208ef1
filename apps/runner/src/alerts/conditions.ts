/**
 * Which conditions hold that somebody should know of: the specification's four, freshness and quota. Pure.
 *
 * @module
 */
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { Step } from "@jobgraph/assets/Run"
import { nameOf } from "@jobgraph/assets/State"
import type { Condition, TimedOutRun, WorkingStep } from "@jobgraph/db/service/Alerts"
import { stageOf } from "@jobgraph/stages/batch/BatchStage"
import type { FreshnessReport } from "../service/freshness.ts"
import type { ServiceLevels, StageLevel } from "../settings/ServiceSettings.ts"

/** All kinds that are looked at. */
export const alertKinds = [
  "slow_stage",
  "stage_failed",
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
  /** The last attempt of each asset partition. */
  readonly attempts: ReadonlyArray<Step>
  readonly currents: ReadonlyArray<Materialization>
  readonly freshness: ReadonlyArray<FreshnessReport>
  readonly quota: ReadonlyArray<{ readonly name: string; readonly used: number; readonly limit: number }>
}

/** Failures and rejects of older batches are history, not news. */
export const newsMillis = 2 * 86_400_000

export const conditionsOf = (facts: Facts): ReadonlyArray<Condition> => [
  ...slowStages(facts),
  ...failedStages(facts),
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
    .filter(({ endedAt, status }) => status === "failed" && now - (endedAt ?? now) < newsMillis)
    .map(({ asset, error, partition, runId }) => ({
      kind: "stage_failed",
      subject: nameOf(asset, partition),
      message: `Stage ${title(asset)} failed with error: ${error?.message ?? "unknown"}`,
      runId
    }))

const errorRates = ({ currents, errorRate, now }: Facts): ReadonlyArray<Condition> =>
  currents.flatMap(({ asset, endedAt, partition, rejected, rows, runId }) => {
    const share = rejected === 0 ? 0 : rejected / (rows + rejected)
    return share <= errorRate || now - endedAt >= newsMillis
      ? []
      : [
          {
            kind: "high_error_rate",
            subject: nameOf(asset, partition),
            message: `Stage ${title(asset)}: ${Math.round(100 * share)}% records failed validation`,
            runId
          }
        ]
  })

/** The runs of schedules that take longer than a whole batch may. */
export const overdueRuns = ({ levels, now, working }: Pick<Facts, "levels" | "now" | "working">) =>
  [...new Map(working.map((step) => [step.runId, step])).values()].filter(
    ({ runStartedAt, trigger }) =>
      trigger.startsWith("schedule:") && now - runStartedAt > levels.total.targetSeconds * 1_000
  )

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
  freshness.flatMap(({ asset, lastAt, policy, state }) =>
    state !== "fail" || lastAt === null
      ? []
      : [
          {
            kind: "freshness",
            subject: asset,
            message: `Asset ${asset} is ${Math.round((now - lastAt) / 3_600_000)} hours old; it should be fresh ${policy}`,
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
