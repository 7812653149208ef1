/**
 * The service itself: what it is, what it works on, who may use it.
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Count, Instant, Text } from "./Common.ts"
import { Unauthorized } from "./Problem.ts"

export const Meta = Schema.Struct({
  version: Schema.String,
  database: Schema.Struct({ kind: Schema.Literals(["embedded", "server"]), target: Schema.String }),
  service: Schema.Struct({
    id: Schema.String,
    startedAt: Instant,
    /** Is it ticking? */
    scheduler: Schema.Boolean,
    draining: Schema.Boolean,
    queued: Count,
    running: Count
  }),
  /** The source of the settings; null where the credentials decide. */
  source: Schema.NullOr(Schema.String),
  /** Are there sample ads, and no others, so that what is shown is invented? */
  hasSample: Schema.Boolean,
  markets: Schema.Array(Schema.String),
  groups: Schema.Array(Schema.String),
  /** Today in UTC: the batch date of a run that names none. */
  today: Schema.String
})
export type Meta = typeof Meta.Type

export const QuotaWindow = Schema.Struct({
  window: Schema.Literals(["minute", "day", "week", "month"]),
  used: Count,
  limit: Count,
  left: Count
})
export const Quota = Schema.Struct({ source: Schema.String, windows: Schema.Array(QuotaWindow) })
export type Quota = typeof Quota.Type

/** A place that a person may mean by some words. */
export const SearchHit = Schema.Struct({
  kind: Schema.Literals(["asset", "command", "schedule", "run", "model", "job"]),
  key: Schema.String,
  title: Schema.String,
  /** Where the page shows it; empty for a command, which only a terminal runs. */
  url: Schema.String,
  /** What shows or does it on the command line. */
  command: Schema.String
})
export type SearchHit = typeof SearchHit.Type

export const system = HttpApiGroup.make("system", { topLevel: true })
  .add(
    HttpApiEndpoint.get("meta", "/meta", { success: Meta }).annotate(
      OpenApi.Summary,
      "What this service is and works on"
    ),
    HttpApiEndpoint.get("quota", "/quota", { success: Quota }).annotate(
      OpenApi.Summary,
      "How much of a live source's quota is left"
    ),
    HttpApiEndpoint.get("search", "/search", {
      query: { q: Text },
      success: Schema.Array(SearchHit)
    }).annotate(
      OpenApi.Summary,
      "Find assets, commands, schedules, runs, models and ads by a few words; at most eight of a kind"
    ),
    HttpApiEndpoint.post("signIn", "/session", {
      payload: Schema.Struct({ token: Schema.String.check(Schema.isMaxLength(1_000)) }),
      success: HttpApiSchema.NoContent,
      error: Unauthorized
    }).annotate(OpenApi.Summary, "Exchange the token for a cookie, for browsers"),
    HttpApiEndpoint.delete("signOut", "/session", { success: HttpApiSchema.NoContent }).annotate(
      OpenApi.Summary,
      "Drop the cookie"
    )
  )
  .annotate(OpenApi.Description, "The service itself")
