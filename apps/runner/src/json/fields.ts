/**
 * Fields that several documents of `--json` share.
 *
 * @module
 */
import { StepError, StepStatus } from "@jobgraph/assets/Run"
import { Schema } from "effect"
import { Instant, PartitionKey } from "../api/Common.ts"

/** A schema with what it means, as docs/reference/json.md has it. */
export const told = <S extends Schema.Top>(schema: S, description: string): S["Rebuild"] =>
  schema.annotate({ description })

export const at = Instant
export const maybeAt = Schema.NullOr(Instant)
export const millis = told(Schema.Finite, "Milliseconds")
export const count = Schema.Int
export const maybeCount = Schema.NullOr(Schema.Int)
export const text = Schema.String
export const maybeText = Schema.NullOr(Schema.String)
export const figures = Schema.Record(Schema.String, Schema.Int)
export const metadata = told(Schema.JsonObject, "What the asset says of itself: rows, rejected, and more of its own")

export const partition = told(PartitionKey, "`2026-01-08/fr`; null for an unpartitioned asset")
export const assetPartition = { asset: text, partition }

export const Cause = Schema.Struct({
  kind: told(
    text,
    "`missing`, `code`, `config`, `dependency_added`, `dependency_removed`, `upstream`, `source`, `outside` or `requested`"
  ),
  detail: told(text, "The same as a sentence")
})

/** A step of a run. */
export const step = {
  ...assetPartition,
  status: told(StepStatus, "What became of it; docs/concepts.md says what each means"),
  changed: told(Schema.NullOr(Schema.Boolean), "Has it other content than before? Null where it published nothing"),
  reason: told(text, "Why it is in this status, one sentence"),
  attempts: count,
  durationMs: told(Schema.Finite, "Milliseconds, waits included; 0 while it works"),
  dataVersion: told(maybeText, "The hash of its content; null where it published nothing"),
  metadata,
  error: Schema.optionalKey(told(StepError, "Only where it failed; `transient`: it may pass by itself"))
}
