import { Catalog } from "@jobgraph/assets/Catalog"
import type { Classified } from "@jobgraph/assets/Classified"
import * as Models from "@jobgraph/db/Models"
import { modelDiff } from "@jobgraph/stages/modelReport/modelDiff"
import { modelReport } from "@jobgraph/stages/modelReport/modelReport"
import { openModelVersion } from "@jobgraph/stages/tfidf/openModelVersion"
import { Cache, Effect, Exit, Option, Predicate } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { ModelActionName, ModelComparison, ModelTerms, ModelVersion } from "../../api/Models.ts"
import { instant } from "../../print/json.ts"
import { Feed } from "../Feed.ts"
import { defaultLimit } from "../http/cursors.ts"
import { answering, conflict, notFound } from "../http/problems.ts"
import { json } from "./assetViews.ts"
import { actionsOf, doneTo } from "./modelActions.ts"

/** As many terms of a model are worked out as may be asked for. */
const mostTerms = 500

const mostCities = 8

/** All versions, newest first. Of several active ones the newest activation is in use. */
const versions = Effect.gen(function* () {
  const rows = yield* Models.all
  const inUse = Option.getOrUndefined(yield* Models.active)
  const current = yield* (yield* Catalog).current({ asset: "tfidf_model", partition: null })
  return rows.map(
    (row): ModelVersion => ({
      version: row.model_version,
      type: row.model_type,
      status: row.status,
      pinned: row.pinned,
      inUse: row.model_version === inUse?.model_version,
      current: Option.exists(current, ({ dataVersion }) => dataVersion === row.data_version),
      trainedOn: row.trained_on_jobs_count,
      features: row.feature_count,
      bytes: bytesOf(row.metadata),
      ngramRange: row.ngram_range,
      createdBy: row.created_by,
      createdAt: instant(row.created_at.getTime()),
      activatedAt: row.activated_at === null ? null : instant(row.activated_at.getTime()),
      runId: row.run_id,
      metadata: json(row.metadata),
      actions: actionsOf(row, rows, inUse)
    })
  )
})

/** The size of a model's files; null for models that were fitted before it was noted. */
const bytesOf = (metadata: unknown): number | null =>
  Predicate.hasProperty(metadata, "bytes") && typeof metadata.bytes === "number" ? metadata.bytes : null

/** The version of a path: `active`, or a name in full. */
const found = Effect.fnUntraced(function* (name: string) {
  const version = (yield* versions).find(({ inUse, version }) => (name === "active" ? inUse : version === name))
  return version ?? (yield* notFound(`model ${name}`, "GET /api/v1/models lists them"))
})

const opened = Effect.fnUntraced(function* (name: string) {
  const { version } = yield* found(name)
  return yield* openModelVersion(yield* Models.find(version))
})

const act =
  (name: ModelActionName) =>
  (request: {
    readonly params: { readonly version: string }
    readonly query: { readonly dryRun?: "true" | "false" }
  }) =>
    answering(
      Effect.gen(function* () {
        const { actions, version } = yield* found(request.params.version)
        const isDryRun = request.query.dryRun === "true"
        const { allowed, command, reason } = actions.find((action) => action.name === name) ?? {
          allowed: false,
          command: "",
          reason: ""
        }
        if (isDryRun) {
          return HttpServerResponse.jsonUnsafe({ done: false, allowed, message: reason, command })
        }
        if (!allowed) {
          return yield* conflict(reason, { where: version, next: `Look at GET /api/v1/models/${version}` })
        }
        const message = yield* doneTo(name, version)
        yield* (yield* Feed).changed
        return HttpServerResponse.jsonUnsafe({ done: true, allowed, message, command }, { status: 202 })
      })
    )

const compared = Effect.fnUntraced(function* (a: string, b: string, limit: number) {
  const from = yield* opened(a)
  const to = yield* opened(b)
  const { added, kept, moved, removed } = modelDiff(from.model, to.model)
  const cut = <A>(items: ReadonlyArray<A>) => ({ total: items.length, items: items.slice(0, limit) })
  const names = { a: from.row.model_version, b: to.row.model_version }
  return {
    ...names,
    kept,
    added: cut(added),
    removed: cut(removed),
    moved: cut(moved),
    command: `runner models diff ${names.a} ${names.b}`
  } satisfies ModelComparison
})

/** What a model has learned stays as it is, and takes seconds to work out: the last few are kept. */
const reports = Cache.makeWith(
  (name: string) =>
    Effect.gen(function* () {
      const { model } = yield* openModelVersion(yield* Models.find(name))
      const { cities, coverage, entries, topTerms } = yield* modelReport(model, { mostCities, mostTerms })
      return {
        version: name,
        ...coverage,
        entries,
        topTerms,
        cities,
        command: `runner models show ${name}`
      } satisfies ModelTerms
    }),
  {
    capacity: 8,
    timeToLive: (exit: Exit.Exit<ModelTerms, Classified>) => (Exit.isSuccess(exit) ? "1 day" : 0),
    requireServicesAt: "lookup"
  }
)

const shortened = (terms: ModelTerms, limit: number): ModelTerms => ({
  ...terms,
  topTerms: terms.topTerms.slice(0, limit),
  cities: terms.cities.map((city) => ({ ...city, topTerms: city.topTerms.slice(0, limit) }))
})

export const modelHandlers = HttpApiBuilder.group(
  Api,
  "models",
  Effect.fnUntraced(function* (handlers) {
    const terms = yield* reports
    return handlers.handleAll({
      list: () => answering(versions),
      show: ({ params }) => answering(found(params.version)),
      compare: ({ query }) => answering(compared(query.a, query.b, query.limit ?? defaultLimit)),
      terms: ({ params, query }) =>
        answering(
          Effect.gen(function* () {
            const { version } = yield* found(params.version)
            return shortened(yield* Cache.get(terms, version), query.limit ?? defaultLimit)
          })
        ),
      activate: act("activate"),
      pin: act("pin"),
      unpin: act("unpin"),
      archive: act("archive"),
      rollback: act("rollback")
    })
  })
)
