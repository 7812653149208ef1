import { availableParallelism } from "node:os"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Layer, Logger, Option, Stream } from "effect"
import * as ArtifactReader from "../../src/artifact/ArtifactReader.ts"
import { ArtifactStore } from "../../src/artifact/ArtifactStore.ts"
import * as ArtifactStoreMemory from "../../src/artifact/ArtifactStoreMemory.ts"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as CatalogMemory from "../../src/catalog/CatalogMemory.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { type Division, mapRowsRecipe } from "../../src/run/mapRowsRecipe.ts"
import * as outputs from "../../src/run/outputs.ts"
import { RowWorkers } from "../../src/run/RowWorkers.ts"
import { layer, materialize, rowsOf } from "../../src/testing/materialize.ts"
import doubled, { Numbers } from "./numbers.ts"

const size = 10_000

/** Numbers from 1, in groups of three: `g1`, `g1`, `g1`, `g2`, … */
const source = (rows: number) =>
  Asset.make({
    key: "source",
    codeVersion: "1",
    artifact: Artifact.rows(Numbers),
    make: ({ output }) =>
      output.write(Array.from({ length: rows }, (_, index) => ({ n: index + 1, group: `g${Math.floor(index / 3)}` })))
  })

const assetsOver = (rows: number, distinct?: "group") => {
  const upstream = source(rows)
  const doubles = Asset.mapRows({
    key: "doubles",
    codeVersion: "1",
    dependencies: { upstream },
    rows: doubled,
    ...(distinct === undefined ? {} : { distinct: { field: distinct, rule: "same_group" } })
  })
  return [upstream, doubles] as const
}

type Config = typeof doubled.config.Type
const configured = (config: Partial<Config> = {}) => ({ configs: { doubles: { refused: 7, ...config } } })

const versionOf = Effect.fnUntraced(function* (asset: string) {
  return Option.getOrThrow(yield* (yield* Catalog).current({ asset, partition: null }))
})

/** Maps the source's rows with so many threads, divided so; what it wrote. */
const written = (threads: number, division: Division) =>
  Effect.gen(function* () {
    const [upstream, doubles] = assetsOver(size, "group")
    yield* materialize([upstream])
    const { manifest } = yield* versionOf("source")
    const store = yield* ArtifactStore
    const output = outputs.make(store, doubles.artifact, null)
    const workers = yield* RowWorkers
    assert.strictEqual(workers.concurrency, threads)
    if (doubles.recipe._tag === "MapRows") {
      const { recipe } = doubles
      const encodedConfig = { refused: 7 }
      yield* mapRowsRecipe(
        { store, workers, recipe, parts: manifest.parts, encodedConfig, partition: null, output },
        division
      )
    }
    return yield* output.finish
  }).pipe(Effect.provide(Layer.mergeAll(CatalogMemory.layer, ArtifactStoreMemory.layer, RowWorkers.layer(threads))))

