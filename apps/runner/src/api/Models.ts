/**
 * The versions of the TF-IDF model.
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { ActionResult, Count, choice, dryRun, Instant, Json, paging, Text } from "./Common.ts"
import { Conflict, NotFound } from "./Problem.ts"

export const ModelActionName = Schema.Literals(["activate", "pin", "unpin", "archive", "rollback"])
export type ModelActionName = typeof ModelActionName.Type

/** What can be done with a model, or why not. */
export const ModelAction = Schema.Struct({
  name: ModelActionName,
  ...choice
})
export type ModelAction = typeof ModelAction.Type

export const ModelVersion = Schema.Struct({
  version: Schema.String,
  type: Schema.String,
  status: Schema.String,
  pinned: Schema.Boolean,
  /** Is it the one that search uses? Of several active ones, the newest activation counts. */
  inUse: Schema.Boolean,
  /** Is it the newest version of the asset, whose ads search reads? */
  current: Schema.Boolean,
  trainedOn: Schema.NullOr(Count),
  features: Schema.NullOr(Count),
  /** Of its files; null where they are no longer kept. */
  bytes: Schema.NullOr(Count),
  ngramRange: Schema.NullOr(Schema.String),
  createdBy: Schema.NullOr(Schema.String),
  createdAt: Instant,
  activatedAt: Schema.NullOr(Instant),
  runId: Schema.NullOr(Schema.String),
  metadata: Json,
  actions: Schema.Array(ModelAction)
})
export type ModelVersion = typeof ModelVersion.Type

/** A term with its mean weight. */
export const WeighedTerm = Schema.Struct({ term: Schema.String, weight: Schema.Finite })

/** What a model has learned. */
export const ModelTerms = Schema.Struct({
  version: Schema.String,
  /** Ads that count in it, and those of them without any feature. */
  ads: Count,
  emptyAds: Count,
  /** Words of these ads, and those of them that are no feature. */
  words: Count,
  unknownWords: Count,
  /** Weights other than 0. */
  entries: Count,
  /** The greatest mean weights over all ads. */
  topTerms: Schema.Array(WeighedTerm),
  /** For the cities with most ads: what stands out against all ads. */
  cities: Schema.Array(Schema.Struct({ city: Schema.String, ads: Count, topTerms: Schema.Array(WeighedTerm) })),
  command: Schema.String
})
export type ModelTerms = typeof ModelTerms.Type

const Terms = Schema.Struct({ total: Count, items: Schema.Array(Schema.String) })

/** How model b differs from a. A rising idf means that a term became rarer. Lists are cut at `limit`, their totals are not. */
export const ModelComparison = Schema.Struct({
  a: Schema.String,
  b: Schema.String,
  kept: Count,
  added: Terms,
  removed: Terms,
  /** The greatest changes of idf first. */
  moved: Schema.Struct({
    total: Count,
    items: Schema.Array(Schema.Struct({ term: Schema.String, from: Schema.Finite, to: Schema.Finite }))
  }),
  command: Schema.String
})
export type ModelComparison = typeof ModelComparison.Type

const ofModel = { version: Schema.String.check(Schema.isMaxLength(200)) }
const action = {
  params: ofModel,
  query: dryRun,
  success: [
    ActionResult.pipe(HttpApiSchema.status(202)).annotate({ description: "It is done" }),
    ActionResult.annotate({ description: "A dry run: what it would come to" })
  ],
  error: [NotFound, Conflict]
} as const

export const models = HttpApiGroup.make("models")
  .add(
    HttpApiEndpoint.get("list", "/models", { success: Schema.Array(ModelVersion) }).annotate(
      OpenApi.Summary,
      "The versions of the model, newest first"
    ),
    HttpApiEndpoint.get("compare", "/models/compare", {
      query: { a: Text, b: Text, limit: paging.limit },
      success: ModelComparison,
      error: [NotFound, Conflict]
    }).annotate(OpenApi.Summary, "What the vocabulary of model b has more and less than that of a, and what moved"),
    HttpApiEndpoint.get("show", "/models/:version", {
      params: ofModel,
      success: ModelVersion,
      error: [NotFound]
    }).annotate(OpenApi.Summary, "One version; `active` is the one in use"),
    HttpApiEndpoint.get("terms", "/models/:version/terms", {
      params: ofModel,
      query: { limit: paging.limit },
      success: ModelTerms,
      error: [NotFound, Conflict]
    }).annotate(OpenApi.Summary, "The greatest terms of a model, over all ads and by city"),
    HttpApiEndpoint.post("activate", "/models/:version/activate", action).annotate(
      OpenApi.Summary,
      "Make search use a model until a new one is fitted"
    ),
    HttpApiEndpoint.post("pin", "/models/:version/pin", action).annotate(
      OpenApi.Summary,
      "Make search use a model, also when new ones are fitted"
    ),
    HttpApiEndpoint.post("unpin", "/models/:version/unpin", action).annotate(
      OpenApi.Summary,
      "Let the next model that is fitted take the place of a pinned one"
    ),
    HttpApiEndpoint.post("archive", "/models/:version/archive", action).annotate(
      OpenApi.Summary,
      "Put a model away that is not in use"
    ),
    HttpApiEndpoint.post("rollback", "/models/:version/rollback", action).annotate(
      OpenApi.Summary,
      "Go back from the model in use to the one before it, and pin that"
    )
  )
  .annotate(OpenApi.Description, "What search by words is based on")
