/**
 * What planning costs, and what a step costs beside its own work, on the catalog in memory.
 *
 *     node tests/bench/graph.ts [assets]     1,000 unless told
 *
 * Targets: a plan of 1,000 assets under 1 s, a step under 10 ms.
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import * as Artifact from "@jobgraph/assets/Artifact"
import * as Asset from "@jobgraph/assets/Asset"
import { all } from "@jobgraph/assets/Dependency"
import * as Materializer from "@jobgraph/assets/Materializer"
import * as Partitions from "@jobgraph/assets/Partitions"
import { layer, plan, type TestRequest } from "@jobgraph/assets/testing/materialize"
import { Clock, Console, Effect, Option, Schema } from "effect"
import { Argument, Command } from "effect/cli"

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
  const start = yield* Clock.currentTimeNanos
  const answer = yield* effect
  const millis = Number((yield* Clock.currentTimeNanos) - start) / 1e6
  return { answer, millis, what }
})

const show = (what: string, millis: number, target?: number) =>
  Console.log(
    `${what.padEnd(58)} ${millis.toFixed(millis < 100 ? 2 : 0).padStart(8)} ms${
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
  yield* show(`plan ${name}, nothing made yet`, first.millis, 1_000)
  const run = yield* timed("run", Materializer.materialize(definitions, planned, state))
  const steps = run.answer.steps.filter(({ status }) => status === "materialized").length
  yield* show(`run ${name}, ${steps} steps: each`, run.millis / steps, 10)
  const again = yield* timed("plan", plan(assets, request))
  yield* show(`plan ${name}, all fresh`, again.millis, 1_000)
  const nothing = yield* timed("run", Materializer.materialize(definitions, again.answer.plan, again.answer.state))
  yield* show(`run ${name}, nothing to do`, nothing.millis)
  if (changed !== undefined) {
    const edited = yield* timed("plan", plan(changed, request))
    yield* show(`plan ${name}, first layer changed`, edited.millis, 1_000)
    const rerun = yield* timed(
      "run",
      Materializer.materialize(edited.answer.definitions, edited.answer.plan, edited.answer.state)
    )
    const due = edited.answer.plan.steps.filter(({ action }) => action !== "skip").length
    yield* show(`run ${name}, ${due} steps of which most come out unchanged: each`, rerun.millis / due, 10)
  }
})

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
  })
)

Command.run(bench, { version: "0" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
