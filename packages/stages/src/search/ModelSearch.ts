import type { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Database } from "@jobgraph/db/Database"
import type { FilterError } from "@jobgraph/db/jobs/Filter"
import { Context, Effect, Layer, Option, Ref, Semaphore } from "effect"
import { openModel } from "../tfidf/ModelFiles.ts"
import { chosenModel, hasFiles, openModelVersion } from "../tfidf/openModelVersion.ts"
import { type AdNotInModel, type LoadedModel, loadModel, type SearchAnswer, type SearchRequest } from "./LoadedModel.ts"

/**
 * Searches the ads with the active model, which is kept in memory.
 *
 * Every request asks the database which model is active and what the newest
 * ads are; only if one of these changed is anything loaded again. Requests that
 * come meanwhile wait for the same loading.
 */
export class ModelSearch extends Context.Service<
  ModelSearch,
  {
    /** The model that is in use now, loaded; loading 100,000 ads takes about 3 s. */
    readonly loaded: Effect.Effect<LoadedModel, LoadError>
    /** The ads nearest to some words, in French or English. */
    search(text: string, request: SearchRequest): Effect.Effect<SearchAnswer, LoadError | FilterError>
    /** The ads nearest to an ad. */
    similar(jobId: string, request: SearchRequest): Effect.Effect<SearchAnswer, LoadError | FilterError | AdNotInModel>
  }
>()("@jobgraph/stages/search/ModelSearch") {
  static readonly layer = Layer.effect(
    ModelSearch,
    Effect.gen(function* () {
      const context = yield* Effect.context<Catalog | Database | ArtifactStore>()
      const kept = yield* Ref.make(Option.none<{ readonly key: string; readonly model: LoadedModel }>())
      const oneAtATime = yield* Semaphore.make(1)
      const loaded = Effect.gen(function* () {
        const wanted = yield* inUse
        const before = Option.filter(yield* Ref.get(kept), ({ key }) => key === wanted.key)
        if (Option.isSome(before)) {
          return before.value.model
        }
        const model = yield* wanted.load
        yield* Ref.set(kept, Option.some({ key: wanted.key, model }))
        return model
      }).pipe(oneAtATime.withPermits(1), Effect.provideContext(context))
      return ModelSearch.of({
        loaded,
        search: Effect.fn("ModelSearch.search")(function* (text: string, request: SearchRequest) {
          return yield* Effect.fromResult((yield* loaded).search(text, request))
        }),
        similar: Effect.fn("ModelSearch.similar")(function* (jobId: string, request: SearchRequest) {
          return yield* Effect.fromResult((yield* loaded).similar(jobId, request))
        })
      })
    })
  )
}

type LoadError = Effect.Error<typeof inUse> | Effect.Error<Effect.Success<typeof inUse>["load"]>

/**
 * The active model, and a name for it together with the ads that it is to search.
 *
 * The ads are the newest that are counted, also if the model is an older one
 * that somebody pinned; those that it was fitted on where its terms were
 * counted in another way.
 */
const inUse = Effect.gen(function* () {
  const row = yield* chosenModel(Option.none())
  const newest = Option.filter(yield* (yield* Catalog).current({ asset: "tfidf_model", partition: null }), hasFiles)
  const newestKey = Option.map(newest, ({ id, manifest }) => `${id}/${manifest.parts.length}`)
  const load = Effect.gen(function* () {
    const { model } = yield* openModelVersion(row)
    const ads = Option.isSome(newest) ? yield* openModel(newest.value) : model
    const isComparable = ads.description.counting === model.description.counting
    return yield* loadModel(row.model_version, model, (isComparable ? ads : model).corpus)
  })
  return { key: `${row.model_version} ${Option.getOrElse(newestKey, () => "")}`, load }
})
