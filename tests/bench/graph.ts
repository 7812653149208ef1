/**
 * What planning costs, and what a step costs beside its own work: on the catalog
 * in memory, and with its durable record and its artifact on the disk, on both databases.
 *
 *     node tests/bench/graph.ts [assets]     1,000 unless told
 *
 * Targets: a plan of 1,000 assets under 1 s, a step under 10 ms.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import * as Artifact from "@jobgraph/assets/Artifact"
import * as ArtifactStoreFiles from "@jobgraph/assets/ArtifactStoreFiles"
import * as Asset from "@jobgraph/assets/Asset"
import type { Classified } from "@jobgraph/assets/Classified"
import { all } from "@jobgraph/assets/Dependency"
import * as Materializer from "@jobgraph/assets/Materializer"
import * as Partitions from "@jobgraph/assets/Partitions"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { layer, plan, type TestRequest } from "@jobgraph/assets/testing/materialize"
import * as CatalogDatabase from "@jobgraph/db/CatalogDatabase"
import * as Connection from "@jobgraph/db/Connection"
import type { Database } from "@jobgraph/db/Database"
import * as embedded from "@jobgraph/db/embedded/control"
import * as Migrator from "@jobgraph/db/Migrator"
import { Clock, Console, Effect, Layer, Option, Redacted, Schema } from "effect"
import { Argument, Command } from "effect/cli"
import { start } from "../postgres/Server.ts"

/** Assets of one layer; each reads three of the layer before. */
const width = 100
const days = 365

type Made = Asset.Asset<Artifact.Any, unknown, never, never>

/** One asset that does nothing but answer. */
const asset = (index: number, upstream: ReadonlyArray<Made>, codeVersion: string): Made =>
  Asset.make({
    key: `asset_${index}`,
    codeVersion,
    dependencies: Object.fromEntries(upstream.map((one) => [one.key, one])),
    artifact: Artifact.value(Schema.Int),
    make: () => Effect.succeed(index)
  })

/** Layers of assets; `codeVersion` is that of the first layer. */
const wide = (count: number, codeVersion = "1"): ReadonlyArray<Made> => {
  const assets: Array<Made> = []
  for (let index = 0; index < count; index += 1) {
    const column = index % width
    const before = index - column - width
    const upstream = before < 0 ? [] : [0, 1, 7].flatMap((step) => assets[before + ((column + step) % width)] ?? [])
    assets.push(asset(index, upstream, index < width ? codeVersion : "1"))
  }
  return assets
}

/** A chain of five with a model over all partitions, as the pipeline has, by day. */
const daily = (): ReadonlyArray<Made> => {
  const assets: Array<Made> = []
  for (const key of ["raw", "validated", "enriched", "exported"]) {
    const before = assets.at(-1)
    assets.push(
      Asset.make({
        key,
        codeVersion: "1",
        partitions: Partitions.daily,
        dependencies: before === undefined ? {} : { before },
        artifact: Artifact.value(Schema.String),
        make: ({ partition }) => Effect.succeed(`${key} ${partition}`)
      })
    )
  }
  const enriched = assets[2]
  const model = Asset.make({
    key: "model",
    codeVersion: "1",
    dependencies: enriched === undefined ? {} : { enriched: all(enriched) },
    artifact: Artifact.value(Schema.Int),
    make: () => Effect.succeed(1)
  })
  return [...assets, model]
}

const timed = Effect.fnUntraced(function* <A, E, R>(what: string, effect: Effect.Effect<A, E, R>) {
  const before = process.cpuUsage()
  const start = yield* Clock.currentTimeNanos
  const answer = yield* effect
  const millis = Number((yield* Clock.currentTimeNanos) - start) / 1e6
  const { system, user } = process.cpuUsage(before)
  return { answer, millis, core: (system + user) / 1_000, what }
})

const figure = (millis: number): string => millis.toFixed(millis < 100 ? 2 : 0)

interface Spent {
  readonly millis: number
  readonly core: number
}

const each = ({ core, millis }: Spent, count: number): Spent => ({ millis: millis / count, core: core / count })

