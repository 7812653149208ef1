/**
 * Models, for people and for programs.
 *
 * @module
 */
import type { ModelVersion } from "@jobgraph/db/Models"
import { figure, timestamp } from "./format.ts"
import { instant } from "./json.ts"
import { table } from "./table.ts"

export const modelsText = (models: ReadonlyArray<ModelVersion>, width?: number): string =>
  models.length === 0
    ? "There is no model yet: fit one with `runner materialize --all`"
    : table(
        [
          { heading: "model" },
          { heading: "status" },
          { heading: "fitted (UTC)" },
          { heading: "ads", align: "right" },
          { heading: "features", align: "right" },
          { heading: "n-grams" },
          { heading: "made by" }
        ],
        models.map((model) => [
          model.model_version,
          `${model.status}${model.pinned ? ", pinned" : ""}`,
          timestamp(model.created_at.getTime()),
          figure(model.trained_on_jobs_count ?? 0),
          figure(model.feature_count ?? 0),
          model.ngram_range ?? "",
          model.created_by ?? ""
        ]),
        width
      )

/** What became of a model that was activated, put away, or gone back from. */
export const activatedText = (model: string, isPinned: boolean): string =>
  `${model} is active${isPinned ? " and pinned" : ""}.`
export const archivedText = (model: string): string => `${model} is archived.`
export const wentBackText = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  `${to} is active and pinned, instead of ${from}. New models wait until \`runner models activate\`.`

export const modelJson = (model: ModelVersion) => ({
  name: model.model_version,
  status: model.status,
  pinned: model.pinned,
  createdAt: instant(model.created_at.getTime()),
  activatedAt: model.activated_at === null ? null : instant(model.activated_at.getTime()),
  ads: model.trained_on_jobs_count,
  features: model.feature_count,
  ngramRange: model.ngram_range,
  createdBy: model.created_by,
  runId: model.run_id,
  dataVersion: model.data_version,
  vectorizerPath: model.vectorizer_path,
  matrixPath: model.matrix_path
})
