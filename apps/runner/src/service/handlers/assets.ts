import { Catalog } from "@jobgraph/assets/Catalog"
import type { Materialization } from "@jobgraph/assets/Materialization"
import * as Selection from "@jobgraph/assets/Selection"
import * as VersionList from "@jobgraph/db/service/VersionList"
import { graph } from "@jobgraph/stages/pipeline"
import { Clock, Effect, Option, Result, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { Comparison } from "../../api/AssetAnswers.ts"
import { instant } from "../../print/json.ts"
import { freshnessOf } from "../freshness.ts"
import { cursorsOf, defaultLimit, pageOf } from "../http/cursors.ts"
import { answering, notFound } from "../http/problems.ts"
import { Project } from "../Project.ts"
import { rejectsOf, rowsOf, versionOf } from "./assetData.ts"
import { partitionsOf, statusOf, timeOf } from "./assetStatus.ts"
import { checkView, detailView, edgeView, nodeView, versionView } from "./assetViews.ts"

const checkCursors = cursorsOf(Schema.Struct({ published: Schema.Finite, place: Schema.Int }))
const versionCursors = cursorsOf(Schema.Struct({ before: Schema.Finite }))

/** The definition of an asset that a path names. */
const named = Effect.fnUntraced(function* (key: string) {
  const { definitions } = yield* Project
  return definitions.byKey.get(key) ?? (yield* notFound(`asset ${key}`, "See /api/v1/graph"))
})

const selected = Effect.fnUntraced(function* (q: string) {
  const found = yield* Effect.result(
    Effect.gen(function* () {
      const statuses = yield* statusOf({})
      const selection = yield* Effect.fromResult(Selection.parse(q))
      return yield* Effect.fromResult(
        Selection.evaluate(selection, graph, {
          statusOf: (key) => {
            const state = statuses.find((status) => status.key === key)?.counts
            return state === undefined || state.missing > 0 ? "missing" : state.stale > 0 ? "stale" : "fresh"
          }
        })
      )
    })
  )
  if (Result.isSuccess(found)) {
    return { keys: graph.assets.flatMap(({ key }) => (found.success.has(key) ? [key] : [])), error: null }
  }
  return found.failure instanceof Selection.SelectionError
    ? { keys: [], error: { column: found.failure.column, text: found.failure.message } }
    : yield* Effect.fail(found.failure)
})

const freshness = Effect.gen(function* () {
  const { settings } = yield* Project
  const now = yield* Clock.currentTimeMillis
  const reports = freshnessOf(settings.freshness, yield* (yield* Catalog).currents(), now)
  return reports.map(({ asset, due, lastAt, policy, state }) => ({
    asset,
    policy,
    state,
    lastAt: timeOf(lastAt),
    ageHours: lastAt === null ? null : Math.round((now - lastAt) / 36_000) / 100,
    due: timeOf(due)
  }))
})

const seriesOf = Effect.fnUntraced(function* (asset: string, metric: string, partition: string | undefined) {
  const rows = yield* VersionList.list({ asset, partition, isRefused: false, limit: 500 })
  const points = rows.flatMap(({ version }) => {
    const value = figureOf(version, metric)
    return value === undefined
      ? []
      : [{ at: instant(version.endedAt), partition: version.partition, runId: version.runId, value }]
  })
  return { metric, points: points.reverse() }
})

const figureOf = (version: Materialization, metric: string): number | undefined => {
  const figures: Readonly<Record<string, unknown>> = {
    ...version.metadata,
    rows: version.rows,
    rejected: version.rejected,
    ...(version.rows + version.rejected === 0 ? {} : { passRate: version.rows / (version.rows + version.rejected) }),
    durationMs: version.endedAt - version.startedAt
  }
  const value = Object.hasOwn(figures, metric) ? figures[metric] : undefined
  return typeof value === "number" ? value : undefined
}

const compared = Effect.fnUntraced(function* (asset: string, ids: { readonly a: string; readonly b: string }) {
  const find = Effect.fnUntraced(function* (id: string) {
    const found = yield* VersionList.find(id)
    return Option.isSome(found) && found.value.version.asset === asset
      ? found.value
      : yield* notFound(`version ${id} of ${asset}`)
  })
  const [a, b] = [yield* find(ids.a), yield* find(ids.b)]
  const hashes = new Set(b.version.manifest.parts.map(({ hash }) => hash))
  const shared = a.version.manifest.parts
    .filter(({ hash }) => hashes.has(hash))
    .reduce((sum, { rows }) => sum + rows, 0)
  const differs = (what: string, of: (version: Materialization) => string) =>
    of(a.version) === of(b.version) ? [] : [`${what}: ${of(a.version)} → ${of(b.version)}`]
  return {
    a: versionView(a),
    b: versionView(b),
    differences: [
      ...differs("code", ({ codeVersion }) => codeVersion),
      ...differs("configuration", ({ configHash }) => configHash.slice(0, 12)),
      ...differs("source", ({ source }) => source?.name ?? "none"),
      ...differs("inputs", ({ inputs }) =>
        inputs.map(({ asset, dataVersion }) => `${asset} ${dataVersion.slice(0, 12)}`).join(", ")
      ),
      ...differs("rows", ({ rows }) => String(rows)),
      ...differs("rejects", ({ rejected }) => String(rejected)),
      ...differs("content", ({ dataVersion }) => dataVersion.slice(0, 12))
    ],
    rows: { shared, onlyA: a.version.rows - shared, onlyB: b.version.rows - shared }
  } satisfies Comparison
})

export const assetHandlers = HttpApiBuilder.group(Api, "assets", (handlers) =>
  handlers.handleAll({
    graph: () => Effect.succeed({ nodes: graph.assets.map(nodeView), edges: graph.edges.map(edgeView) }),
    list: () => Effect.map(Project, ({ definitions }) => [...definitions.byKey.values()].map(detailView)),
    status: ({ query }) => answering(statusOf(query)),
    selection: ({ query }) => answering(selected(query.q)),
    freshness: () => answering(freshness),
    checks: ({ query }) =>
      answering(
        Effect.gen(function* () {
          const limit = query.limit ?? defaultLimit
          const after = yield* checkCursors.read(query.cursor)
          const rows = yield* VersionList.checks({
            asset: query.asset,
            partition: query.partition,
            passed: query.passed === undefined ? undefined : query.passed === "true",
            after,
            limit: limit + 1
          })
          return pageOf(rows, limit, checkView, ({ place, published }) => checkCursors.of({ place, published }))
        })
      ),
    show: ({ params }) => answering(Effect.map(named(params.key), detailView)),
    partitions: ({ params }) => answering(Effect.andThen(named(params.key), partitionsOf(params.key))),
    materializations: ({ params, query }) =>
      answering(
        Effect.gen(function* () {
          yield* named(params.key)
          const limit = query.limit ?? defaultLimit
          const place = yield* versionCursors.read(query.cursor)
          const rows = yield* VersionList.list({
            asset: params.key,
            partition: query.partition,
            isRefused: query.refused === undefined ? undefined : query.refused === "true",
            before: place?.before,
            limit: limit + 1
          })
          return pageOf(rows, limit, versionView, ({ published }) => versionCursors.of({ before: published }))
        })
      ),
    series: ({ params, query }) =>
      answering(Effect.andThen(named(params.key), seriesOf(params.key, query.metric, query.partition))),
    compare: ({ params, query }) => answering(Effect.andThen(named(params.key), compared(params.key, query))),
    rows: ({ params, query }) =>
      answering(
        Effect.gen(function* () {
          const { asset } = yield* named(params.key)
          const version = yield* versionOf(params.key, query)
          const { partition, dataVersion } = version
          return { partition, dataVersion, ...(yield* rowsOf(version, query, asset.artifact._tag.toLowerCase())) }
        })
      ),
    rejects: ({ params, query }) =>
      answering(
        Effect.gen(function* () {
          yield* named(params.key)
          const version = yield* versionOf(params.key, query)
          return { partition: version.partition, ...(yield* rejectsOf(version, query)) }
        })
      )
  })
)
