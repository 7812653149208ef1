/**
 * What `--json` prints, as other programs may rely on it.
 *
 * @module
 */
import { Schema } from "effect"

const partition = Schema.NullOr(Schema.String)
const Cause = Schema.Struct({ kind: Schema.String, detail: Schema.String })

export const MaterializeJson = Schema.Struct({
  runId: Schema.NullOr(Schema.String),
  status: Schema.Literals(["success", "failed", "cancelled"]),
  partitions: Schema.Array(Schema.String),
  durationMs: Schema.Finite,
  steps: Schema.Array(
    Schema.Struct({
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
      error: Schema.optionalKey(
        Schema.Struct({ tag: Schema.String, message: Schema.String, transient: Schema.Boolean })
      )
    })
  ),
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
      reason: Schema.String,
      causes: Schema.Array(Cause)
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
      )
    })
  ),
  olderStale: Schema.Int
})

export const RunsJson = Schema.Struct({
  runs: Schema.Array(
    Schema.Struct({
      runId: Schema.String,
      status: Schema.Literals(["queued", "running", "success", "failed", "cancelled", "crashed", "rolled_back"]),
      startedAt: Schema.String,
      endedAt: Schema.NullOr(Schema.String),
      partitions: Schema.Array(Schema.String),
      trigger: Schema.String,
      selection: Schema.String
    })
  )
})
