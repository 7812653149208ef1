/**
 * Events as log lines, in the specification's form.
 *
 * ```
 * [2026-01-08 00:35:10] STAGE=collect | STATUS=success | jobs_collected=245 | duration=88s
 * ```
 *
 * @module
 */
import type { Event } from "@jobgraph/assets/Event"
import type { Metadata } from "@jobgraph/assets/Materialization"
import type { StepError } from "@jobgraph/assets/Run"
import { countOf, stageOf } from "@jobgraph/stages/batch/BatchStage"
import { Option } from "effect"
import {
  AttemptFailed,
  CheckEvaluated,
  decoded,
  RunEnded,
  StepEnded,
  StepStarted,
  StepWaiting,
  TimeLimit
} from "./eventData.ts"
import { seconds, timestamp } from "./format.ts"

/** What the events of one run have in common. */
export interface LogContext {
  /** Does the run have several partitions, so that each line must say which? */
  readonly hasPartitions: boolean
}

const columns = [
  "jobs_collected",
  "jobs_validated",
  "jobs_enriched",
  "jobs_vectorized",
  "jobs_inserted",
  "jobs_updated"
] as const

/** The one line of an event; none for events that say nothing new to a reader. */
export const logLine = (event: Event, context: LogContext): Option.Option<string> =>
  Option.map(fieldsOf(event, context), (fields) =>
    `[${timestamp(event.at)}] ${fields.filter(isText).join(" | ")}`.replaceAll(/\s*[\r\n]+\s*/g, " ")
  )

const isText = (field: string | null): field is string => field !== null

const fieldsOf = (event: Event, context: LogContext): Option.Option<ReadonlyArray<string | null>> => {
  const { asset, kind, partition } = event
  if (kind === "RunEnded") {
    return Option.some(pipelineFields(event))
  }
  if (kind === "RunRolledBack") {
    return Option.some(["PIPELINE", "STATUS=rolled_back"])
  }
  const alert = alertOf(event)
  if (asset === null) {
    return alert === null ? Option.none() : Option.some(["PIPELINE", ...alert])
  }
  const head = [
    `STAGE=${stageOf(asset)?.stage ?? asset}`,
    context.hasPartitions && partition !== null ? `partition=${partition}` : null
  ]
  const tail = alert ?? stepFields(event, asset)
  return tail.length === 0 ? Option.none() : Option.some([...head, ...tail])
}

/** What takes long; null for other events. */
const alertOf = ({ data, kind }: Event): ReadonlyArray<string> | null => {
  switch (kind) {
    case "OverThreshold":
      return ["ALERT=slow", `longer than ${seconds(decoded(TimeLimit, data).limitMs)}`]
    case "Late":
      return ["ALERT=late", `longer than its service level of ${seconds(decoded(TimeLimit, data).limitMs)}`]
    case "TimedOut":
      return ["ALERT=timed_out", `stopped after ${seconds(decoded(TimeLimit, data).limitMs)}`]
    default:
      return null
  }
}

const pipelineFields = ({ data }: Event): ReadonlyArray<string | null> => {
  const { durationMs, status, successRate } = decoded(RunEnded, data)
  return [
    "PIPELINE",
    `STATUS=${status === "success" ? "complete" : status}`,
    `total_duration=${seconds(durationMs)}`,
    successRate === undefined ? null : `success_rate=${Math.round(100 * successRate)}%`
  ]
}

const stepFields = ({ data, kind }: Event, asset: string): ReadonlyArray<string | null> => {
  switch (kind) {
    case "StepStarted": {
      const { attempt } = decoded(StepStarted, data)
      return ["STATUS=in_progress", progress(asset, {}), attempt > 1 ? `attempt=${attempt}` : null]
    }
    case "AttemptFailed": {
      const { attempt, error, isLast } = decoded(AttemptFailed, data)
      return isLast
        ? []
        : ["STATUS=attempt_failed", `attempt=${attempt}`, error.transient ? "transient" : "permanent", errorText(error)]
    }
    case "StepWaiting": {
      const { reason, waitMs } = decoded(StepWaiting, data)
      return ["STATUS=waiting", waitMs === undefined ? null : `retry_in=${seconds(waitMs)}`, reason]
    }
    case "CheckEvaluated": {
      const { message, name, severity } = decoded(CheckEvaluated, data)
      return [`CHECK=${name}`, `SEVERITY=${severity}`, message]
    }
    case "StepEnded":
      return endFields(decoded(StepEnded, data), asset)
    default:
      return []
  }
}

const endFields = ({ attempts, durationMs, error, metadata, reason, status }: StepEnded, asset: string) => {
  switch (status) {
    case "materialized":
      return [
        "STATUS=success",
        ...figures(asset, metadata),
        `duration=${seconds(durationMs)}`,
        refused(asset, metadata)
      ]
    case "failed":
    case "fenced":
      return [
        `STATUS=${status}`,
        progress(asset, metadata),
        attempts > 1 ? `attempts=${attempts}` : null,
        `duration=${seconds(durationMs)}`,
        error === null ? reason : errorText(error)
      ]
    default:
      return [`STATUS=${status}`, reason]
  }
}

const errorText = ({ message, tag }: StepError): string => `error="${tag}: ${message.replaceAll('"', "'")}"`

/** How far the stage is: `jobs_collected=0`. */
const progress = (asset: string, metadata: Metadata): string | null => {
  const stage = stageOf(asset)
  return stage === undefined ? null : `${stage.progress}=${countOf(stage, stage.progress, metadata)}`
}

/** All counts of the stage but its refused records. */
const figures = (asset: string, metadata: Metadata): ReadonlyArray<string> => {
  const stage = stageOf(asset)
  if (stage === undefined) {
    return [`rows=${metadata.rows ?? 0}`]
  }
  return columns
    .filter((column) => column in stage.counts)
    .map((column) => `${column}=${countOf(stage, column, metadata)}`)
}

/** Behind the specification's fields, and only where there are some. */
const refused = (asset: string, metadata: Metadata): string | null => {
  const stage = stageOf(asset)
  const count = stage === undefined ? 0 : countOf(stage, "jobs_failed", metadata)
  return count === 0 ? null : `jobs_failed=${count}`
}
