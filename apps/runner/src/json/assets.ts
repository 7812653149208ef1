/**
 * Documents about assets: the graph, a plan, how they stand, what checks found.
 *
 * @module
 */
import { RejectRow } from "@jobgraph/assets/ArtifactReader"
import { StepError, StepStatus } from "@jobgraph/assets/Run"
import { Schema } from "effect"
import {
  assetPartition,
  at,
  Cause,
  count,
  figures,
  maybeAt,
  maybeText,
  metadata,
  partition,
  text,
  told
} from "./fields.ts"

const Severity = Schema.Literals(["warn", "error"])

export const Assets = Schema.Struct({
  assets: told(
    Schema.Array(
      Schema.Struct({
        key: text,
        description: text,
        group: maybeText,
        tags: Schema.Array(text),
        codeVersion: text,
        partitions: told(maybeText, "`date/market`; null for an unpartitioned asset"),
        artifact: Schema.Literals(["rows", "value", "files", "external"]),
        dependencies: Schema.Array(
          Schema.Struct({
            asset: text,
            mapping: told(Schema.Literals(["identical", "all"]), "The same partition, or all of them")
          })
        ),
        after: told(Schema.Array(text), "What must have succeeded before, though it is no input"),
        checks: Schema.Array(Schema.Struct({ name: text, severity: Severity }))
      })
    ),
    "Upstream first"
  )
})

const estimate = told(
  Schema.Struct({ rows: count, durationMs: Schema.Finite }),
  "What it came to before; absent where nothing is known"
)

export const PlanDocument = Schema.Struct({
  steps: Schema.Array(
    Schema.Struct({
      ...assetPartition,
      action: told(Schema.Literals(["run", "maybe", "skip"]), "`maybe`: as far as what is upstream changes"),
      skippedAs: Schema.optionalKey(told(text, "Of a step that is skipped: `fresh`, `blocked` or `held`")),
      reason: text,
      causes: Schema.Array(Cause),
      estimate: Schema.optionalKey(estimate),
      waitsFor: Schema.optionalKey(told(text, "The id of another run that is working on it"))
    })
  ),
  requests: Schema.optionalKey(
    told(
      Schema.Struct({
        source: text,
        least: told(count, "One for each search"),
        most: told(count, "Every page up to raw.limitPerQuery"),
        windows: Schema.Array(
          Schema.Struct({
            window: Schema.Literals(["minute", "day", "week", "month"]),
            limit: count,
            used: count,
            left: count
          })
        )
      }),
      "Only where a partition is to be collected from Adzuna"
    )
  )
})

export const Status = Schema.Struct({
  assets: Schema.Array(
    Schema.Struct({
      key: text,
      partition,
      status: Schema.Literals(["missing", "stale", "fresh"]),
      causes: Schema.Array(Cause),
      lastAttempt: Schema.optionalKey(
        Schema.Struct({ runId: text, status: StepStatus, at: maybeAt, error: Schema.NullOr(StepError) })
      ),
      current: Schema.optionalKey(Schema.Struct({ runId: text, at, dataVersion: text, metadata })),
      held: Schema.optionalKey(told(Schema.Struct({ runId: text, since: at }), "By the rollback of a run")),
      sourceError: Schema.optionalKey(
        told(text, "Why its source could not be looked at, such as a file that is gone: it counts as not changed")
      )
    })
  ),
  olderStale: told(count, "Stale asset partitions of older batches, which run only when they are named")
})

export const Checks = Schema.Struct({
  checks: told(
    Schema.Array(
      Schema.Struct({
        ...assetPartition,
        name: text,
        severity: Severity,
        passed: Schema.Boolean,
        message: text,
        published: told(Schema.Boolean, "Was the version published that it looked at?"),
        runId: text,
        at
      })
    ),
    "Newest first"
  )
})

export const Reports = Schema.Struct({
  reports: Schema.Array(
    Schema.Struct({
      partition,
      total: count,
      valid: count,
      failed: count,
      passRate: told(Schema.NullOr(Schema.Finite), "Per cent; null where there was nothing to validate"),
      rejectsByRule: figures,
      repairsByRule: told(figures, "An ad that was repaired in two ways counts twice")
    })
  )
})

export const Rejects = Schema.Struct({
  rejects: Schema.Array(
    Schema.Struct({
      partition,
      rule: told(text, "The rule that it broke"),
      reason: text,
      row: told(RejectRow.fields.row, "The record as it came")
    })
  )
})
