import { existsSync } from "node:fs"
import { readFile, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { gzipSync, zstdCompressSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Stream } from "effect"
import { adzunaAd, batch, pagesInMemory } from "../fixtures.ts"
import { folder, readAll, readBack, sourceOf, written } from "./fixtures.ts"

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${JSON.stringify(adzunaAd({ id: String(from + index) }))}\n`).join(
    ""
  )
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index))
const ids = (ads: ReadonlyArray<{ readonly id: string | null }>) => ads.map(({ id }) => id)
const observe = (path: string, previous = Option.none<{ readonly version: string; readonly hint: string }>()) =>
  Effect.map(sourceOf(path).observe(batch, previous), Option.getOrThrow)

describe("a file of ads", () => {
  it.live("comes in chunks of a thousand, in its own order", () =>
    Effect.gen(function* () {
      const { ads, chunks } = yield* readBack("ads.ndjson", lines(0, 2_500))
      assert.deepStrictEqual(ids(ads), numbers(2_500))
      assert.deepStrictEqual(
        chunks.map((chunk) => chunk.ads.length),
        [1_000, 1_000, 500]
      )
    })
  )

  it.live.each([
    ["gzip", "ads.ndjson.gz", gzipSync(lines(0, 900))],
    ["joined gzip", "ads.ndjson.gz", Buffer.concat([gzipSync(lines(0, 400)), gzipSync(lines(400, 900))])],
    ["zstd", "ads.ndjson.zst", zstdCompressSync(lines(0, 900))],
    [
      "zstd of many frames",
      "ads.ndjson.ZST",
      Buffer.concat(numbers(300).map((index) => zstdCompressSync(lines(Number(index) * 3, Number(index) * 3 + 3))))
    ]
  ] as const)("may be packed as %s", ([, name, content]) =>
    Effect.gen(function* () {
      const { ads, error } = yield* readBack(name, content)
      assert.isUndefined(error)
      assert.deepStrictEqual(ids(ads), numbers(900))
    })
  )

  it.live.each([
    ["gzip", "ads.ndjson.gz", gzipSync(lines(0, 900)).subarray(0, 900)],
    ["zstd", "ads.ndjson.zst", zstdCompressSync(lines(0, 900)).subarray(0, 300)],
    [
      "zstd after its first frame",
      "ads.ndjson.zst",
      Buffer.concat([zstdCompressSync(lines(0, 9)), zstdCompressSync(lines(9, 900)).subarray(0, 300)])
    ],
    [
      "zstd with something else behind it",
      "ads.ndjson.zst",
      Buffer.concat([zstdCompressSync(lines(0, 9)), Buffer.from("what is this")])
    ],
    ["gzip that is none", "ads.ndjson.gz", Buffer.from("plain text")]
  ] as const)("fails where %s is incomplete", ([, name, content]) =>
    Effect.gen(function* () {
      const { error } = yield* readBack(name, content)
      assert.strictEqual(error?.reason._tag, "FileUnreadable")
    })
  )

  it.live("has the date and the market in its path", () =>
    Effect.gen(function* () {
      const path = join(yield* folder, "{market}-{date}.ndjson")
      yield* Effect.promise(() => writeFile(path.replace("{market}", "fr").replace("{date}", batch.date), lines(0, 3)))
      const { ads } = yield* readAll(path)
      assert.deepStrictEqual(ids(ads), ["0", "1", "2"])
      assert.strictEqual(sourceOf(path).name, path)
    })
  )

  it.live("that does not exist is named", () =>
    Effect.gen(function* () {
      const path = join(yield* folder, "none.csv")
      const { error } = yield* readAll(path)
      assert.strictEqual(error?.reason._tag, "FileMissing")
      assert.include(error?.message, path)
      assert.strictEqual((yield* Effect.flip(observe(path))).reason._tag, "FileMissing")
    })
  )

  it.live("has the hash of its content for a version", () =>
    Effect.gen(function* () {
      const path = yield* written("ads.ndjson", lines(0, 3))
      const first = yield* observe(path)
      yield* Effect.promise(() => utimes(path, 1, 1))
      const touched = yield* observe(path, Option.some(first))
      assert.strictEqual(touched.version, first.version)
      assert.notStrictEqual(touched.hint, first.hint)
      yield* Effect.promise(() => writeFile(path, lines(0, 4)))
      assert.notStrictEqual((yield* observe(path, Option.some(touched))).version, first.version)
    })
  )

  it.live("is not hashed again while its size and time are the same", () =>
    Effect.gen(function* () {
      const path = yield* written("ads.ndjson", lines(0, 3))
      const { hint } = yield* observe(path)
      assert.strictEqual((yield* observe(path, Option.some({ hint, version: "kept" }))).version, "kept")
    })
  )

  it.live("can be left before its end", () =>
    Effect.gen(function* () {
      const path = yield* written("ads.ndjson", lines(0, 50_000))
      const [first] = yield* sourceOf(path).read(batch, pagesInMemory()).pipe(Stream.take(1), Stream.runCollect)
      assert.strictEqual(first?.ads.length, 1_000)
    })
  )
})

const recorded = process.env.JOBGRAPH_RECORDED ?? join(import.meta.dirname, "../../../../../../shared/data")

describe.skipIf(!existsSync(recorded))(`recorded ads (skipped without ${recorded})`, () => {
  it.live.each([
    ["adzuna-fr.json", 1_200],
    ["adzuna-us.json", 100],
    ["adzuna-de/2025-06-12.json", 150]
  ] as const)("of %s are read whole", ([name, count]) =>
    Effect.gen(function* () {
      const { ads, defaulted, error, malformed } = yield* readAll(join(recorded, name))
      assert.isUndefined(error)
      assert.deepStrictEqual(malformed, [])
      assert.strictEqual(ads.length, count)
      assert.strictEqual(defaulted, 0)
      const parsed = JSON.parse(yield* Effect.promise(() => readFile(join(recorded, name), "utf8")))
      assert.deepStrictEqual(
        ads.map(({ description }) => description),
        parsed.results.map(({ description }: { description: string }) => description)
      )
    })
  )

  it.live("of long-ads.ndjson are read whole", () =>
    Effect.gen(function* () {
      const { ads, malformed } = yield* readAll(join(recorded, "long-ads.ndjson"))
      assert.strictEqual(ads.length, 600)
      assert.deepStrictEqual(malformed, [])
      assert.isTrue(ads.every(({ source, title }) => source === "file" && title !== null))
    })
  )
})
