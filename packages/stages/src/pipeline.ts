/**
 * The pipeline: five assets, from job ads to rows in PostgreSQL.
 *
 * ```
 * source ──> raw ──> validated ──> enriched ──> exported
 *                                      └──all──> tfidf_model ┄┄after┄┄┘
 * ```
 *
 * @module
 */
import * as Graph from "@jobgraph/assets/Graph"
import { Result } from "effect"
import { enriched } from "./enriched/enriched.ts"
import { exported } from "./exported/exported.ts"
import { raw } from "./raw/raw.ts"
import { tfidfModel } from "./tfidf/tfidfModel.ts"
import { validated } from "./validated/validated.ts"

/** The assets by key, in the order of the data. */
export const pipeline = { raw, validated, enriched, tfidf_model: tfidfModel, exported }

/** Their graph. */
export const graph = Result.getOrThrow(Graph.make([raw, validated, enriched, tfidfModel, exported]))
