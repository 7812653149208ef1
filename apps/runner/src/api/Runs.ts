/**
 * Runs: beginning them, their lists and steps, and what can be done with one.
 *
 * @module
 */
import { RunStatus } from "@jobgraph/assets/Run"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { ActionResult, dryRun, Page, paging, Text } from "./Common.ts"
import { Conflict, NotFound, Refused } from "./Problem.ts"
import {
  Hold,
  LogLevel,
  LogPage,
  Plan,
  ReleaseResult,
  RetryResult,
  RollbackResult,
  RunDetail,
  RunEventMessage,
  RunGrid,
  RunRequest,
  RunSummary
} from "./RunAnswers.ts"

const ofRun = { runId: Schema.String.check(Schema.isMaxLength(100)) }
const yes = Schema.Literals(["true", "false"])

/** 202 where it is done, 200 for a dry run. */
const acting = <S extends Schema.Top>(result: S) =>
  [
    result.pipe(HttpApiSchema.status(202)).annotate({ description: "It is done or on its way" }),
    result.annotate({ description: "A dry run: what it would come to" })
  ] as const

/** Which runs are meant; `from` and `to` are dates or moments, `to` the first one that is not. */
const runFilters = {
  status: Schema.optionalKey(RunStatus),
  asset: Schema.optionalKey(Text),
  partition: Schema.optionalKey(Text),
  trigger: Schema.optionalKey(Text),
  from: Schema.optionalKey(Text),
  to: Schema.optionalKey(Text)
}

export const runs = HttpApiGroup.make("runs")
  .add(
    HttpApiEndpoint.post("plan", "/plan", { payload: RunRequest, success: Plan, error: [Refused] }).annotate(
      OpenApi.Summary,
      "What a run would do and why; changes nothing"
    ),
    HttpApiEndpoint.get("list", "/runs", {
      query: { ...runFilters, ...paging },
      success: Page(RunSummary),
      error: [Refused]
    }).annotate(OpenApi.Summary, "Runs, newest first; those that wait in the queue are on the first page"),
    HttpApiEndpoint.get("grid", "/runs/grid", {
      query: { ...runFilters, limit: paging.limit },
      success: RunGrid,
      error: [Refused]
    }).annotate(OpenApi.Summary, "The last runs beside each other"),
    HttpApiEndpoint.post("create", "/runs", {
      payload: RunRequest,
      success: [
        ActionResult.pipe(HttpApiSchema.status(202)).annotate({ description: "The run waits in the queue" }),
        ActionResult.annotate({ description: "Nothing to do: there is no run" })
      ],
      error: [Conflict, Refused]
    }).annotate(OpenApi.Summary, "Queue a run of the plan that the same request has now"),
    HttpApiEndpoint.get("show", "/runs/:runId", { params: ofRun, success: RunDetail, error: [NotFound] }).annotate(
      OpenApi.Summary,
      "One run with its steps; `last` is the newest"
    ),
    HttpApiEndpoint.get("logs", "/runs/:runId/logs", {
      params: ofRun,
      query: {
        asset: Schema.optionalKey(Text),
        level: Schema.optionalKey(LogLevel),
        q: Schema.optionalKey(Text),
        /** Only lines after this `pos`: what has come since one looked. */
        after: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
        ...paging
      },
      success: LogPage,
      error: [NotFound, Refused]
    }).annotate(OpenApi.Summary, "What a run did, line by line"),
    HttpApiEndpoint.get("events", "/runs/:runId/events", {
      params: ofRun,
      query: { after: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))) },
      headers: { "last-event-id": Schema.optionalKey(Schema.String) },
      success: HttpApiSchema.StreamSse({ events: RunEventMessage }),
      error: [NotFound]
    }).annotate(
      OpenApi.Summary,
      "The events of a run as they come, each with its number as id: a reconnect goes on where it was"
    ),
    HttpApiEndpoint.post("cancel", "/runs/:runId/cancel", {
      params: ofRun,
      query: dryRun,
      success: acting(ActionResult),
      error: [NotFound, Conflict]
    }).annotate(OpenApi.Summary, "Cancel a run, or take it out of the queue"),
    HttpApiEndpoint.post("retry", "/runs/:runId/retry", {
      params: ofRun,
      query: { fromStart: Schema.optionalKey(yes), ...dryRun },
      success: acting(RetryResult),
      error: [NotFound, Conflict]
    }).annotate(
      OpenApi.Summary,
      "Queue what is left of a run that failed, was cancelled or crashed; with `fromStart` all of it again"
    ),
    HttpApiEndpoint.post("rollback", "/runs/:runId/rollback", {
      params: ofRun,
      query: { cascade: Schema.optionalKey(yes), ...dryRun },
      success: acting(RollbackResult),
      error: [NotFound, Conflict]
    }).annotate(
      OpenApi.Summary,
      "Take back what a run published; with `cascade` the later runs, too, that have built on it"
    ),
    HttpApiEndpoint.post("release", "/runs/:runId/release", {
      params: ofRun,
      query: dryRun,
      success: acting(ReleaseResult),
      error: [NotFound, Conflict]
    }).annotate(OpenApi.Summary, "Let what the rollback of a run holds be made again by whatever runs by itself"),
    HttpApiEndpoint.get("holds", "/holds", { success: Schema.Array(Hold) }).annotate(
      OpenApi.Summary,
      "What was rolled back and waits for a person"
    ),
    HttpApiEndpoint.post("releaseHolds", "/holds/release", {
      query: { partition: Text, ...dryRun },
      success: acting(ReleaseResult),
      error: [Conflict]
    }).annotate(OpenApi.Summary, "Release what is held of `2026-01-08/fr`, `2026-01-08` or `A..B`")
  )
  .annotate(OpenApi.Description, "What would be done, is done and was done")
