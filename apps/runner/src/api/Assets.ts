/**
 * Assets: what they are, how they stand, what was made of them.
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import {
  AssetDetail,
  AssetStatus,
  CheckResult,
  Comparison,
  Freshness,
  Graph,
  Materialization,
  Partitions,
  Rejects,
  Rows,
  Series
} from "./AssetAnswers.ts"
import { Count, Page, paging, Text } from "./Common.ts"
import { Conflict, NotFound, Refused } from "./Problem.ts"

const ofAsset = { key: Schema.String.check(Schema.isMaxLength(200)) }
const partition = Schema.optionalKey(Text)

export const assets = HttpApiGroup.make("assets")
  .add(
    HttpApiEndpoint.get("graph", "/graph", { success: Graph }).annotate(
      OpenApi.Summary,
      "The assets and how they depend on each other"
    ),
    HttpApiEndpoint.get("list", "/assets", { success: Schema.Array(AssetDetail) }).annotate(
      OpenApi.Summary,
      "Every asset with its configuration and checks"
    ),
    HttpApiEndpoint.get("status", "/assets/status", {
      query: { selection: Schema.optionalKey(Text), partition },
      success: Schema.Array(AssetStatus),
      error: [Refused]
    }).annotate(OpenApi.Summary, "How the assets stand, and why; of today and the newest batch, or of a partition"),
    HttpApiEndpoint.get("selection", "/selection", {
      query: { q: Text },
      success: Schema.Struct({
        keys: Schema.Array(Schema.String),
        error: Schema.NullOr(Schema.Struct({ column: Count, text: Schema.String }))
      })
    }).annotate(OpenApi.Summary, "What a selection means, or where it does not parse"),
    HttpApiEndpoint.get("freshness", "/freshness", { success: Schema.Array(Freshness) }).annotate(
      OpenApi.Summary,
      "The freshness policies and how the assets keep them"
    ),
    HttpApiEndpoint.get("checks", "/checks", {
      query: {
        asset: Schema.optionalKey(Text),
        partition,
        passed: Schema.optionalKey(Schema.Literals(["true", "false"])),
        ...paging
      },
      success: Page(CheckResult),
      error: [Refused]
    }).annotate(OpenApi.Summary, "What checks found, newest first"),
    HttpApiEndpoint.get("show", "/assets/:key", {
      params: ofAsset,
      success: AssetDetail,
      error: [NotFound]
    }).annotate(OpenApi.Summary, "One asset"),
    HttpApiEndpoint.get("partitions", "/assets/:key/partitions", {
      params: ofAsset,
      success: Partitions,
      error: [NotFound]
    }).annotate(OpenApi.Summary, "The partitions of an asset as stretches of equal state"),
    HttpApiEndpoint.get("materializations", "/assets/:key/materializations", {
      params: ofAsset,
      query: { partition, refused: Schema.optionalKey(Schema.Literals(["true", "false"])), ...paging },
      success: Page(Materialization),
      error: [NotFound, Refused]
    }).annotate(OpenApi.Summary, "The versions of an asset, newest first"),
    HttpApiEndpoint.get("series", "/assets/:key/series", {
      params: ofAsset,
      query: { metric: Text, partition },
      success: Series,
      error: [NotFound]
    }).annotate(OpenApi.Summary, "rows, rejected, passRate, durationMs or a figure of the metadata, over time"),
    HttpApiEndpoint.get("compare", "/assets/:key/compare", {
      params: ofAsset,
      query: { a: Text, b: Text },
      success: Comparison,
      error: [NotFound]
    }).annotate(OpenApi.Summary, "Two versions beside each other"),
    HttpApiEndpoint.get("rows", "/assets/:key/rows", {
      params: ofAsset,
      query: { partition, version: Schema.optionalKey(Text), ...paging },
      success: Rows,
      error: [NotFound, Conflict, Refused]
    }).annotate(OpenApi.Summary, "The rows of the current version, or of another"),
    HttpApiEndpoint.get("rejects", "/assets/:key/rejects", {
      params: ofAsset,
      query: { partition, version: Schema.optionalKey(Text), ...paging },
      success: Rejects,
      error: [NotFound, Conflict, Refused]
    }).annotate(OpenApi.Summary, "The records that the asset refused, each with the rule that it broke")
  )
  .annotate(OpenApi.Description, "What there is, how it stands and why")
