/**
 * What `--json` prints, as other programs may rely on it.
 *
 * @module
 */
import { Schema } from "effect"

const partition = Schema.NullOr(Schema.String)
const Cause = Schema.Struct({ kind: Schema.String, detail: Schema.String })

const StepJson = Schema.Struct({
  asset: Schema.String,
  partition,
  status: Schema.Literals([
    "materialized",
    "unchanged",
    "fresh",
    "failed",
    "skipped",
    "cancelled",
    "blocked",
    "superseded",
    "fenced"
  ]),
  changed: Schema.NullOr(Schema.Boolean),
  reason: Schema.String,
  attempts: Schema.Int,
  durationMs: Schema.Finite,
  dataVersion: Schema.NullOr(Schema.String),
  metadata: Schema.JsonObject,
  error: Schema.optionalKey(Schema.Struct({ tag: Schema.String, message: Schema.String, transient: Schema.Boolean }))
})

export const MaterializeJson = Schema.Struct({
  runId: Schema.NullOr(Schema.String),
  status: Schema.Literals(["success", "failed", "cancelled"]),
  partitions: Schema.Array(Schema.String),
  durationMs: Schema.Finite,
  steps: Schema.Array(StepJson),
  downstream: Schema.Array(
    Schema.Struct({ asset: Schema.String, partition, status: Schema.String, reason: Schema.String })
  )
})

export const PlanJson = Schema.Struct({
  steps: Schema.Array(
    Schema.Struct({
      asset: Schema.String,
      partition,
      action: Schema.Literals(["run", "maybe", "skip"]),
      skippedAs: Schema.optionalKey(Schema.String),
      reason: Schema.String,
      causes: Schema.Array(Cause),
      estimate: Schema.optionalKey(Schema.Struct({ rows: Schema.Int, durationMs: Schema.Finite })),
      waitsFor: Schema.optionalKey(Schema.String)
    })
  ),
  requests: Schema.optionalKey(
    Schema.Struct({
      source: Schema.String,
      least: Schema.Int,
      most: Schema.Int,
      windows: Schema.Array(
        Schema.Struct({
          window: Schema.Literals(["minute", "day", "week", "month"]),
          limit: Schema.Int,
          used: Schema.Int,
          left: Schema.Int
        })
      )
    })
  )
})

export const StatusJson = Schema.Struct({
  assets: Schema.Array(
    Schema.Struct({
      key: Schema.String,
      partition,
      status: Schema.Literals(["missing", "stale", "fresh"]),
      causes: Schema.Array(Cause),
      lastAttempt: Schema.optionalKey(
        Schema.Struct({
          runId: Schema.String,
          status: Schema.String,
          at: Schema.NullOr(Schema.String),
          error: Schema.NullOr(Schema.JsonObject)
        })
      ),
      current: Schema.optionalKey(
        Schema.Struct({
          runId: Schema.String,
          at: Schema.String,
          dataVersion: Schema.String,
          metadata: Schema.JsonObject
        })
      ),
      sourceError: Schema.optionalKey(Schema.String)
    })
  ),
  olderStale: Schema.Int
})

const RunJson = Schema.Struct({
  runId: Schema.String,
  status: Schema.Literals(["queued", "running", "success", "failed", "cancelled", "crashed", "rolled_back"]),
  startedAt: Schema.String,
  endedAt: Schema.NullOr(Schema.String),
  partitions: Schema.Array(Schema.String),
  trigger: Schema.String,
  selection: Schema.String
})

export const RunsJson = Schema.Struct({ runs: Schema.Array(RunJson) })

export const RunJsonWithSteps = Schema.Struct({
  ...RunJson.fields,
  rootRunId: Schema.String,
  retryOf: Schema.NullOr(Schema.String),
  chain: Schema.Array(Schema.Struct({ runId: Schema.String, status: Schema.String })),
  steps: Schema.Array(Schema.Struct({ ...StepJson.fields, late: Schema.Boolean }))
})

export const LogsJson = Schema.Struct({
  events: Schema.Array(
    Schema.Struct({
      runId: Schema.String,
      sequence: Schema.Int,
      at: Schema.Finite,
      kind: Schema.String,
      asset: Schema.NullOr(Schema.String),
      partition,
      data: Schema.JsonObject
    })
  )
})

const counts = Schema.Record(Schema.String, Schema.Int)

export const ReportJson = Schema.Struct({
  reports: Schema.Array(
    Schema.Struct({
      partition,
      total: Schema.Int,
      valid: Schema.Int,
      failed: Schema.Int,
      passRate: Schema.NullOr(Schema.Finite),
      rejectsByRule: counts,
      repairsByRule: counts
    })
  )
})

export const RejectsJson = Schema.Struct({
  rejects: Schema.Array(Schema.Struct({ partition, rule: Schema.String, reason: Schema.String, row: Schema.Json }))
})

export const AssetsJson = Schema.Struct({
  assets: Schema.Array(
    Schema.Struct({
      key: Schema.String,
      description: Schema.String,
      group: Schema.NullOr(Schema.String),
      tags: Schema.Array(Schema.String),
      codeVersion: Schema.String,
      partitions: Schema.NullOr(Schema.String),
      artifact: Schema.Literals(["rows", "value", "files", "external"]),
      dependencies: Schema.Array(
        Schema.Struct({ asset: Schema.String, mapping: Schema.Literals(["identical", "all"]) })
      ),
      after: Schema.Array(Schema.String),
      checks: Schema.Array(Schema.Struct({ name: Schema.String, severity: Schema.Literals(["error", "warn"]) }))
    })
  )
})
