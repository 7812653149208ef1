import { Schema } from "effect"
import { Manifest } from "../artifact/Manifest.ts"
import { Observation } from "./Observation.ts"

/** Facts about a version that people read and checks use: counts, shares, names. JSON only. */
export const Metadata = Schema.Record(Schema.String, Schema.Json)
export type Metadata = typeof Metadata.Type

/** The version of an input that was read; for `all`, one hash over the sorted (partition, data version) pairs. */
export const InputRecord = Schema.Struct({
  asset: Schema.String,
  mapping: Schema.Literals(["identical", "all"]),
  dataVersion: Schema.String
})
export type InputRecord = typeof InputRecord.Type

/** What a check found in a version before it was published. */
export const CheckRecord = Schema.Struct({
  name: Schema.String,
  severity: Schema.Literals(["warn", "error"]),
  passed: Schema.Boolean,
  message: Schema.String
})
export type CheckRecord = typeof CheckRecord.Type

/** One version of one asset partition: what it was made from, what came out, and where it is. */
export const Materialization = Schema.Struct({
  /** UUID. */
  id: Schema.String,
  asset: Schema.String,
  /** Null for an unpartitioned asset. */
  partition: Schema.NullOr(Schema.String),
  runId: Schema.String,
  attempt: Schema.Int,
  codeVersion: Schema.String,
  configHash: Schema.String,
  inputs: Schema.Array(InputRecord),
  source: Schema.NullOr(Observation),
  dataVersion: Schema.String,
  /** Does its content differ from the version before it? */
  changed: Schema.Boolean,
  rows: Schema.Int,
  rejected: Schema.Int,
  metadata: Metadata,
  checks: Schema.Array(CheckRecord),
  manifest: Manifest,
  /** Milliseconds since 1970, UTC. */
  startedAt: Schema.Finite,
  endedAt: Schema.Finite
})
export type Materialization = typeof Materialization.Type
