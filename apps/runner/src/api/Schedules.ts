/**
 * Schedules, backfills and alerts: what happens by itself.
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { ActionResult, Count, Day, dryRun, Instant, Page, paging, Text } from "./Common.ts"
import { Conflict, NotFound, Refused } from "./Problem.ts"

export const TickState = Schema.Literals(["queued", "running", "success", "failed", "cancelled", "missed", "skipped"])

/** One moment at which a schedule was due, and what became of it. */
export const Tick = Schema.Struct({
  at: Instant,
  state: TickState,
  runId: Schema.NullOr(Schema.String),
  /** Why it did not run, or what its run came to. */
  reason: Schema.String
})
export type Tick = typeof Tick.Type

export const ScheduleStatus = Schema.Struct({
  name: Schema.String,
  cron: Schema.String,
  zone: Schema.String,
  selection: Schema.String,
  catchUp: Schema.Literals(["none", "latest", "all"]),
  priority: Count,
  pool: Schema.String,
  paused: Schema.Boolean,
  /** The next five. */
  next: Schema.Array(Instant),
  /** The last ten, newest first. */
  ticks: Schema.Array(Tick)
})
export type ScheduleStatus = typeof ScheduleStatus.Type

export const Backfill = Schema.Struct({
  id: Schema.String,
  from: Day,
  to: Day,
  selection: Schema.String,
  state: Schema.Literals(["running", "paused", "cancelled", "done", "failed"]),
  createdAt: Instant,
  /** How many of its days are how far. */
  days: Schema.Record(Schema.String, Count)
})
export type Backfill = typeof Backfill.Type

export const Alert = Schema.Struct({
  id: Count,
  /** `slow_stage`, `slow_batch`, `stage_failed`, `run_failed`, `high_error_rate`, `pipeline_timeout`, `freshness`, `quota`. */
  kind: Schema.String,
  /** What it is about; at most one open alert has the same kind and subject. */
  subject: Schema.String,
  message: Schema.String,
  openedAt: Instant,
  /** Null while it lasts. */
  recoveredAt: Schema.NullOr(Instant),
  runId: Schema.NullOr(Schema.String),
  /** To which channels it went, and how that went. */
  deliveries: Schema.Array(
    Schema.Struct({
      channel: Schema.String,
      about: Schema.Literals(["opened", "recovered"]),
      state: Schema.Literals(["sent", "failed", "held"]),
      detail: Schema.String
    })
  )
})
export type Alert = typeof Alert.Type

const ofSchedule = { name: Schema.String.check(Schema.isMaxLength(200)) }
const scheduleAction = {
  params: ofSchedule,
  query: dryRun,
  success: [
    ActionResult.pipe(HttpApiSchema.status(202)).annotate({ description: "It is done or on its way" }),
    ActionResult.annotate({ description: "A dry run: what it would come to" })
  ] as const,
  error: [NotFound]
}
const ofBackfill = { id: Schema.String.check(Schema.isMaxLength(100)) }
const backfillAction = {
  params: ofBackfill,
  success: ActionResult.pipe(HttpApiSchema.status(202)),
  error: [NotFound, Conflict]
}

export const schedules = HttpApiGroup.make("schedules")
  .add(
    HttpApiEndpoint.get("list", "/schedules", { success: Schema.Array(ScheduleStatus) }).annotate(
      OpenApi.Summary,
      "Schedules with their next and last ticks"
    ),
    HttpApiEndpoint.post("pause", "/schedules/:name/pause", scheduleAction).annotate(
      OpenApi.Summary,
      "Let no tick of a schedule run"
    ),
    HttpApiEndpoint.post("resume", "/schedules/:name/resume", scheduleAction).annotate(
      OpenApi.Summary,
      "Let the ticks from now on run"
    ),
    HttpApiEndpoint.post("trigger", "/schedules/:name/trigger", {
      ...scheduleAction,
      query: { date: Schema.optionalKey(Day), ...dryRun }
    }).annotate(OpenApi.Summary, "Queue a run of a schedule now, for today or another batch date")
  )
  .annotate(OpenApi.Description, "What runs by itself")

export const backfills = HttpApiGroup.make("backfills")
  .add(
    HttpApiEndpoint.get("list", "/backfills", {
      query: paging,
      success: Page(Backfill),
      error: [Refused]
    }).annotate(OpenApi.Summary, "Backfills, newest first"),
    HttpApiEndpoint.post("create", "/backfills", {
      payload: Schema.Struct({
        from: Day,
        to: Day,
        selection: Schema.optionalKey(Text),
        source: Schema.optionalKey(Schema.Literals(["adzuna", "sample"]))
      }),
      success: ActionResult.pipe(HttpApiSchema.status(202)),
      error: [Refused]
    }).annotate(OpenApi.Summary, "Queue one run for each day of a range"),
    HttpApiEndpoint.post("pause", "/backfills/:id/pause", backfillAction).annotate(
      OpenApi.Summary,
      "Begin no further day"
    ),
    HttpApiEndpoint.post("resume", "/backfills/:id/resume", backfillAction).annotate(OpenApi.Summary, "Go on"),
    HttpApiEndpoint.post("cancel", "/backfills/:id/cancel", backfillAction).annotate(
      OpenApi.Summary,
      "Take what has not begun out of the queue"
    ),
    HttpApiEndpoint.post("retry", "/backfills/:id/retry", { ...backfillAction, error: [NotFound] }).annotate(
      OpenApi.Summary,
      "Queue the days again whose runs failed"
    )
  )
  .annotate(OpenApi.Description, "Many days at once")

export const alerts = HttpApiGroup.make("alerts")
  .add(
    HttpApiEndpoint.get("list", "/alerts", {
      query: { open: Schema.optionalKey(Schema.Literals(["true", "false"])), ...paging },
      success: Page(Alert),
      error: [Refused]
    }).annotate(OpenApi.Summary, "Alerts, newest first")
  )
  .annotate(OpenApi.Description, "What somebody should know")

/** What Airflow's API answers: enough for scripts that people have. */
export const DagRun = Schema.Struct({
  dag_id: Schema.String,
  dag_run_id: Schema.String,
  run_type: Schema.Literal("manual"),
  state: Schema.Literal("queued"),
  logical_date: Instant,
  conf: Schema.Struct({})
})
export type DagRun = typeof DagRun.Type

export const airflow = HttpApiGroup.make("airflow")
  .add(
    HttpApiEndpoint.post("trigger", "/dags/:dagId/dagRuns", {
      params: { dagId: Schema.String.check(Schema.isMaxLength(200)) },
      // Without a body, without a content type: `curl -X POST` alone is enough.
      success: DagRun,
      error: [NotFound]
    }).annotate(
      OpenApi.Summary,
      "Queue a run of the schedule of this name, as Airflow's API did; the body is not looked at"
    )
  )
  .annotate(OpenApi.Description, "For scripts written for Airflow")
