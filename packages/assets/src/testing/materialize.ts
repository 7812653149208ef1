/**
 * Materializes any graph in a test: in memory, with the test's own clock, in one line.
 *
 * ```ts
 * const result = yield* materialize([Words, Count], { select: "count", partition: "2026-01-08" })
 * ```
 *
 * @module
 */
import { Effect, Layer, Option, Result, Stream } from "effect"
import * as ArtifactReader from "../artifact/ArtifactReader.ts"
import { ArtifactStore } from "../artifact/ArtifactStore.ts"
import * as ArtifactStoreMemory from "../artifact/ArtifactStoreMemory.ts"
import { Catalog } from "../catalog/Catalog.ts"
import * as CatalogMemory from "../catalog/CatalogMemory.ts"
import type * as Asset from "../definition/Asset.ts"
import * as Definitions from "../definition/Definitions.ts"
import * as Graph from "../definition/Graph.ts"
import * as Partitions from "../definition/Partitions.ts"
import type * as Planner from "../plan/Planner.ts"
import { prepare } from "../plan/Preparation.ts"
import * as Selection from "../plan/Selection.ts"
import * as Materializer from "../run/Materializer.ts"
import { RowWorkers } from "../run/RowWorkers.ts"

export interface TestRequest extends Partial<Materializer.Options> {
  /** A selection; absent, everything. */
  readonly select?: string
  /** Only what is missing or stale; true unless something is selected. */
  readonly stale?: boolean
  /** `2026-01-08/fr`, `2026-01-08`, a range; absent, the default date and members. */
  readonly partition?: string
  readonly date?: string
  readonly fixed?: ReadonlyArray<string>
  readonly configs?: Readonly<Record<string, unknown>>
}

/** Catalog and artifacts in memory, and two worker threads: all that `materialize` needs beside the graph's own services. */
export const layer: Layer.Layer<Catalog | ArtifactStore | RowWorkers> = Layer.mergeAll(
  CatalogMemory.layer,
  ArtifactStoreMemory.layer,
  RowWorkers.layer(2)
)

/** The plan for a request, as `materialize` would execute it. */
export const plan = Effect.fnUntraced(function* <const Assets extends ReadonlyArray<Asset.Any>>(
  assets: Assets,
  request: TestRequest = {}
) {
  const graph = yield* Effect.fromResult(Graph.make(assets))
  const definitions = yield* Definitions.make(graph, request.configs)
  const prepared = yield* prepare(definitions, yield* requestOf(request))
  return { definitions, ...prepared }
})

/** Plans and materializes a graph, and answers how each step ended. */
export const materialize = Effect.fnUntraced(function* <const Assets extends ReadonlyArray<Asset.Any>>(
  assets: Assets,
  request: TestRequest = {}
) {
  const prepared = yield* plan(assets, request)
  return yield* Materializer.materialize(prepared.definitions, prepared.plan, prepared.state, request)
})

/** The rows that are current for an asset partition; empty where there is no version. */
export const rowsOf = Effect.fnUntraced(function* (asset: Asset.Any, partition: Partitions.PartitionKey = null) {
  const current = yield* (yield* Catalog).current({ asset: asset.key, partition })
  const parts = Option.match(current, { onNone: () => [], onSome: (version) => version.manifest.parts })
  const chunks = yield* Stream.runCollect(ArtifactReader.chunks<unknown>(yield* ArtifactStore, parts))
  return chunks.flat()
})

/** `{ raw: "materialized", "validated 2026-01-08": "failed" }`: how a run's steps ended, for assertions. */
export const statuses = (result: Materializer.RunResult): Readonly<Record<string, string>> =>
  Object.fromEntries(
    result.steps.map(({ asset, partition, status }) => [partition === null ? asset : `${asset} ${partition}`, status])
  )

const requestOf = Effect.fnUntraced(function* (request: TestRequest) {
  const anywhere: Partitions.Selector = { dates: null, fixed: null }
  const selector =
    request.partition === undefined ? Result.succeed(anywhere) : Partitions.parseSelector(request.partition)
  return {
    selection: yield* Effect.fromResult(Selection.parse(request.select ?? "*")),
    mode: (request.stale ?? request.select === undefined) ? "stale" : "selected",
    partitions: yield* Effect.fromResult(selector),
    defaults: { date: request.date ?? "2026-01-08", fixed: request.fixed ?? [] }
  } satisfies Planner.Request
})