describe("a row function", () => {
  it.live("gives the same bytes in this thread and in any number of workers, however the rows are divided", () =>
    Effect.gen(function* () {
      const here = yield* written(1, { rowsWorthAThread: Number.POSITIVE_INFINITY, rowsPerTask: 1_024 })
      assert.isAbove(here.manifest.parts.length, 0)
      assert.deepStrictEqual(here.metadata, { read: size, duplicates: here.metadata["duplicates"] ?? null })
      const others = [
        { threads: 1, rowsWorthAThread: 0, rowsPerTask: 1_024 },
        { threads: 2, rowsWorthAThread: 0, rowsPerTask: 100 },
        { threads: 4, rowsWorthAThread: 0, rowsPerTask: 1_024 },
        { threads: 3, rowsWorthAThread: 0, rowsPerTask: 997 },
        { threads: 1, rowsWorthAThread: Number.POSITIVE_INFINITY, rowsPerTask: 1 },
        { threads: availableParallelism(), rowsWorthAThread: 0, rowsPerTask: 8_192 }
      ]
      for (const { threads, ...division } of others) {
        const there = yield* written(threads, division)
        const where = JSON.stringify({ threads, ...division })
        assert.deepStrictEqual(there.manifest.parts, here.manifest.parts, where)
        assert.deepStrictEqual(there.metadata, here.metadata, where)
        assert.strictEqual(
          there.manifest.rejects.reduce((sum, { rows }) => sum + rows, 0),
          here.manifest.rejects.reduce((sum, { rows }) => sum + rows, 0),
          where
        )
      }
    })
  )

  it.live("keeps the order of the rows, in workers", () =>
    Effect.gen(function* () {
      const assets = assetsOver(size)
      yield* materialize(assets, configured())
      const rows = yield* rowsOf(assets[1])
      const expected = Array.from({ length: size }, (_, index) => index + 1).filter((n) => n % 7 !== 0)
      assert.deepStrictEqual(
        rows,
        expected.map((n) => ({ n: 2 * n, group: `g${Math.floor((n - 1) / 3)}` }))
      )
    }).pipe(Effect.provide(layer))
  )

  it.live("keeps the first of equal keys, across chunks and parts, and the others as rejects", () =>
    Effect.gen(function* () {
      const assets = assetsOver(size, "group")
      const result = yield* materialize(assets, configured())
      const rows = yield* rowsOf(assets[1])
      // 7 divides one number in seven; the first of each group that is left is kept.
      const expected = new Map<string, number>()
      for (let n = 1; n <= size; n += 1) {
        const group = `g${Math.floor((n - 1) / 3)}`
        if (n % 7 !== 0 && !expected.has(group)) {
          expected.set(group, 2 * n)
        }
      }
      assert.deepStrictEqual(
        rows,
        [...expected].map(([group, n]) => ({ n, group }))
      )
      const { metadata } = result.steps[1] ?? {}
      const multiples = Math.floor(size / 7)
      assert.deepStrictEqual(metadata, {
        rows: expected.size,
        rejected: size - expected.size,
        read: size,
        duplicates: size - expected.size - multiples
      })
      const store = yield* ArtifactStore
      const rejects = (yield* Stream.runCollect(ArtifactReader.rejects(store, yield* versionOf("doubles")))).flat()
      assert.deepStrictEqual(
        rejects.find(({ rule }) => rule === "same_group"),
        { rule: "same_group", reason: "another row has the same group", row: { n: 4, group: "g0" } }
      )
      assert.strictEqual(rejects.filter(({ rule }) => rule === "multiple").length, multiples)
    }).pipe(Effect.provide(layer))
  )

  const errorOf = Effect.fnUntraced(function* (rows: number, config: Partial<Config>) {
    const result = yield* materialize(assetsOver(rows), configured(config))
    const step = result.steps[1]
    return { attempts: step?.attempts, ...step?.error }
  })
  const places = [
    { where: "in this thread", rows: 100 },
    { where: "in workers", rows: size }
  ]

  it.live.each(places)("that breaks its output's schema fails for good and names the row, $where", ({ rows }) =>
    Effect.gen(function* () {
      const { attempts, message, tag, transient } = yield* errorOf(rows, { mismatchAt: rows - 1 })
      assert.deepStrictEqual([attempts, tag, transient], [1, "SchemaMismatch", false])
      // Counted among the rows that the function made.
      const place = rows - 1 - Math.floor((rows - 1) / 7)
      assert.match(message ?? "", new RegExp(`^Schema mismatch: row ${place}: Expected an integer at \\["n"\\]$`))
    }).pipe(Effect.provide(layer))
  )

  it.live.each(places)("that throws fails for good with its message, $where", ({ rows }) =>
    Effect.gen(function* () {
      const error = yield* errorOf(rows, { throwsAt: rows - 1 })
      assert.deepStrictEqual(error, {
        attempts: 1,
        tag: "RangeError",
        message: `cannot double ${rows - 1}`,
        transient: false
      })
    }).pipe(Effect.provide([layer, Logger.layer([])]))
  )

  it.live("is ended at once when its run is interrupted, whatever it is doing", () =>
    Effect.gen(function* () {
      const assets = assetsOver(size)
      yield* materialize([assets[0]])
      const fiber = yield* Effect.forkChild(materialize(assets, configured({ busyMillis: 60_000 })))
      yield* Effect.sleep("2 seconds")
      const before = yield* Clock.currentTimeMillis
      yield* Fiber.interrupt(fiber)
      assert.isBelow((yield* Clock.currentTimeMillis) - before, 30_000)
      const [run] = yield* (yield* Catalog).runs({ limit: 1 })
      assert.strictEqual(run?.status, "cancelled")
      // The workers are there for others.
      assert.strictEqual((yield* materialize(assets, configured())).status, "success")
    }).pipe(Effect.provide(layer))
  )

  it.live("maps an empty input to an empty output", () =>
    Effect.gen(function* () {
      const result = yield* materialize(assetsOver(0), configured())
      assert.deepStrictEqual(result.steps[1]?.metadata, { rows: 0, rejected: 0 })
    }).pipe(Effect.provide(layer))
  )
})