/** By the clock, and of a core of this process. */
const show = (what: string, { core, millis }: Spent, target?: number) =>
  Console.log(
    `${what.padEnd(68)} ${figure(millis).padStart(8)} ms, ${figure(core).padStart(8)} ms of a core${
      target === undefined ? "" : `   target ${target} ms${millis < target ? "" : " MISSED"}`
    }`
  )

/** Plans, runs, and plans again when nothing and when the first layer's code has changed. */
const measure = Effect.fnUntraced(function* (
  name: string,
  assets: ReadonlyArray<Made>,
  { changed, ...request }: TestRequest & { readonly changed?: ReadonlyArray<Made> }
) {
  const first = yield* timed("plan", plan(assets, request))
  const { definitions, plan: planned, state } = first.answer
  yield* show(`plan ${name}, nothing made yet`, first, 1_000)
  const run = yield* timed("run", Materializer.materialize(definitions, planned, state))
  const steps = run.answer.steps.filter(({ status }) => status === "materialized").length
  yield* show(`run ${name}, ${steps} steps: each`, each(run, steps), 10)
  const again = yield* timed("plan", plan(assets, request))
  yield* show(`plan ${name}, all fresh`, again, 1_000)
  const nothing = yield* timed("run", Materializer.materialize(definitions, again.answer.plan, again.answer.state))
  yield* show(`run ${name}, nothing to do`, nothing)
  if (changed !== undefined) {
    const edited = yield* timed("plan", plan(changed, request))
    yield* show(`plan ${name}, first layer changed`, edited, 1_000)
    const rerun = yield* timed(
      "run",
      Materializer.materialize(edited.answer.definitions, edited.answer.plan, edited.answer.state)
    )
    const due = edited.answer.plan.steps.filter(({ action }) => action !== "skip").length
    yield* show(`run ${name}, ${due} steps of which most come out unchanged: each`, each(rerun, due), 10)
  }
})

const temporary = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-bench-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

/** With everything kept that a real run keeps, on a database. */
const measureOn = (name: string, count: number, connection: (home: string) => Layer.Layer<Database, Classified>) =>
  Effect.gen(function* () {
    const home = yield* temporary
    const stored = Layer.mergeAll(CatalogDatabase.layer, ArtifactStoreFiles.layer(join(home, "artifacts"))).pipe(
      Layer.provideMerge(Layer.effectDiscard(Migrator.migrate)),
      Layer.provideMerge(connection(home)),
      Layer.merge(RowWorkers.layer(1))
    )
    yield* Effect.addFinalizer(() => Effect.ignore(embedded.stop(home)))
    yield* measure(`${count} assets, ${name}`, wide(count), { changed: wide(count, "2") }).pipe(Effect.provide(stored))
  }).pipe(Effect.scoped)

const durable = (count: number) =>
  Effect.gen(function* () {
    yield* measureOn("embedded", count, Connection.layerEmbedded)
    const settings = { fsync: "on", synchronous_commit: "on" }
    for (const transport of ["url", "socketUrl"] as const) {
      const server = yield* start({ settings })
      const name = transport === "url" ? "server over TCP" : "server by its socket"
      yield* measureOn(name, count, () => Connection.layerServer(Redacted.make(server[transport])))
    }
  }).pipe(Effect.scoped)

const bench = Command.make(
  "graph",
  { assets: Argument.Int("assets").pipe(Argument.optional) },
  Effect.fnUntraced(function* ({ assets }) {
    const count = Option.getOrElse(assets, () => 1_000)
    // Once unmeasured, so that the figures are those of compiled code.
    yield* plan(wide(width), {}).pipe(Effect.provide(layer))
    const changed = wide(count, "2")
    yield* measure(`${count} assets`, wide(count), { changed }).pipe(Effect.provide(layer))
    const partition = "2025-01-01..2025-12-31"
    yield* measure(`${days} days of five assets`, daily(), { partition }).pipe(Effect.provide(layer))
    yield* durable(count)
  })
)

Command.run(bench, { version: "0" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
