import type { Event } from "@jobgraph/assets/Event"
import type { Plan, PlanStep } from "@jobgraph/assets/Plan"

const date = "2026-03-07"

const planStep = (asset: string, partition: string | null): PlanStep => ({
  asset,
  partition,
  action: "run",
  reason: "it has never been materialized",
  causes: [],
  skippedAs: null
})

/** Two markets, three assets. */
export const plan: Plan = {
  selection: "*",
  mode: "stale",
  partitions: [`${date}/fr`, `${date}/gb`],
  steps: [
    planStep("raw", `${date}/fr`),
    planStep("raw", `${date}/gb`),
    planStep("validated", `${date}/fr`),
    planStep("tfidf_model", null),
    { ...planStep("exported", `${date}/fr`), action: "skip", skippedAs: "fresh" }
  ]
}

export const fr = `${date}/fr`
export const gb = `${date}/gb`

/** An event of the run, so many milliseconds after 0. */
export const event = (
  kind: Event["kind"],
  at: number,
  [asset, partition]: readonly [string, string | null],
  data: Event["data"] = {}
): Event => ({ runId: "01a2", sequence: 1, at, kind, asset, partition, data })

export const ended = (changes: Event["data"] = {}): Event["data"] => ({
  status: "materialized",
  reason: "",
  attempts: 1,
  changed: true,
  error: null,
  metadata: { rows: 245, rejected: 0 },
  durationMs: 1_240,
  ...changes
})

export const unreachable = { tag: "Unreachable", message: "adzuna cannot be reached (503)", transient: true }
