/**
 * Documents about runs.
 *
 * @module
 */
import { Event } from "@jobgraph/assets/Event"
import { RunStatus } from "@jobgraph/assets/Run"
import { Schema } from "effect"
import { assetPartition, at, maybeAt, maybeText, millis, partition, step, text, told } from "./fields.ts"

export const RunEnd = Schema.Struct({
  runId: told(maybeText, "Null where there was nothing to do"),
  status: Schema.Literals(["success", "failed", "cancelled"]),
  partitions: told(Schema.Array(text), "The partition keys that it was about"),
  durationMs: millis,
  steps: Schema.Array(Schema.Struct(step)),
  downstream: told(
    Schema.Array(
      Schema.Struct({ ...assetPartition, status: Schema.Literals(["missing", "stale", "fresh"]), reason: text })
    ),
    "What is stale now and was not selected"
  )
})

const run = {
  runId: text,
  status: RunStatus,
  startedAt: at,
  endedAt: told(maybeAt, "Null while it works"),
  partitions: Schema.Array(text),
  trigger: told(text, "`manual`, `retry`, `schedule:NAME`, `trigger:NAME` or `backfill:ID`"),
  selection: told(text, "As it was typed; `*` for all")
}

export const RunList = Schema.Struct({ runs: told(Schema.Array(Schema.Struct(run)), "Newest first") })

export const RunDetail = Schema.Struct({
  ...run,
  rootRunId: told(text, "The first run of its chain of retries"),
  retryOf: told(maybeText, "The run that it continues"),
  chain: told(Schema.Array(Schema.Struct({ runId: text, status: RunStatus })), "The chain, oldest first"),
  steps: Schema.Array(
    Schema.Struct({ ...step, late: told(Schema.Boolean, "Did it take longer than the target of its stage?") })
  )
})

export const RunEvents = Schema.Struct({
  events: told(Schema.Array(Event), "In order; docs/reference/events.md says what `data` holds of each kind")
})

export const RunCancelled = Schema.Struct({
  runId: text,
  status: told(RunStatus, "`running` where it was asked to stop and has not yet: exit code 75")
})

export const Rollback = Schema.Struct({
  dryRun: Schema.Boolean,
  runIds: told(Schema.Array(text), "The run, and with --cascade those that have built on it"),
  versions: Schema.Array(
    Schema.Struct({
      asset: text,
      partition,
      runId: told(text, "Of the run that published it"),
      wasCurrent: Schema.Boolean,
      currentRunId: told(maybeText, "Whose version is current afterwards; null for none")
    })
  ),
  held: told(Schema.Array(Schema.Struct(assetPartition)), "What --all and schedules leave alone until it is released")
})

export const Released = Schema.Struct({ released: Schema.Array(Schema.Struct(assetPartition)) })
