import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"

export type StepState = RunDetail["stepList"][number]["status"] | ""

/** The states that steps can be filtered by; empty for all. */
export const stepStates = [
  "",
  "pending",
  "running",
  "waiting",
  "materialized",
  "unchanged",
  "fresh",
  "failed",
  "skipped",
  "cancelled",
  "blocked",
  "superseded",
  "fenced"
] as const satisfies ReadonlyArray<StepState>
