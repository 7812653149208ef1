/**
 * Assets as the API answers them.
 *
 * @module
 */
import { Schema } from "effect"
import { Count, Day, Instant, Json, PartitionKey } from "./Common.ts"

export const CauseKind = Schema.Literals([
  "missing",
  "code",
  "config",
  "dependency_added",
  "dependency_removed",
  "upstream",
  "source",
  "outside",
  "requested",
  "rolled_back"
])

/** One reason to materialize; `detail` is a sentence without its full stop. */
export const Cause = Schema.Struct({ kind: Schema.String, detail: Schema.String })

export const GraphNode = Schema.Struct({
  key: Schema.String,
  description: Schema.String,
  group: Schema.String,
  kind: Schema.String,
  tags: Schema.Array(Schema.String),
  codeVersion: Schema.String,
  /** `date/market`, or null for an unpartitioned asset. */
  partitions: Schema.NullOr(Schema.String)
})
export const GraphEdge = Schema.Struct({
  from: Schema.String,
  to: Schema.String,
  mapping: Schema.Literals(["identical", "all", "after"])
})
export const Graph = Schema.Struct({ nodes: Schema.Array(GraphNode), edges: Schema.Array(GraphEdge) })
export type Graph = typeof Graph.Type

export const CheckDefinition = Schema.Struct({ name: Schema.String, severity: Schema.Literals(["warn", "error"]) })

export const AssetDetail = Schema.Struct({
  ...GraphNode.fields,
  dependencies: Schema.Array(GraphEdge),
  /** The configuration in force, defaults filled in. */
  configuration: Json,
  configHash: Schema.String,
  /** JSON Schema of a row; null for an asset without rows of its own. */
  rowSchema: Schema.NullOr(Json),
  retry: Schema.Struct({ attempts: Count, waitsSeconds: Schema.Array(Schema.Finite) }),
  checks: Schema.Array(CheckDefinition)
})
export type AssetDetail = typeof AssetDetail.Type

export const Staleness = Schema.Literals(["missing", "stale", "fresh"])

/** The version that others read. */
export const CurrentVersion = Schema.Struct({
  id: Schema.String,
  runId: Schema.String,
  at: Instant,
  dataVersion: Schema.String,
  /** 0 for files, which are not counted in rows: `figures` has what was counted of them. */
  rows: Count,
  rejected: Count,
  bytes: Count,
  /** What was counted of an artifact of files, by the names of its metadata; null for rows. */
  figures: Schema.NullOr(Schema.Record(Schema.String, Schema.Finite)),
  durationMs: Schema.Finite,
  changed: Schema.Boolean
})

export const LastAttempt = Schema.Struct({
  runId: Schema.String,
  status: Schema.String,
  at: Schema.NullOr(Instant),
  error: Schema.NullOr(Schema.Struct({ tag: Schema.String, message: Schema.String, transient: Schema.Boolean }))
})

export const PartitionState = Schema.Struct({
  partition: PartitionKey,
  status: Staleness,
  causes: Schema.Array(Cause),
  current: Schema.NullOr(CurrentVersion),
  lastAttempt: Schema.NullOr(LastAttempt),
  /** Since a rollback it waits for a person; `text` says what ends that, after "it is". */
  held: Schema.NullOr(Schema.Struct({ runId: Schema.String, since: Instant, text: Schema.String })),
  /** It works now, and longer than the target of its service level. */
  late: Schema.Boolean
})

/** What a person may do about how an asset stands, and what does not happen by itself. */
export const Hint = Schema.Struct({ text: Schema.String, command: Schema.NullOr(Schema.String) })

/**
 * What an asset comes to: the worst of its partitions, and how many there are of each kind. `late` is one that works
 * longer than its service level allows, or is up to date but older than its freshness policy allows.
 */
export const AssetState = Schema.Literals(["late", "running", "failed", "held", "missing", "stale", "fresh"])
export const FreshnessState = Schema.Literals(["pass", "warn", "fail", "none"])

