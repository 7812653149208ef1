import type { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Database } from "@jobgraph/db/Database"
import type { DatabaseError } from "@jobgraph/db/DatabaseError"
import type { FilterError } from "@jobgraph/db/jobs/Filter"
import * as Models from "@jobgraph/db/Models"
import * as JobSearch from "@jobgraph/db/service/JobSearch"
import { Context, Effect, Layer, Option, Ref, Semaphore } from "effect"
import { openModel } from "../tfidf/ModelFiles.ts"
import { chosenModel, openModelVersion } from "../tfidf/openModelVersion.ts"
import { highlights } from "./highlights.ts"
import { type AdNotInModel, type LoadedModel, loadModel } from "./LoadedModel.ts"
import type { Nearest, SearchAnswer, SearchRequest } from "./SearchAnswer.ts"

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
    search(text: string, request: SearchRequest): Effect.Effect<SearchAnswer, SearchError>
    /** The ads nearest to an ad. */
    similar(jobId: string, request: SearchRequest): Effect.Effect<SearchAnswer, SearchError | AdNotInModel>
  }
>()("@jobgraph/stages/search/ModelSearch") {
  static readonly layer = Layer.effect(
    ModelSearch,
    Effect.gen(function* () {
      const context = yield* Effect.context<Catalog | Database | ArtifactStore>()
      const kept = yield* Ref.make(Option.none<{ readonly key: string; readonly model: LoadedModel }>())
      const oneAtATime = yield* Semaphore.make(1)
      const loaded = Effect.gen(function* () {
        const wanted = yield* Models.searched
        const keptOf = Effect.map(
          Ref.get(kept),
          Option.filter(({ key }) => key === wanted)
        )
        const loadOnce = Effect.gen(function* () {
          // Somebody who was waiting in front of this one may have loaded it.
          const before = yield* keptOf
          if (Option.isSome(before)) return before.value.model
          const model = yield* load
          yield* Ref.set(kept, Option.some({ key: wanted, model }))
          return model
        })
        const before = yield* keptOf
        return Option.isSome(before) ? before.value.model : yield* oneAtATime.withPermits(1)(loadOnce)
      }).pipe(Effect.provideContext(context))
      return ModelSearch.of({
        loaded,
        search: Effect.fn("ModelSearch.search")(function* (text: string, request: SearchRequest) {
          const model = yield* loaded
          const nearest = yield* Effect.fromResult(model.search(text, request))
          return explained(nearest, model, yield* JobSearch.byIds(nearest.found.map(({ ad }) => ad.job_id)))
        }, Effect.provideContext(context)),
        similar: Effect.fn("ModelSearch.similar")(function* (jobId: string, request: SearchRequest) {
          const model = yield* loaded
          const nearest = yield* Effect.fromResult(model.similar(jobId, request))
          // The model keeps no descriptions.
          const rows = yield* JobSearch.byIds([jobId, ...nearest.found.map(({ ad }) => ad.job_id)])
          const own = rows.get(jobId.toLowerCase())
          const terms = nearest.known.map(({ term }) => term)
          const words = own === undefined ? new Map() : highlights(own, terms, model).words
          const known = terms.map((term) => ({ term, word: words.get(term) ?? term }))
          return explained({ ...nearest, known }, model, rows)
        }, Effect.provideContext(context))
      })
    })
  )
}

/**
 * The answer with the words of the ads. Where the table has no text of an ad, or another title and so another version
 * of it, only its title is read, and the rest of the words are those of the query.
 */
const explained = (nearest: Nearest, model: LoadedModel, rows: ReadonlyMap<string, JobSearch.JobRow>): SearchAnswer => {
  const asked = new Map(nearest.known.map(({ term, word }) => [term, word]))
  return {
    ...nearest,
    found: nearest.found.map(({ ad, score, why }) => {
      const row = rows.get(ad.job_id) ?? null
      const isSame = row?.job_title === ad.job_title
      const terms = why.map(({ term }) => term)
      const marks = highlights({ ...ad, job_description: isSame ? row.job_description : null }, terms, model)
      return {
        score,
        why: why.map(({ term, weight }) => ({ term, word: marks.words.get(term) ?? asked.get(term) ?? term, weight })),
        highlights: marks.highlights,
        ad,
        row
      }
    })
  }
}

type SearchError = LoadError | FilterError | DatabaseError

type LoadError = DatabaseError | Effect.Error<typeof load>

/**
 * The active model with the ads that it is to search.
 *
 * The ads are the newest that are counted, also if the model is an older one
 * that somebody pinned; those that it was fitted on where the newest ones'
 * terms were counted in another way, or their files cannot be used.
 */
const load = Effect.gen(function* () {
  const { model, row } = yield* openModelVersion(yield* chosenModel(Option.none()))
  const newest = yield* (yield* Catalog).current({ asset: "tfidf_model", partition: null })
  const ads = Option.isNone(newest)
    ? model
    : yield* openModel(row.model_version, newest.value).pipe(
        Effect.catchTag("ModelFilesGone", () => Effect.succeed(model))
      )
  const isComparable = ads.description.counting === model.description.counting
  return yield* loadModel(row.model_version, model, (isComparable ? ads : model).corpus)
})
