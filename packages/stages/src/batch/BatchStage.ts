/**
 * The five assets as the stages of a batch: the names that `batch_runs` and the log lines have for them.
 *
 * @module
 */
import type { Metadata } from "@jobgraph/assets/Materialization"

/** Columns of `batch_runs` that hold counts. */
export type CountColumn =
  | "jobs_collected"
  | "jobs_validated"
  | "jobs_enriched"
  | "jobs_vectorized"
  | "jobs_inserted"
  | "jobs_updated"
  | "jobs_failed"

export interface BatchStage {
  readonly asset: string
  readonly stage: "collect" | "validate" | "enrich" | "vectorize" | "export"
  /** The column that says how far the stage has come. */
  readonly progress: CountColumn
  /** Which figure of a step's metadata goes into which column. */
  readonly counts: Partial<Readonly<Record<CountColumn, string>>>
}

/** In the order of the pipeline. */
export const batchStages: ReadonlyArray<BatchStage> = [
  {
    asset: "raw",
    stage: "collect",
    progress: "jobs_collected",
    counts: { jobs_collected: "rows", jobs_failed: "rejected" }
  },
  {
    asset: "validated",
    stage: "validate",
    progress: "jobs_validated",
    counts: { jobs_validated: "rows", jobs_failed: "rejected" }
  },
  {
    asset: "enriched",
    stage: "enrich",
    progress: "jobs_enriched",
    counts: { jobs_enriched: "rows", jobs_failed: "rejected" }
  },
  {
    asset: "tfidf_model",
    stage: "vectorize",
    progress: "jobs_vectorized",
    counts: { jobs_vectorized: "jobs_vectorized" }
  },
  {
    asset: "exported",
    stage: "export",
    progress: "jobs_inserted",
    counts: { jobs_inserted: "inserted", jobs_updated: "updated", jobs_failed: "rejected" }
  }
]

/** The stage that an asset is; undefined for an asset that is no stage of a batch. */
export const stageOf = (asset: string): BatchStage | undefined => batchStages.find((stage) => stage.asset === asset)

/** The figure that a step's metadata gives for a column; 0 where it gives none. */
export const countOf = (stage: BatchStage, column: CountColumn, metadata: Metadata): number => {
  const figure = metadata[stage.counts[column] ?? ""]
  return typeof figure === "number" ? figure : 0
}
