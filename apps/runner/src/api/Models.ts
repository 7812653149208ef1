/**
 * The versions of the TF-IDF model.
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Count, Instant, Json } from "./Common.ts"
import { problems } from "./Problem.ts"

export const ModelVersion = Schema.Struct({
  version: Schema.String,
  type: Schema.String,
  status: Schema.String,
  pinned: Schema.Boolean,
  /** Is it the one that search uses? Of several active ones, the newest activation counts. */
  inUse: Schema.Boolean,
  trainedOn: Schema.NullOr(Count),
  features: Schema.NullOr(Count),
  ngramRange: Schema.NullOr(Schema.String),
  createdBy: Schema.NullOr(Schema.String),
  createdAt: Instant,
  activatedAt: Schema.NullOr(Instant),
  runId: Schema.NullOr(Schema.String),
  metadata: Json
})
export type ModelVersion = typeof ModelVersion.Type

export const models = HttpApiGroup.make("models")
  .add(
    HttpApiEndpoint.get("list", "/models", { success: Schema.Array(ModelVersion), error: problems }).annotate(
      OpenApi.Summary,
      "The versions of the model, newest first"
    ),
    HttpApiEndpoint.get("show", "/models/:version", {
      params: { version: Schema.String.check(Schema.isMaxLength(200)) },
      success: ModelVersion,
      error: problems
    }).annotate(OpenApi.Summary, "One version; `active` is the one in use")
  )
  .annotate(OpenApi.Description, "What search by words is based on")
