import { Catalog } from "@jobgraph/assets/Catalog"
import type { Materialization } from "@jobgraph/assets/Materialization"
import * as Models from "@jobgraph/db/Models"
import { Effect, Option, Schema } from "effect"
import { ModelFilesGone, openModel } from "./ModelFiles.ts"

/** No model was ever fitted, or all are archived. */
export class NoModel extends Schema.TaggedError<NoModel>()("NoModel", {}) {
  get isTransient() {
    return false
  }
  override get message() {
    return "there is no active model yet: run `runner materialize --all`, or choose one of `runner models list` with `runner models activate`"
  }
}

const asset = "tfidf_model"

/** Newest versions that are looked through first, then more: old versions are rarely asked for. */
const pages = [1, 50, 5_000]

/** The version of the asset that a model was registered for. */
const versionOf = Effect.fnUntraced(function* ({ data_version, model_version }: Models.ModelVersion) {
  const catalog = yield* Catalog
  const isIt = (version: Materialization) => version.dataVersion === data_version
  const current = yield* catalog.current({ asset, partition: null })
  if (Option.isSome(Option.filter(current, isIt))) {
    return Option.getOrThrow(current)
  }
  for (const limit of pages) {
    const found = (yield* catalog.materializations({ asset, partition: null, limit })).find(isIt)
    if (found !== undefined) {
      return found
    }
  }
  return yield* new ModelFilesGone({ model: model_version })
})

/** The row of the model of this name, or of the active one. */
export const chosenModel = Effect.fnUntraced(function* (name: Option.Option<string>) {
  if (Option.isSome(name)) {
    return yield* Models.find(name.value)
  }
  return Option.getOrUndefined(yield* Models.active) ?? (yield* new NoModel())
})

/** A registered model with its files. */
export const openModelVersion = Effect.fn("openModelVersion")(function* (row: Models.ModelVersion) {
  const version = yield* versionOf(row)
  return { row, version, model: yield* openModel(row.model_version, version) }
})
