/**
 * A plan as people read a diff: what runs, what may, what is held, and why.
 *
 * @module
 */
import type { Plan, PlanStep } from "@jobgraph/assets/Plan"
import * as State from "@jobgraph/assets/State"
import type { Estimate } from "../plan/estimates.ts"
import { figure, rowsOf, seconds, shortId } from "./format.ts"
import { type Paint, plain, type Tone } from "./paint.ts"
import { table } from "./table.ts"

export interface PlanView {
  readonly plan: Plan
  /** What a step will come to; null where nothing is known. */
  readonly estimateOf: (step: PlanStep) => Estimate | null
  /** By asset partition: the run that is working on it. */
  readonly atWork: ReadonlyMap<string, string>
}

/** One line a step with its reason and what it came to before, then how many of each. */
export const planText = (view: PlanView, width?: number, paint: Paint = plain): string => {
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
  return `${table(headings, rows, width)}\n\n${summaryOf(view.plan, estimates)}`
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

const summaryOf = ({ steps }: Plan, estimates: ReadonlyMap<PlanStep, Estimate | null>): string => {
  const count = (is: (step: PlanStep) => boolean) => steps.filter(is).length
  const running = steps.filter(({ action }) => action === "run")
  const maybe = count(({ action }) => action === "maybe")
  const counts = [
    ...(running.length === 0 ? [] : [`${figure(running.length)} to run`]),
    ...(maybe === 0 ? [] : [`${figure(maybe)} that may run`]),
    ...[...new Set(steps.flatMap(({ skippedAs }) => skippedAs ?? []))].map(
      (kind) => `${figure(count(({ skippedAs }) => skippedAs === kind))} ${kind}`
    )
  ].join(", ")
  if (running.length + maybe === 0) {
    return `Nothing would run${steps.length === 0 ? "" : `: ${counts}`}.`
  }
  const known = running.flatMap((step) => estimates.get(step) ?? [])
  const time = known.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const unknown = running.length - known.length
  return known.length === 0
    ? `${counts}.`
    : `${counts}. ${known.length === 1 ? "The step" : `The ${figure(known.length)} steps`} to run took ${seconds(time)} before${unknown === 0 ? "" : `; of ${figure(unknown)} more nothing is known`}.`
}
