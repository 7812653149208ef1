/**
 * Runs and their steps, as the catalog keeps them.
 *
 * A run executes one plan. A step is one asset partition of that plan. All
 * times are milliseconds since 1970, UTC.
 *
 * @module
 */
import { Schema } from "effect"
import { Metadata } from "../version/Materialization.ts"
import { Observation } from "../version/Observation.ts"
import { Owner } from "./Owner.ts"

export const RunStatus = Schema.Literals([
  "queued",
  "running",
  "success",
  "failed",
  "cancelled",
  "crashed",
  "rolled_back"
])
export type RunStatus = typeof RunStatus.Type

export const Run = Schema.Struct({
  /** UUID, version 7: sorts by time. */
  runId: Schema.String,
  /** The first run of a chain of retries; equal to `runId` for a run that retries nothing. */
  rootRunId: Schema.String,
  /** The run that this one continues or repeats; null for the first of a chain. */
  retryOf: Schema.NullOr(Schema.String),
  status: RunStatus,
  /** Who asked for it: `manual`, `schedule:collect_jobs_daily`, `retry`. */
  trigger: Schema.String,
  /** The selection as it was typed. */
  selection: Schema.String,
  /** `selected`: everything selected was to run, fresh or not; `stale`: only what was missing or stale. */
  mode: Schema.Literals(["selected", "stale"]),
  /** How far the catalog had published when the run began; of a retry, when the run that it continues did. */
  mark: Schema.Int,
  /** The partition keys of the plan, sorted; empty where only unpartitioned assets are in it. */
  partitions: Schema.Array(Schema.String),
  owner: Owner,
  startedAt: Schema.Finite,
  endedAt: Schema.NullOr(Schema.Finite)
})
export type Run = typeof Run.Type

/**
 * What became of a step.
 *
 * `pending`, `running`, `waiting` (for its next attempt, or for another run) until it ends; then
 * - `materialized`: a new version is current (its content may be equal: `changed`),
 * - `unchanged`: it might have run, but its inputs came out as they were,
 * - `fresh`: it was fresh before the run began,
 * - `failed`, `cancelled`: as they say,
 * - `blocked`: something that it needs failed or is missing,
 * - `skipped`: it was not due, or is held,
 * - `superseded`: its partition got a newer version from another run,
 * - `fenced`: the run had lost its claim when it came to publish.
 */
export const StepStatus = Schema.Literals([
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
])
export type StepStatus = typeof StepStatus.Type

/** An error as it is kept: no stack, no secret. */
export const StepError = Schema.Struct({ tag: Schema.String, message: Schema.String, transient: Schema.Boolean })
export type StepError = typeof StepError.Type

export const Step = Schema.Struct({
  runId: Schema.String,
  asset: Schema.String,
  /** Null for an unpartitioned asset. */
  partition: Schema.NullOr(Schema.String),
  status: StepStatus,
  /** Why it is in this status, one sentence. */
  reason: Schema.String,
  attempts: Schema.Int,
  /** Null while it has published nothing. */
  changed: Schema.NullOr(Schema.Boolean),
  dataVersion: Schema.NullOr(Schema.String),
  metadata: Metadata,
  error: Schema.NullOr(StepError),
  /** How far the catalog had published when its inputs were read; null before its first attempt. A retry reads the same. */
  mark: Schema.NullOr(Schema.Int),
  /** What was observed of its source when it was planned; null for an asset without one. */
  source: Schema.NullOr(Observation),
  startedAt: Schema.NullOr(Schema.Finite),
  endedAt: Schema.NullOr(Schema.Finite)
})
export type Step = typeof Step.Type

/** Statuses of a step that has not ended. */
export const unfinished: ReadonlySet<StepStatus> = new Set(["pending", "running", "waiting"])
