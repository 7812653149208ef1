import { pathOf } from "@jobgraph/assets/ArtifactStoreFiles"
import type { PublishContext } from "@jobgraph/assets/Context"
import type { Materialization, Metadata } from "@jobgraph/assets/Materialization"
import { Database } from "@jobgraph/db/Database"
import * as Models from "@jobgraph/db/Models"
import { DateTime, Effect, Option } from "effect"
import { ModelRetention } from "./ModelRetention.ts"
import type { ModelSettings } from "./ModelSettings.ts"

/**
 * Registers a new model in `model_versions`, in the transaction that publishes it.
 *
 * It becomes the active one, and those before it archived, unless a person has
 * pinned one: then it is registered as archived. So is one that has learned nothing,
 * where the active one has: a day without ads must not stop people searching.
 * A fit that came out as the one before is the same model and gets no second
 * row. The oldest ones beyond those that are to be kept are forgotten.
 */
export const publishModel = Effect.fnUntraced(function* ({ materialization, previous }: PublishContext<ModelSettings>) {
  const known = previous?.metadata.model_version
  if (previous !== null && !materialization.changed && typeof known === "string") {
    return { model_version: known } satisfies Metadata
  }
  const database = yield* Database
  const pinned = yield* database.run("findPinnedModel", (db) =>
    db.selectFrom("public.model_versions").select("model_version").where("pinned", "=", true).executeTakeFirst()
  )
  const { metadata, runId } = materialization
  const isEmpty = Number(metadata.feature_count) === 0
  const isUsed = pinned === undefined && !(isEmpty && Option.exists(yield* Models.active, hasLearned))
  const name = yield* freeName(materialization.endedAt)
  if (isUsed) {
    yield* database.run("archiveModels", (db) =>
      db.updateTable("public.model_versions").set({ status: "archived" }).where("status", "=", "active").execute()
    )
  }
  yield* database.run("insertModel", (db) =>
    db
      .insertInto("public.model_versions")
      .values({
        model_version: name,
        model_type: "tfidf",
        vectorizer_path: artifactPath(materialization, "vocabulary.txt"),
        matrix_path: artifactPath(materialization, "corpus.ndjson"),
        trained_on_jobs_count: Number(metadata.trained_on_jobs_count),
        feature_count: Number(metadata.feature_count),
        ngram_range: String(metadata.ngram_range),
        status: isUsed ? "active" : "archived",
        created_by: `run_${runId}`,
        run_id: runId,
        data_version: materialization.dataVersion,
        // The size stands here so that a list of models need not read the thousands of files of each.
        metadata: JSON.stringify({ ...metadata, bytes: sum(materialization.manifest.parts.map(({ bytes }) => bytes)) })
      })
      .execute()
  )
  yield* Models.retain(yield* ModelRetention)
  return { model_version: name } satisfies Metadata
})

const sum = (figures: ReadonlyArray<number>): number => figures.reduce((a, b) => a + b, 0)

const hasLearned = ({ feature_count }: Models.ModelVersion): boolean => feature_count !== 0

/** `tfidf_v20260108_003000`, with a number behind it where that second has a model already. */
const freeName = Effect.fnUntraced(function* (at: number) {
  const database = yield* Database
  const time = DateTime.formatIso(DateTime.makeUnsafe(at)).slice(0, 19)
  const base = `tfidf_v${time.replaceAll("-", "").replaceAll(":", "").replace("T", "_")}`
  const taken = yield* database.run("findModelNames", (db) =>
    db.selectFrom("public.model_versions").select("model_version").where("model_version", "like", `${base}%`).execute()
  )
  const names = new Set(taken.map(({ model_version }) => model_version))
  let name = base
  for (let number = 2; names.has(name); number += 1) {
    name = `${base}_${number}`
  }
  return name
})

/** Where a file of the model is, relative to `RUNNER_HOME`; compressed with zstd. */
const artifactPath = ({ manifest }: Materialization, file: string): string | null => {
  const part = manifest.parts.find(({ name }) => name === file)
  return part === undefined ? null : `artifacts/${pathOf(part.hash)}`
}
