import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { all, type Dependencies } from "../../src/definition/Dependency.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import type { RunResult } from "../../src/run/Materializer.ts"
import { layer, materialize, statuses, type TestRequest } from "../../src/testing/materialize.ts"
import { Unavailable } from "./words.ts"

/** When each asset partition worked, in seconds: `["a", 0, 10]`. */
type Timeline = Array<readonly [string, number, number]>

interface Working {
  readonly dependencies?: Dependencies
  readonly after?: ReadonlyArray<string>
  readonly seconds?: number
  readonly partitions?: Partitions.Partitions
  readonly codeVersion?: string
  /** The partitions in which it fails. */
  readonly failing?: ReadonlyArray<string | null>
  readonly value?: number
}

/** An asset that works for ten seconds and notes when it did. */
const working = (timeline: Timeline, key: string, options: Working = {}) =>
  Asset.make({
    key,
    codeVersion: options.codeVersion ?? "1",
    dependencies: options.dependencies ?? {},
    after: options.after ?? [],
    partitions: options.partitions ?? Partitions.none,
    artifact: Artifact.value(Schema.Int),
    *make({ partition }) {
      const from = yield* Clock.currentTimeMillis
      yield* Effect.sleep(`${options.seconds ?? 10} seconds`)
      const name = partition === null ? key : `${key} ${partition}`
      timeline.push([name, from / 1000, (yield* Clock.currentTimeMillis) / 1000])
      if (options.failing?.includes(partition) === true) {
        return yield* new Unavailable({ isTransient: false })
      }
      return options.value ?? 1
    }
  })

const ended = Effect.fnUntraced(function* <
  const Assets extends ReadonlyArray<Asset.Asset<Artifact.Any, unknown, Unavailable, never>>
>(assets: Assets, request: TestRequest = {}) {
  const fiber = yield* Effect.forkChild(materialize(assets, request))
  yield* TestClock.adjust("1 hour")
  return yield* Fiber.join(fiber)
})

