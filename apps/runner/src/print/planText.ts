/**
 * A plan as people read a diff: what runs, what may, what is held, and why.
 *
 * @module
 */
import type { Plan, PlanStep } from "@jobgraph/assets/Plan"
import * as State from "@jobgraph/assets/State"
import type { RequestPlan } from "../command/requestPlan.ts"
import type { Estimate } from "../plan/estimates.ts"
import { counted, figure, isCounted, rowsOf, seconds, shortId } from "./format.ts"
import { type Paint, plain, type Tone } from "./paint.ts"
import { type IfQuota, quotaText, requestCount } from "./requestsText.ts"
import { folded, table } from "./table.ts"

export interface PlanView {
  readonly plan: Plan
  /** What a step will come to; null where nothing is known. */
  readonly estimateOf: (step: PlanStep) => Estimate | null
  /** By asset partition: the run that is working on it. */
  readonly atWork: ReadonlyMap<string, string>
  /** What it sends to a live API; null where it sends nothing. */
  readonly requests: RequestPlan | null
}

/** One line a step with its reason and what it came to before, what is left of a quota, then one line of totals. */
export const planText = (view: PlanView, ifQuota: IfQuota, width?: number, paint: Paint = plain): string => {
  const { steps } = view.plan
  const estimates = new Map(steps.map((step) => [step, step.action === "skip" ? null : view.estimateOf(step)]))
  const hasEstimates = [...estimates.values()].some((estimate) => estimate !== null)
  const rows = steps.map((step) => {
    const [sign, tone] = signOf(step)
    const estimate = estimates.get(step) ?? null
    return [
      paint(tone, sign),
      step.asset,
      step.partition ?? "",
      ...(hasEstimates
        ? [about(rowsOf(step.asset, estimate?.rows)), estimate === null ? "" : about(seconds(estimate.durationMs))]
        : []),
      whyOf(step, view)
    ]
  })
  const headings = [
    { heading: "plan" },
    { heading: "asset" },
    { heading: "partition" },
    ...(hasEstimates
      ? [{ heading: "rows", align: "right" } as const, { heading: "time", align: "right" } as const]
      : []),
    { heading: "why" }
  ]
  return [
    table(headings, rows, width),
    ...(view.requests === null ? [] : [quotaText(view.requests, ifQuota)]),
    summaryOf(view, estimates)
  ]
    .map((part, index) => (index === 0 ? part : folded(part, width ?? Number.POSITIVE_INFINITY)))
    .join("\n\n")
}

/** Skipped steps by what their skipping means; a word that is new here stands for itself. */
const skipped: Readonly<Record<string, readonly [sign: string, tone: Tone]>> = {
  fresh: ["  fresh", "quiet"],
  blocked: ["x blocked", "bad"],
  held: ["! held", "warning"]
}

const signOf = ({ action, skippedAs }: PlanStep): readonly [sign: string, tone: Tone] => {
  switch (action) {
    case "run":
      return ["+ run", "good"]
    case "maybe":
      return ["? may run", "active"]
    case "skip":
      return skipped[skippedAs ?? "fresh"] ?? [`! ${skippedAs}`, "warning"]
  }
}

const whyOf = ({ asset, partition, reason }: PlanStep, { atWork }: PlanView): string => {
  const runId = atWork.get(State.idOf(asset, partition))
  return runId === undefined ? reason : `${reason}; waits for run ${shortId(runId)}, which works on it`
}

const about = (text: string): string => (text === "" ? "" : `~${text}`)

type Estimates = ReadonlyMap<PlanStep, Estimate | null>

const summaryOf = ({ plan: { steps }, requests }: PlanView, estimates: Estimates): string => {
  const count = (is: (step: PlanStep) => boolean) => steps.filter(is).length
  const running = steps.filter(({ action }) => action === "run")
  const maybe = steps.filter(({ action }) => action === "maybe")
  const counts = [
    ...(running.length === 0 ? [] : [`${figure(running.length)} to run`]),
    ...(maybe.length === 0 ? [] : [`${figure(maybe.length)} that may run`]),
    ...[...new Set(steps.flatMap(({ skippedAs }) => skippedAs ?? []))].map(
      (kind) => `${figure(count(({ skippedAs }) => skippedAs === kind))} ${kind}`
    )
  ].join(", ")
  return running.length + maybe.length === 0
    ? `Nothing would run${steps.length === 0 ? "" : `: ${counts}`}.`
    : [`${counts}.`, ...costOf({ running, maybe, requests }, estimates)].join(" ")
}

interface Cost {
  readonly running: ReadonlyArray<PlanStep>
  readonly maybe: ReadonlyArray<PlanStep>
  readonly requests: RequestPlan | null
}

/** `Cost, by earlier runs: ~1,245 rows in ~1.2s; 3 to 12 requests to adzuna.`; nothing where nothing is known. */
const costOf = ({ maybe, requests, running }: Cost, estimates: Estimates): ReadonlyArray<string> => {
  const known = (of: ReadonlyArray<PlanStep>) => of.flatMap((step) => estimates.get(step) ?? [])
  const timeOf = (of: ReadonlyArray<PlanStep>) => known(of).reduce((sum, { durationMs }) => sum + durationMs, 0)
  const rows = running.reduce((sum, step) => sum + (isCounted(step.asset) ? (estimates.get(step)?.rows ?? 0) : 0), 0)
  const all = [...running, ...maybe]
  const unknown = all.length - known(all).length
  const least = known(running).length === 0 ? [] : [`~${counted(rows, "row")} in ~${seconds(timeOf(running))}`]
  const most = known(maybe).length === 0 ? [] : [`up to ~${seconds(timeOf(all))} with all that may run`]
  const parts = [
    ...(least.length + most.length === 0 ? [] : [[...least, ...most].join(", ")]),
    ...(requests === null ? [] : [`${requestCount(requests)} to ${requests.source}`]),
    ...(unknown === 0 || unknown === all.length ? [] : [`of ${counted(unknown, "step")} nothing is known`])
  ]
  return parts.length === 0 ? [] : [`Cost, by earlier runs: ${parts.join("; ")}.`]
}
