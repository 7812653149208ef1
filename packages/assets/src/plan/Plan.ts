/**
 * What a run would do and why: a frozen value, computed before anything runs.
 *
 * @module
 */
import type { PartitionKey } from "../definition/Partitions.ts"
import type { Cause, Status } from "../version/Staleness.ts"

/**
 * - `run`: will be materialized.
 * - `maybe`: will be materialized if what is upstream of it comes out changed.
 * - `skip`: will not, because it is fresh, lacks an input, or is held.
 */
export type Action = "run" | "maybe" | "skip"

export interface PlanStep {
  readonly asset: string
  readonly partition: PartitionKey
  readonly action: Action
  /** One sentence for people, without its full stop. */
  readonly reason: string
  readonly causes: ReadonlyArray<Cause>
  /**
   * What its skipping means: it is `fresh`, `blocked` by an input that is missing,
   * `held` (or its missing input is) since a rollback, or `skipped` since it is
   * done. Null if not skipped.
   */
  readonly skippedAs: "fresh" | "blocked" | "held" | "skipped" | null
}

/**
 * - `selected`: everything selected runs, fresh or not.
 * - `stale`: of what is selected, only what is missing or stale runs.
 */
export type Mode = "selected" | "stale"

export interface Plan {
  /** The selection as it was typed. */
  readonly selection: string
  readonly mode: Mode
  /** The partition keys in the plan, sorted. */
  readonly partitions: ReadonlyArray<string>
  /** Upstream before downstream, then by partition. */
  readonly steps: ReadonlyArray<PlanStep>
}

/** Is there nothing that would or might run? Then there is no run. */
export const isEmpty = (plan: Plan): boolean => plan.steps.every((step) => step.action === "skip")

/** An asset partition as it stands, for `status` and for what a run leaves stale downstream. */
export interface PartitionStatus {
  readonly asset: string
  readonly partition: PartitionKey
  readonly status: Status
  readonly causes: ReadonlyArray<Cause>
}