describe("steps that do not need each other", () => {
  const five = (timeline: Timeline) => ["a", "b", "c", "d", "e"].map((key) => working(timeline, key))

  it.effect("work at the same time, as many as are allowed", () =>
    Effect.gen(function* () {
      const timeline: Timeline = []
      yield* ended(five(timeline), { concurrency: 2 })
      assert.deepStrictEqual(
        timeline.map(([, from]) => from),
        [0, 0, 10, 10, 20]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("work one after the other where one is allowed", () =>
    Effect.gen(function* () {
      const timeline: Timeline = []
      const result = yield* ended(five(timeline), { concurrency: 1 })
      assert.deepStrictEqual(
        timeline.map(([, from]) => from),
        [0, 10, 20, 30, 40]
      )
      // A step's time is its own: it does not count the wait for its turn.
      assert.deepStrictEqual(
        result.steps.map(({ endedAt, startedAt }) => (endedAt ?? 0) - (startedAt ?? 0)),
        [10_000, 10_000, 10_000, 10_000, 10_000]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("leave their place to others while they wait for their next attempt", () =>
    Effect.gen(function* () {
      const timeline: Timeline = []
      let attempts = 0
      const flaky = Asset.make({
        key: "a",
        codeVersion: "1",
        artifact: Artifact.value(Schema.Int),
        *make() {
          attempts += 1
          return attempts === 1 ? yield* new Unavailable({ isTransient: true }) : attempts
        }
      })
      const result = yield* ended([flaky, working(timeline, "b")], { concurrency: 1 })
      assert.deepStrictEqual([result.status, timeline, attempts], ["success", [["b", 0, 10]], 2])
    }).pipe(Effect.provide(layer))
  )
})

describe("a diamond", () => {
  const diamond = (timeline: Timeline, left: Working = {}) => {
    const top = working(timeline, "top")
    const a = working(timeline, "left", { dependencies: { top }, ...left })
    const b = working(timeline, "right", { dependencies: { top }, seconds: 30 })
    return [top, a, b, working(timeline, "bottom", { dependencies: { a, b } })] as const
  }

  it.effect("runs its sides together, and its end once, after both", () =>
    Effect.gen(function* () {
      const timeline: Timeline = []
      yield* ended(diamond(timeline))
      assert.deepStrictEqual(timeline, [
        ["top", 0, 10],
        ["left", 10, 20],
        ["right", 10, 40],
        ["bottom", 40, 50]
      ])
    }).pipe(Effect.provide(layer))
  )

  it.effect("runs one side to its end though the other fails", () =>
    Effect.gen(function* () {
      const timeline: Timeline = []
      const result = yield* ended(diamond(timeline, { failing: [null] }))
      assert.deepStrictEqual(statuses(result), {
        top: "materialized",
        left: "failed",
        right: "materialized",
        bottom: "blocked"
      })
      assert.strictEqual(result.steps.find(({ asset }) => asset === "bottom")?.reason, "it needs left (failed)")
    }).pipe(Effect.provide(layer))
  )
})

describe("an asset that comes after another", () => {
  const assets = (timeline: Timeline, first: Working = {}) =>
    [working(timeline, "first", first), working(timeline, "second", { after: ["first"] })] as const

  it.effect("waits for it, and reads nothing of it", () =>
    Effect.gen(function* () {
      const timeline: Timeline = []
      yield* ended(assets(timeline))
      assert.deepStrictEqual(
        timeline.map(([key, from]) => [key, from]),
        [
          ["first", 0],
          ["second", 10]
        ]
      )
      const again = yield* ended(assets(timeline, { codeVersion: "2", value: 2 }))
      assert.deepStrictEqual(statuses(again), { first: "materialized", second: "fresh" })
    }).pipe(Effect.provide(layer))
  )

  it.effect("is blocked when it fails in this run", () =>
    Effect.gen(function* () {
      const result = yield* ended(assets([], { failing: [null] }))
      assert.deepStrictEqual(statuses(result), { first: "failed", second: "blocked" })
    }).pipe(Effect.provide(layer))
  )

  it.effect("runs without it where it is not in the plan", () =>
    Effect.gen(function* () {
      const result = yield* ended(assets([], { failing: [null] }), { select: "second" })
      assert.deepStrictEqual(statuses(result), { second: "materialized" })
    }).pipe(Effect.provide(layer))
  )

  it.effect("waits for the same partition where both have it, and for all where only the other has any", () =>
    Effect.gen(function* () {
      const timeline: Timeline = []
      const daily = { partitions: Partitions.daily }
      const first = working(timeline, "first", { ...daily, failing: ["2026-01-07"] })
      const second = working(timeline, "second", { ...daily, after: ["first"] })
      const third = working(timeline, "third", { after: ["first"] })
      const result = yield* ended([first, second, third], { partition: "2026-01-07..2026-01-08" })
      assert.deepStrictEqual(statuses(result), {
        "first 2026-01-07": "failed",
        "first 2026-01-08": "materialized",
        "second 2026-01-07": "blocked",
        "second 2026-01-08": "materialized",
        third: "blocked"
      })
    }).pipe(Effect.provide(layer))
  )
})

describe("an asset of all partitions", () => {
  const days = { partition: "2026-01-07..2026-01-08" }
  const assets = (timeline: Timeline, upstream: Working = {}, model: Working = {}) => {
    const part = working(timeline, "part", { partitions: Partitions.daily, ...upstream })
    return [part, working(timeline, "model", { dependencies: { parts: all(part) }, ...model })] as const
  }
  const modelOf = ({ steps }: RunResult) => {
    const step = steps.at(-1)
    return `${step?.status}: ${step?.reason}`
  }

  it.effect("waits for every partition that is due, and runs when one has published", () =>
    Effect.gen(function* () {
      const timeline: Timeline = []
      const result = yield* ended(assets(timeline, { failing: ["2026-01-07"] }), { ...days, concurrency: 1 })
      assert.deepStrictEqual(
        timeline.map(([name]) => name),
        ["part 2026-01-07", "part 2026-01-08", "model"]
      )
      assert.strictEqual(modelOf(result), "materialized: it was never materialized")
    }).pipe(Effect.provide(layer))
  )

  it.effect("is blocked when all that were due failed, though older versions are there", () =>
    Effect.gen(function* () {
      yield* ended(assets([]), days)
      const failing = ["2026-01-07", "2026-01-08"]
      const result = yield* ended(assets([], { codeVersion: "2", failing }, { codeVersion: "2" }), days)
      assert.strictEqual(modelOf(result), "blocked: it needs part 2026-01-07 (failed), part 2026-01-08 (failed)")
    }).pipe(Effect.provide(layer))
  )

  it.effect("is unchanged when what published came out as it was", () =>
    Effect.gen(function* () {
      yield* ended(assets([]), days)
      const result = yield* ended(assets([], { codeVersion: "2", failing: ["2026-01-07"] }), days)
      assert.strictEqual(modelOf(result), "unchanged: its inputs came out as they were")
    }).pipe(Effect.provide(layer))
  )

  it.effect("runs when none was due and it is stale itself", () =>
    Effect.gen(function* () {
      yield* ended(assets([]), days)
      const result = yield* ended(assets([], {}, { codeVersion: "2" }), days)
      assert.strictEqual(modelOf(result), "materialized: its code changed, 1 → 2")
    }).pipe(Effect.provide(layer))
  )

  it.effect("is stale when a partition is added, and is not blocked by those that are missing", () =>
    Effect.gen(function* () {
      yield* ended(assets([]), { partition: "2026-01-07" })
      const result = yield* ended(assets([]), { partition: "2026-01-08" })
      assert.deepStrictEqual(statuses(result), { "part 2026-01-08": "materialized", model: "materialized" })
    }).pipe(Effect.provide(layer))
  )
})

describe("what is downstream of a run", () => {
  it.effect("is told for every partition that reads an unpartitioned asset", () =>
    Effect.gen(function* () {
      const assets = (codeVersion: string, value: number) => {
        const settings = working([], "settings", { codeVersion, value })
        return [settings, working([], "report", { dependencies: { settings }, partitions: Partitions.daily })] as const
      }
      yield* ended(assets("1", 1), { partition: "2026-01-06..2026-01-07" })
      const result = yield* ended(assets("2", 2), { select: "settings" })
      assert.deepStrictEqual(
        result.downstream.map(({ asset, causes, partition, status }) => [asset, partition, status, causes[0]?.detail]),
        [
          ["report", "2026-01-06", "stale", "settings has new data"],
          ["report", "2026-01-07", "stale", "settings has new data"]
        ]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("names no partition that the asset does not have", () =>
    Effect.gen(function* () {
      const part = working([], "part", { partitions: Partitions.daily })
      const fixed = working([], "by_market", { dependencies: { all: all(part) }, partitions: Partitions.fixed(["fr"]) })
      const result = yield* ended([part, fixed], { select: "part" })
      assert.deepStrictEqual(result.downstream, [])
    }).pipe(Effect.provide(layer))
  )
})
