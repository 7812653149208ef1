import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import { layer, statuses } from "../../src/testing/materialize.ts"
import { Unavailable } from "./words.ts"
import { ended, type Timeline, type Working, working } from "./working.ts"

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
