import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { all } from "../../src/definition/Dependency.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import type { RunResult } from "../../src/run/Materializer.ts"
import { layer, statuses } from "../../src/testing/materialize.ts"
import { ended, type Timeline, type Working, working } from "./working.ts"

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
      assert.strictEqual(modelOf(result), "materialized: it has never been materialized")
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