export const AssetStatus = Schema.Struct({
  key: Schema.String,
  state: AssetState,
  counts: Schema.Struct({
    fresh: Count,
    stale: Count,
    missing: Count,
    running: Count,
    failed: Count,
    late: Count,
    held: Count
  }),
  causes: Schema.Array(Cause),
  hints: Schema.Array(Hint),
  /** Of the partition that was made last. */
  last: Schema.NullOr(Schema.Struct({ ...CurrentVersion.fields, partition: PartitionKey })),
  checks: Schema.Struct({ passed: Count, warned: Count, failed: Count }),
  freshness: Schema.Struct({ state: FreshnessState, due: Schema.NullOr(Instant) }),
  /** Only grows: a smaller one is older news. */
  version: Schema.Finite,
  partitions: Schema.Array(PartitionState)
})
export type AssetStatus = typeof AssetStatus.Type

/** Dates and members of an asset's partitions, and stretches of equal state, not one entry a partition. */
export const Partitions = Schema.Struct({
  dates: Schema.Array(Day),
  statics: Schema.Array(Schema.String),
  ranges: Schema.Array(
    Schema.Struct({
      from: Day,
      to: Day,
      static: Schema.NullOr(Schema.String),
      status: Staleness,
      failed: Schema.Boolean
    })
  ),
  counts: Schema.Struct({ fresh: Count, stale: Count, missing: Count, failed: Count })
})
export type Partitions = typeof Partitions.Type

export const CheckResult = Schema.Struct({
  materialization: Schema.String,
  asset: Schema.String,
  partition: PartitionKey,
  runId: Schema.String,
  at: Instant,
  name: Schema.String,
  severity: Schema.Literals(["warn", "error"]),
  passed: Schema.Boolean,
  message: Schema.String
})
export type CheckResult = typeof CheckResult.Type

export const Materialization = Schema.Struct({
  id: Schema.String,
  asset: Schema.String,
  partition: PartitionKey,
  runId: Schema.String,
  attempt: Count,
  codeVersion: Schema.String,
  configHash: Schema.String,
  dataVersion: Schema.String,
  inputs: Schema.Array(Schema.Struct({ asset: Schema.String, mapping: Schema.String, dataVersion: Schema.String })),
  source: Schema.NullOr(Schema.String),
  rows: Count,
  rejected: Count,
  bytes: Schema.Finite,
  durationMs: Schema.Finite,
  at: Instant,
  metadata: Schema.Record(Schema.String, Json),
  checks: Schema.Array(Schema.Struct({ ...CheckDefinition.fields, passed: Schema.Boolean, message: Schema.String })),
  changed: Schema.Boolean,
  current: Schema.Boolean,
  refused: Schema.Boolean
})
export type Materialization = typeof Materialization.Type

/** One metric of an asset over its partitions and versions, oldest first. */
export const Series = Schema.Struct({
  metric: Schema.String,
  points: Schema.Array(
    Schema.Struct({ at: Instant, partition: PartitionKey, runId: Schema.String, value: Schema.Finite })
  )
})
export type Series = typeof Series.Type

export const Comparison = Schema.Struct({
  a: Materialization,
  b: Materialization,
  /** Sentences; empty where nothing differs. */
  differences: Schema.Array(Schema.String),
  /** Of their parts: how many rows are surely equal (parts that both have), and how many stand in other parts. */
  rows: Schema.Struct({ shared: Count, onlyA: Count, onlyB: Count })
})
export type Comparison = typeof Comparison.Type

export const Rows = Schema.Struct({
  partition: PartitionKey,
  dataVersion: Schema.String,
  total: Count,
  items: Schema.Array(Json),
  next: Schema.NullOr(Schema.String)
})
export type Rows = typeof Rows.Type

export const Rejects = Schema.Struct({
  partition: PartitionKey,
  total: Count,
  items: Schema.Array(Schema.Struct({ rule: Schema.String, reason: Schema.String, row: Json })),
  next: Schema.NullOr(Schema.String)
})
export type Rejects = typeof Rejects.Type

export const Freshness = Schema.Struct({
  asset: Schema.String,
  /** The policy in words: `within 26 hours`. */
  policy: Schema.String,
  state: FreshnessState,
  lastAt: Schema.NullOr(Instant),
  ageHours: Schema.NullOr(Schema.Finite),
  due: Schema.NullOr(Instant)
})
export type Freshness = typeof Freshness.Type
