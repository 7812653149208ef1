import { assert, describe, it } from "@effect/vitest"
import { Effect, Predicate, Stream } from "effect"
import * as fc from "fast-check"
import * as ArtifactReader from "../../src/artifact/ArtifactReader.ts"
import { ArtifactStore } from "../../src/artifact/ArtifactStore.ts"
import { Catalog } from "../../src/catalog/Catalog.ts"
import type { Definitions } from "../../src/definition/Definitions.ts"
import { statusesOf } from "../../src/plan/Planner.ts"
import * as State from "../../src/plan/State.ts"
import * as Materializer from "../../src/run/Materializer.ts"
import { layer, plan } from "../../src/testing/materialize.ts"
import { assetsOf } from "./model/assets.ts"
import { materialized, statusOf, type Versions } from "./model/reference.ts"
import { drawn, edited, idOf, keys, type Materialize, request, scenarios, type World } from "./model/World.ts"

type Scenario = typeof scenarios extends fc.Arbitrary<infer A> ? A : never

/** Counts what was compared, so that the test can say that it has seen everything. */
const seen = new Map<string, number>()
const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)

/** Does what a request asks for, for real and by reference, and compares. */
const compare = Effect.fnUntraced(function* (world: World, before: Versions, request: Materialize) {
  const selected = request.selected.filter((index) => index < world.assets.length)
  if (selected.length === 0) {
    return before
  }
  const expected = materialized(world, before, { ...request, selected })
  const made: Array<string> = []
  const assets = assetsOf(world, request, made)
  const prepared = yield* plan(assets, {
    select: selected.map((index) => keys[index]).join(" or "),
    stale: request.isStale,
    partition: `${request.days[0]}..${request.days.at(-1)}`,
    configs: Object.fromEntries(world.assets.map(({ config }, index) => [keys[index], { n: config }]))
  })
  assert.deepStrictEqual(
    prepared.plan.steps.map(({ action, asset, partition }) => [idOf(asset, partition), action]),
    expected.outcomes.map(({ action, id }) => [id, action]),
    "plan"
  )

  const { concurrency } = request
  const result = yield* Materializer.materialize(prepared.definitions, prepared.plan, prepared.state, { concurrency })
  assert.deepStrictEqual(
    result.steps.map(({ asset, attempts, changed, partition, status }) => ({
      id: idOf(asset, partition),
      status,
      attempts,
      changed
    })),
    expected.outcomes.map(({ action: _, ...outcome }) => outcome),
    "outcomes"
  )
  const mayRun = new Set(expected.outcomes.flatMap(({ action, id }) => (action === "skip" ? [] : [id])))
  assert.isTrue(
    made.every((id) => mayRun.has(id)),
    "ran what the plan did not say"
  )
  assert.strictEqual(
    made.length,
    expected.outcomes.reduce((sum, { attempts }) => sum + attempts, 0),
    "attempts"
  )
  assert.strictEqual(result.runId === null, mayRun.size === 0, "a run only where there is something to do")
  for (const { action, changed, status } of expected.outcomes) {
    count(`${action} ${status}${changed === false ? " equal" : ""}`)
  }
  count("runs")
  yield* compareCurrents(world, expected.versions, prepared.definitions)
  return expected.versions
})

/** The current versions, and how every asset partition stands. */
const compareCurrents = Effect.fnUntraced(function* (
  world: World,
  versions: Versions,
  definitions: Definitions<never>
) {
  const catalog = yield* Catalog
  const currents = yield* catalog.currents()
  const store = yield* ArtifactStore
  const contents = yield* Effect.forEach(currents, ({ asset, manifest, partition }) =>
    Effect.map(Stream.runCollect(ArtifactReader.chunks<unknown>(store, manifest.parts)), (chunks) => [
      idOf(asset, partition),
      chunks.flat().map((row) => (Predicate.hasProperty(row, "content") ? row.content : row))
    ])
  )
  assert.deepStrictEqual(
    contents,
    [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, { content }]) => [id, [content]]),
    "current versions"
  )
  const all = world.assets.flatMap(({ isDaily }, index) =>
    (isDaily ? ["2026-01-07", "2026-01-08"] : [null]).map((partition) => ({
      index,
      asset: keys[index] ?? "",
      partition
    }))
  )
  const state = yield* State.load(definitions, all)
  assert.deepStrictEqual(
    statusesOf(definitions, state, all).map(({ status }) => status),
    all.map(({ index, partition }) => statusOf(world, versions, index, partition)),
    "status"
  )
})

const play = ({ assets, commands }: Scenario) =>
  Effect.gen(function* () {
    let world: World = { assets, data: new Map() }
    let versions: Versions = new Map()
    for (const command of commands) {
      if (command._tag === "Materialize") {
        versions = yield* compare(world, versions, command)
      } else {
        world = edited(world, command)
      }
    }
  }).pipe(Effect.provide(layer))

/** A change that is taken back before anything downstream has seen it: rare among random ones. */
const takenBack: Scenario = {
  assets: [drawn(), drawn({ edges: ["identical", "none", "none", "none", "none"] })],
  commands: [
    request({}),
    { _tag: "Config", asset: 0, to: 1 },
    request({ selected: [0] }),
    { _tag: "Config", asset: 0, to: 0 },
    request({})
  ]
}

/** Of two upstream partitions one fails and one comes out unchanged: what reads all of them has nothing new to read. */
const oneFailsOneUnchanged: Scenario = {
  assets: [
    drawn({ isDaily: true, modulus: 1 }),
    drawn({ isDaily: true, hasSource: true, edges: ["identical", "none", "none", "none", "none"] }),
    drawn({ edges: ["none", "all", "none", "none", "none"] })
  ],
  commands: [
    request({}),
    { _tag: "Code", asset: 0, to: 1 },
    { _tag: "Data", asset: 1, day: 0, to: 1 },
    request({ failing: [{ asset: 1, day: 0, errors: "p" }] })
  ]
}

/** What might run has to, and fails: errors meet the others more often. */
const maybeFails: Scenario = {
  assets: [drawn(), drawn({ edges: ["identical", "none", "none", "none", "none"] })],
  commands: [request({}), { _tag: "Code", asset: 0, to: 1 }, request({ failing: [{ asset: 1, day: 0, errors: "tp" }] })]
}

const ends = [
  "run materialized",
  "run materialized equal",
  "run fresh",
  "run failed",
  "run blocked",
  "maybe unchanged",
  "maybe materialized",
  "maybe materialized equal",
  "maybe failed",
  "maybe blocked",
  "skip fresh",
  "skip blocked"
]

describe("planning and running, against a reference", () => {
  it.live("agree on plans, on what runs, on how steps end, on current versions and on status", () =>
    Effect.gen(function* () {
      yield* Effect.promise(() =>
        fc.assert(
          fc.asyncProperty(scenarios, (scenario) => Effect.runPromise(play(scenario))),
          { numRuns: 600, examples: [[takenBack], [oneFailsOneUnchanged], [maybeFails]] }
        )
      )
      // Every way to end was seen, or the agreement would mean less than it says.
      assert.deepStrictEqual(
        ends.filter((end) => (seen.get(end) ?? 0) === 0),
        []
      )
      assert.isAbove(seen.get("runs") ?? 0, 2_000)
    })
  )
})
