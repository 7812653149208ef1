/**
 * Runs as the API answers them, and what it is asked about them.
 *
 * @module
 */
import { Event } from "@jobgraph/assets/Event"
import { RunStatus, StepError, StepStatus } from "@jobgraph/assets/Run"
import { Schema } from "effect"
import { Sse } from "effect/encoding"
import { Cause } from "./AssetAnswers.ts"
import { ActionResult, Count, choice, Instant, Json, PartitionKey, Text } from "./Common.ts"

/** What to materialize: the words of `runner materialize`. */
export const RunRequest = Schema.Struct({
  /** `enriched`, `+exported`, …; absent or empty for everything that is stale. */
  selection: Schema.optionalKey(Text),
  /** Of what is selected, only what is missing or stale. */
  stale: Schema.optionalKey(Schema.Boolean),
  /** `2026-01-08/fr`, `2026-01-08`, `A..B`; absent for today and the configured markets. */
  partition: Schema.optionalKey(Text),
  /** `adzuna` or `sample`; absent as before. A file is for the command line only. */
  source: Schema.optionalKey(Schema.Literals(["adzuna", "sample"])),
  /** Higher ones begin first; 0 where absent. */
  priority: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: -100, maximum: 100 }))),
  /** Refuse with 409 unless the plan is still the one of this id. */
  plan: Schema.optionalKey(Text)
})
export type RunRequest = typeof RunRequest.Type

export const PlanStep = Schema.Struct({
  asset: Schema.String,
  partition: PartitionKey,
  action: Schema.Literals(["run", "maybe", "skip"]),
  reason: Schema.String,
  causes: Schema.Array(Cause),
  /** The median of the last runs; null where there is none. */
  estimateMs: Schema.NullOr(Schema.Finite)
})

export const Plan = Schema.Struct({
  /** Hash of the steps: equal for equal plans. */
  id: Schema.String,
  selection: Schema.String,
  partitions: Schema.Array(Schema.String),
  steps: Schema.Array(PlanStep),
  counts: Schema.Struct({ run: Count, maybe: Count, skip: Count }),
  /** Requests that it sends to a source with a quota; null where none. */
  requests: Schema.NullOr(Schema.Struct({ source: Schema.String, least: Count, most: Count })),
  command: Schema.String
})
export type Plan = typeof Plan.Type

/** An error with what `runner explain` says of its kind. */
export const ExplainedError = Schema.Struct({
  ...StepError.fields,
  /** `JG` and three digits: what to search for, and to give to `runner explain`. */
  code: Schema.String,
  /** One sentence: what it means. */
  means: Schema.String,
  /** What to do, the first thing to try first; commands stand in backquotes. */
  next: Schema.Array(Schema.String)
})
export type ExplainedError = typeof ExplainedError.Type

export const RunSummary = Schema.Struct({
  runId: Schema.String,
  rootRunId: Schema.String,
  /** The run that this one continues or repeats; null for the first of a chain. */
  retryOf: Schema.NullOr(Schema.String),
  status: RunStatus,
  /** Why it has not begun: what it waits for, or how it ended in the queue. Null for one that has. */
  reason: Schema.NullOr(Schema.String),
  trigger: Schema.String,
  selection: Schema.String,
  partitions: Schema.Array(Schema.String),
  /** When it was asked for; null for a run that no queue held. */
  queuedAt: Schema.NullOr(Instant),
  startedAt: Schema.NullOr(Instant),
  endedAt: Schema.NullOr(Instant),
  /** How many steps ended how. */
  steps: Schema.Record(Schema.String, Count),
  /** The first error of its steps. */
  error: Schema.NullOr(Schema.Struct({ asset: Schema.String, partition: PartitionKey, ...ExplainedError.fields })),
  /** The number of its last event; only grows. */
  version: Count
})
export type RunSummary = typeof RunSummary.Type

/** One attempt of a step. */
export const RunAttempt = Schema.Struct({
  /** From 1. */
  n: Count,
  startedAt: Instant,
  /** Null while it goes on. */
  endedAt: Schema.NullOr(Instant),
  error: Schema.NullOr(StepError),
  /** When the next one is due; null where none is, or the step waits for a place and not for a time. */
  waitUntil: Schema.NullOr(Instant)
})

export const RunStep = Schema.Struct({
  asset: Schema.String,
  partition: PartitionKey,
  status: StepStatus,
  reason: Schema.String,
  attempts: Count,
  attemptList: Schema.Array(RunAttempt),
  changed: Schema.NullOr(Schema.Boolean),
  dataVersion: Schema.NullOr(Schema.String),
  metadata: Schema.Record(Schema.String, Json),
  error: Schema.NullOr(ExplainedError),
  startedAt: Schema.NullOr(Instant),
  endedAt: Schema.NullOr(Instant),
  /** Did it take longer than the target of its stage, or does it by now? */
  late: Schema.Boolean
})

