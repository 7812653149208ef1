/**
 * Batches, and the specification's monitoring queries.
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Count, Day, Instant, Page, paging, Text } from "./Common.ts"
import { NotFound, Refused } from "./Problem.ts"

export const Stage = Schema.Literals(["collect", "validate", "enrich", "vectorize", "export"])

/** A row of `batch_runs`. */
export const BatchStage = Schema.Struct({
  batchId: Schema.String,
  batchDate: Day,
  stage: Schema.String,
  status: Schema.String,
  jobsCollected: Count,
  jobsValidated: Count,
  jobsEnriched: Count,
  jobsVectorized: Count,
  jobsInserted: Count,
  jobsUpdated: Count,
  jobsFailed: Count,
  errorMessage: Schema.NullOr(Schema.String),
  executionTimeSeconds: Schema.NullOr(Schema.Finite),
  runId: Schema.NullOr(Schema.String),
  createdAt: Instant,
  updatedAt: Instant
})
export type BatchStage = typeof BatchStage.Type

export const Batch = Schema.Struct({
  batchId: Schema.String,
  batchDate: Day,
  /** `success` if every stage is. */
  status: Schema.String,
  executionTimeSeconds: Schema.Finite,
  createdAt: Instant,
  stages: Schema.Array(BatchStage)
})
export type Batch = typeof Batch.Type

/** How a day's stages came out. */
export const DaySuccess = Schema.Struct({
  batchDate: Day,
  totalRuns: Count,
  successful: Count,
  /** From 0 to 100, one decimal. */
  successRate: Schema.Finite
})
export type DaySuccess = typeof DaySuccess.Type

export const StageTime = Schema.Struct({
  stage: Schema.String,
  runs: Count,
  avgSeconds: Schema.Finite,
  maxSeconds: Schema.Finite
})
export type StageTime = typeof StageTime.Type

export const BatchError = Schema.Struct({
  batchId: Schema.String,
  batchDate: Day,
  stage: Schema.String,
  errorMessage: Schema.NullOr(Schema.String),
  createdAt: Instant
})
export type BatchError = typeof BatchError.Type

/** How long a stage may take, and how long it took. All times in seconds. */
export const ServiceLevel = Schema.Struct({
  stage: Schema.String,
  normal: Schema.Finite,
  target: Schema.Finite,
  alert: Schema.Finite,
  points: Schema.Array(Schema.Struct({ batchDate: Day, batchId: Schema.String, seconds: Schema.Finite })),
  /** How many of the points are over the alert threshold, and how many over the target. */
  overAlert: Count,
  overTarget: Count
})
export type ServiceLevel = typeof ServiceLevel.Type

const days = { days: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3_650 }))) }

export const batches = HttpApiGroup.make("batches")
  .add(
    HttpApiEndpoint.get("list", "/batches", {
      query: { status: Schema.optionalKey(Text), ...paging },
      success: Page(Batch),
      error: [Refused]
    }).annotate(OpenApi.Summary, "Batches with their stages, newest first"),
    HttpApiEndpoint.get("show", "/batches/:batchId", {
      params: { batchId: Schema.String.check(Schema.isMaxLength(200)) },
      success: Batch,
      error: [NotFound]
    }).annotate(OpenApi.Summary, "One batch")
  )
  .annotate(OpenApi.Description, "One chain of runs on one batch date")

export const stats = HttpApiGroup.make("stats")
  .add(
    HttpApiEndpoint.get("current", "/stats/current", {
      success: Schema.Array(BatchStage)
    }).annotate(OpenApi.Summary, "Current batch status: what each stage of the newest batch came to"),
    HttpApiEndpoint.get("successRate", "/stats/success-rate", {
      query: days,
      success: Schema.Array(DaySuccess)
    }).annotate(OpenApi.Summary, "Success rate by day, of the last 7 days"),
    HttpApiEndpoint.get("stageTimes", "/stats/stage-times", {
      query: days,
      success: Schema.Array(StageTime)
    }).annotate(OpenApi.Summary, "Average time per stage, of the last 30 days"),
    HttpApiEndpoint.get("errors", "/stats/errors", {
      query: { limit: paging.limit },
      success: Schema.Array(BatchError)
    }).annotate(OpenApi.Summary, "Recent errors"),
    HttpApiEndpoint.get("serviceLevels", "/stats/service-levels", {
      query: days,
      success: Schema.Array(ServiceLevel)
    }).annotate(OpenApi.Summary, "How long each stage took, beside its service level")
  )
  .annotate(OpenApi.Description, "The specification's monitoring queries")
