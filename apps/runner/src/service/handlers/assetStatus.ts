/**
 * How the assets stand, as the page shows them.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Hold from "@jobgraph/assets/Hold"
import { keyParts } from "@jobgraph/assets/Partitions"
import type { PartitionStatus } from "@jobgraph/assets/Plan"
import * as Planner from "@jobgraph/assets/Planner"
import * as State from "@jobgraph/assets/State"
import * as AlertFacts from "@jobgraph/db/service/AlertFacts"
import { stageOf } from "@jobgraph/stages/batch/BatchStage"
import { graph } from "@jobgraph/stages/pipeline"
import { Clock, Effect, Option } from "effect"
import type * as Api from "../../api/AssetAnswers.ts"
import { reportOf } from "../../command/status.ts"
import { instant } from "../../print/json.ts"
import type { StatusReport } from "../../print/statusText.ts"
import type { StageLevel } from "../../settings/ServiceSettings.ts"
import type { Settings } from "../../settings/Settings.ts"
import { type FreshnessReport, freshnessOf } from "../freshness.ts"
import { Project } from "../Project.ts"
import { hintsOf } from "./assetHints.ts"
import { currentView } from "./assetViews.ts"

interface StatusQuery {
  readonly selection?: string
  readonly partition?: string
}

/** The asset partitions that `runner status` shows, by asset. */
export const statusOf = Effect.fnUntraced(function* ({ partition, selection }: StatusQuery) {
  const { settings } = yield* Project
  const report = yield* reportOf(
    {
      selection: selection === undefined || selection.trim() === "" ? [] : [selection],
      partition: Option.fromUndefinedOr(partition)
    },
    settings
  )
  const now = yield* Clock.currentTimeMillis
  const working = new Map(
    (yield* AlertFacts.workingSteps).map((step) => [State.idOf(step.asset, step.partition), step.startedAt])
  )
  const freshness = freshnessOf(settings.freshness, [...report.currents.values()], now)
  const byAsset = Map.groupBy(report.statuses, ({ asset }) => asset)
  return graph.assets.flatMap(({ key }): ReadonlyArray<Api.AssetStatus> => {
    const statuses = byAsset.get(key)
    const around = { report, working, now, level: levelOf(settings, key), freshness: byKey(freshness, key) }
    return statuses === undefined ? [] : [assetStatus(key, statuses, around)]
  })
})

const byKey = (freshness: ReadonlyArray<FreshnessReport>, key: string) => freshness.find(({ asset }) => asset === key)

const levelOf = ({ serviceLevels }: Settings, key: string): StageLevel | undefined => {
  const stage = stageOf(key)?.stage
  return stage === undefined ? undefined : serviceLevels[stage]
}

interface Around {
  readonly report: StatusReport
  /** The asset partitions that some run works on, and since when. */
  readonly working: ReadonlyMap<string, number | null>
  readonly now: number
  readonly level: StageLevel | undefined
  readonly freshness: FreshnessReport | undefined
}

const assetStatus = (key: string, statuses: ReadonlyArray<PartitionStatus>, around: Around): Api.AssetStatus => {
  const { freshness, report, working } = around
  const partitions = statuses.map((status) => partitionState(status, around))
  const shown = statuses.map(({ partition }) => State.idOf(key, partition))
  const currents = shown.flatMap((id) => report.currents.get(id) ?? [])
  const attempts = shown.flatMap((id) => report.attempts.get(id) ?? [])
  const [last] = [...currents].sort((a, b) => b.endedAt - a.endedAt)
  const checks = currents.flatMap((version) => version.checks)
  const count = (isIt: (each: typeof Api.PartitionState.Type) => boolean) => partitions.filter(isIt).length
  const counts = {
    fresh: count(({ status }) => status === "fresh"),
    stale: count(({ status }) => status === "stale"),
    missing: count(({ status }) => status === "missing"),
    running: shown.filter((id) => working.has(id)).length,
    failed: attempts.filter(({ status }) => status === "failed").length,
    late: count(({ late }) => late),
    held: count(({ held }) => held !== null)
  }
  const worst = (["late", "running", "failed", "held", "missing", "stale"] as const).find((state) => counts[state] > 0)
  return {
    key,
    state: worst ?? (freshness?.state === "fail" ? "late" : "fresh"),
    counts,
    causes: statuses.flatMap(({ causes }) => causes).slice(0, 20),
    hints: hintsOf(key, partitions, report),
    last: last === undefined ? null : { ...currentView(last), partition: last.partition },
    checks: {
      passed: checks.filter(({ passed }) => passed).length,
      warned: checks.filter(({ passed, severity }) => !passed && severity === "warn").length,
      failed: checks.filter(({ passed, severity }) => !passed && severity === "error").length
    },
    freshness: { state: freshness?.state ?? "none", due: timeOf(freshness?.due ?? null) },
    version: Math.max(
      0,
      ...currents.map(({ endedAt }) => endedAt),
      ...attempts.map(({ endedAt, startedAt }) => endedAt ?? startedAt ?? 0)
    ),
    partitions
  }
}