/** What can be done with a run, or why not. */
export const RunAction = Schema.Struct({
  name: Schema.Literals(["retry", "cancel", "rollback", "release"]),
  ...choice,
  /** The same done another way, by a parameter of its own: all of it again, or with the later runs that built on it. */
  variant: Schema.NullOr(Schema.Struct({ parameter: Schema.Literals(["fromStart", "cascade"]), ...choice }))
})
export type RunAction = typeof RunAction.Type

/** A retry: what is left to do. */
export const RetryResult = Schema.Struct({
  ...ActionResult.fields,
  /** What it does or would do; null where it is refused. */
  plan: Schema.NullOr(Plan)
})
export type RetryResult = typeof RetryResult.Type

export const AssetPartition = Schema.Struct({ asset: Schema.String, partition: PartitionKey })

/** A rollback: what is taken back and what is there afterwards. */
export const RollbackResult = Schema.Struct({
  ...ActionResult.fields,
  /** The run, then those that are rolled back with it. */
  runIds: Schema.Array(Schema.String),
  /** The last published first. */
  versions: Schema.Array(
    Schema.Struct({
      ...AssetPartition.fields,
      runId: Schema.String,
      /** False for one in the midst of others: a later one stays current. */
      wasCurrent: Schema.Boolean,
      /** The run whose version is current afterwards; null if there is none. */
      currentRunId: Schema.NullOr(Schema.String)
    })
  ),
  /** What nothing makes by itself afterwards, until it is named or released. */
  held: Schema.Array(AssetPartition),
  /** Later runs that have built on it, so that it is refused without `cascade`. */
  builtUponBy: Schema.Array(Schema.Struct({ runId: Schema.String, published: Schema.Array(Schema.String) }))
})
export type RollbackResult = typeof RollbackResult.Type

/** An asset partition that waits for a person since a rollback. */
export const Hold = Schema.Struct({
  ...AssetPartition.fields,
  runId: Schema.String,
  since: Instant,
  /** How it came to be held and what ends that, after "it is". */
  text: Schema.String,
  /** Releases it, and what else is held of its partition. */
  command: Schema.String
})
export type Hold = typeof Hold.Type

/** A release: whatever runs by itself makes it again. */
export const ReleaseResult = Schema.Struct({
  ...ActionResult.fields,
  released: Schema.Array(AssetPartition)
})
export type ReleaseResult = typeof ReleaseResult.Type

export const RunDetail = Schema.Struct({
  ...RunSummary.fields,
  stepList: Schema.Array(RunStep),
  /** The process that has it; null once it has ended. */
  holder: Schema.NullOr(Schema.Struct({ host: Schema.String, pid: Count })),
  actions: Schema.Array(RunAction),
  /** Where to open the stream of events. */
  lastEvent: Count
})
export type RunDetail = typeof RunDetail.Type

/** Runs beside each other: one column a run, one row an asset, one call. */
export const RunGrid = Schema.Struct({
  runs: Schema.Array(RunSummary),
  assets: Schema.Array(Schema.String),
  /** Run, asset (both by index), the worst status of the asset's steps, milliseconds. */
  cells: Schema.Array(Schema.Tuple([Count, Count, StepStatus, Schema.Finite]))
})
export type RunGrid = typeof RunGrid.Type

export const LogLevel = Schema.Literals(["error", "warning", "info"])
export const LogLine = Schema.Struct({
  /** The number of the event: its place in the log. */
  pos: Count,
  at: Instant,
  level: LogLevel,
  asset: Schema.NullOr(Schema.String),
  partition: PartitionKey,
  attempt: Schema.NullOr(Count),
  message: Schema.String,
  fields: Schema.Record(Schema.String, Json)
})
export type LogLine = typeof LogLine.Type
export const LogPage = Schema.Struct({
  lines: Schema.Array(LogLine),
  counts: Schema.Struct({ error: Count, warning: Count, info: Count }),
  next: Schema.NullOr(Schema.String)
})
export type LogPage = typeof LogPage.Type

/** A transition of a run or of a step, as `runs logs --json` prints it. */
export const RunEvent = Schema.Struct({
  runId: Schema.String,
  sequence: Count,
  at: Instant,
  kind: Schema.String,
  asset: Schema.NullOr(Schema.String),
  partition: PartitionKey,
  data: Schema.Record(Schema.String, Json)
})
export type RunEvent = typeof RunEvent.Type

/**
 * The names of the messages of a run's stream: the kinds of its events, and what the stream says of itself. `gap`
 * tells from which to which number events are no longer kept, so that what was read before must be read anew; `end`
 * closes the stream; `bye` says that the service ends and that one should come again.
 */
export const RunEventName = Schema.Literals([...Event.fields.kind.literals, "gap", "end", "bye"])
export type RunEventName = typeof RunEventName.Type

export const RunEventMessage = Schema.Struct({
  ...Sse.EventEncoded.fields,
  event: RunEventName,
  data: Schema.fromJsonString(Schema.Json)
})
