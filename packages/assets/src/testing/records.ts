/**
 * Builders of the catalog's records, each with one good default.
 *
 * @module
 */
import type { Event } from "../catalog/Event.ts"
import type { Owner } from "../catalog/Owner.ts"
import type { Run, Step } from "../catalog/Run.ts"
import type { Materialization } from "../version/Materialization.ts"

/** A process that lives, unless a test says otherwise. */
export const owner = (fields: Partial<Owner> = {}): Owner => ({ host: "here", pid: 100, startedAt: "1", ...fields })

/** A run that has begun. */
export const run = (fields: Partial<Run> = {}): Run => {
  const runId = fields.runId ?? "01900000-0000-7000-8000-000000000001"
  return {
    runId,
    rootRunId: runId,
    retryOf: null,
    status: "running",
    trigger: "manual",
    selection: "*",
    mode: "stale",
    mark: 0,
    partitions: ["2026-01-08/fr"],
    owner: owner(),
    startedAt: 1_000,
    endedAt: null,
    ...fields
  }
}

/** A step of that run which has not begun. */
export const step = (fields: Partial<Step> = {}): Step => ({
  runId: "01900000-0000-7000-8000-000000000001",
  asset: "raw",
  partition: "2026-01-08/fr",
  status: "pending",
  reason: "it has never been materialized",
  attempts: 0,
  changed: null,
  dataVersion: null,
  metadata: {},
  error: null,
  mark: null,
  source: null,
  startedAt: null,
  endedAt: null,
  ...fields
})

/** The first version of `raw 2026-01-08/fr`. */
export const materialization = (fields: Partial<Materialization> = {}): Materialization => ({
  id: "01900000-0000-7000-8000-0000000000a1",
  asset: "raw",
  partition: "2026-01-08/fr",
  runId: "01900000-0000-7000-8000-000000000001",
  attempt: 1,
  codeVersion: "1",
  configHash: "c0",
  inputs: [],
  source: { name: "sample", version: null, hint: null },
  dataVersion: "d0",
  changed: true,
  rows: 2,
  rejected: 0,
  metadata: { requests: 1 },
  checks: [{ name: "has_rows", severity: "error", passed: true, message: "2 rows" }],
  manifest: { parts: [{ name: null, hash: "aa", rows: 2, bytes: 20 }], rejects: [] },
  startedAt: 1_000,
  endedAt: 1_500,
  ...fields
})

/** The first event of that run. */
export const event = (fields: Partial<Event> = {}): Event => ({
  runId: "01900000-0000-7000-8000-000000000001",
  sequence: 1,
  at: 1_000,
  kind: "RunStarted",
  asset: null,
  partition: null,
  data: {},
  ...fields
})