const partitionState = (
  { asset, causes, partition, status }: PartitionStatus,
  { level, now, report, working }: Around
): typeof Api.PartitionState.Type => {
  const id = State.idOf(asset, partition)
  const current = report.currents.get(id)
  const attempt = report.attempts.get(id)
  const hold = report.holds.get(id)
  const since = working.get(id)
  return {
    partition,
    status,
    causes,
    current: current === undefined ? null : currentView(current),
    lastAttempt:
      attempt === undefined
        ? null
        : {
            runId: attempt.runId,
            status: attempt.status,
            at: timeOf(attempt.endedAt ?? attempt.startedAt),
            error: attempt.error
          },
    held: hold === undefined ? null : { runId: hold.runId, since: instant(hold.at), text: Hold.sentence(hold) },
    late: level !== undefined && since != null && now - since > level.targetSeconds * 1_000
  }
}

export const timeOf = (millis: number | null): string | null => (millis === null ? null : instant(millis))

/** The partitions of an asset that were ever made, as stretches of equal state. */
export const partitionsOf = Effect.fnUntraced(function* (key: string) {
  const { definitions } = yield* Project
  const catalog = yield* Catalog
  const state = State.make(yield* catalog.currents())
  const attempts = (yield* catalog.lastAttempts()).filter(({ asset }) => asset === key)
  const failed = new Set(attempts.flatMap(({ partition, status }) => (status === "failed" ? [partition] : [])))
  const known = new Set([...(state.byAsset.get(key) ?? []), ...attempts].map(({ partition }) => partition))
  const statuses = Planner.statusesOf(
    definitions,
    state,
    [...known].map((partition) => ({ asset: key, partition }))
  )
  const cells = statuses
    .flatMap(({ partition, status }) => {
      const { date, fixed } = keyParts(partition)
      return date === null ? [] : [{ date, static: fixed, status, failed: failed.has(partition) }]
    })
    .sort((a, b) => compare(a.static ?? "", b.static ?? "") || compare(a.date, b.date))
  const ranges: Array<(typeof Api.Partitions.Type)["ranges"][number]> = []
  for (const cell of cells) {
    const last = ranges.at(-1)
    const goesOn =
      last !== undefined && last.static === cell.static && last.status === cell.status && last.failed === cell.failed
    if (goesOn && dayAfter(last.to) === cell.date) {
      ranges[ranges.length - 1] = { ...last, to: cell.date }
    } else {
      ranges.push({ from: cell.date, to: cell.date, static: cell.static, status: cell.status, failed: cell.failed })
    }
  }
  const count = (status: string) => statuses.filter((each) => each.status === status).length
  return {
    dates: [...new Set(cells.map(({ date }) => date))].sort(),
    statics: [...new Set(cells.flatMap((cell) => cell.static ?? []))].sort(),
    ranges,
    counts: { fresh: count("fresh"), stale: count("stale"), missing: count("missing"), failed: failed.size }
  } satisfies Api.Partitions
})

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const dayAfter = (date: string): string => instant(Date.parse(`${date}T00:00:00Z`) + 86_400_000).slice(0, 10)
