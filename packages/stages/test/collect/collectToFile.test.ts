import { NodeServices } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Path, Stream } from "effect"
import { csvHeader } from "../../src/collect/adCsv.ts"
import { collectToFile } from "../../src/collect/collectToFile.ts"
import { makeFileSource } from "../../src/source/FileSource.ts"
import type { Source } from "../../src/source/Source.ts"
import type { SourceAd } from "../../src/source/SourceAd.ts"
import { SourceError, Unreachable } from "../../src/source/SourceError.ts"
import { sourceJob } from "../../src/testing/ads.ts"
import { batch, pagesInMemory } from "../source/fixtures.ts"

const sourceOf = (ads: Stream.Stream<SourceAd, SourceError>): Source => ({
  name: "test",
  canReplay: true,
  observe: () => Effect.succeedNone,
  read: () => Stream.map(ads, (ad) => ({ ads: [ad], malformed: [], counts: {} }))
})

const jobs = (...ids: ReadonlyArray<string>) => sourceOf(Stream.fromIterable(ids.map((id) => sourceJob({ id }))))

/** A file in a folder that is not there yet. */
const inFolder = <A, E>(use: (file: string) => Effect.Effect<A, E, FileSystem.FileSystem | Path.Path>) =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    return yield* use(path.join(yield* files.makeTempDirectoryScoped(), "data", "raw", "ads.csv"))
  }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))

const read = (file: string) => Effect.flatMap(FileSystem.FileSystem, (files) => files.readFileString(file))
const write = (file: string, text: string) =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    yield* files.makeDirectory((yield* Path.Path).dirname(file), { recursive: true })
    yield* files.writeFileString(file, text)
  })

describe("a manual collect", () => {
  it.effect("writes the specification's columns", () =>
    inFolder((file) =>
      Effect.gen(function* () {
        const ad = sourceJob({
          title: 'Data engineer, "senior"',
          company: "TechCorp",
          location: "Paris",
          created: "2026-01-08T09:18:35Z",
          salary_min: 60_000,
          salary_max: 80_000,
          salary_is_predicted: false,
          salary_text: null,
          search_query: "data engineer",
          url: "https://example.com/1"
        })
        yield* collectToFile(sourceOf(Stream.succeed(ad)), batch, file, { limit: 10 })
        const [header, line] = (yield* read(file)).split("\n")
        assert.strictEqual(header, "job_id,job_title,company_name,location,posted_date,salary_range,url,search_query")
        assert.match(
          line ?? "",
          /^[0-9a-f-]{36},"Data engineer, ""senior""",TechCorp,Paris,2026-01-08,"60,000 - 80,000 EUR",https:\/\/example.com\/1,data engineer$/
        )
      })
    )
  )

  it.effect.each([
    { pay: { salary_min: 60_000, salary_max: 60_000 }, expected: "60,000 EUR" },
    { pay: { salary_min: null, salary_max: 14.5 }, expected: "14.5 EUR" },
    { pay: { salary_min: null, salary_max: null }, expected: null },
    { pay: { salary_min: 50_000, salary_max: 50_000, salary_is_predicted: true }, expected: null }
  ])("states pay of $pay as $expected", ({ expected, pay }) =>
    inFolder((file) =>
      Effect.gen(function* () {
        const none = { salary_text: null, salary_is_predicted: false }
        yield* collectToFile(sourceOf(Stream.succeed(sourceJob({ ...none, ...pay }))), batch, file, { limit: 1 })
        const source = makeFileSource(file, { format: "csv", compression: "none" })
        const [chunk] = yield* Stream.runCollect(source.read(batch, pagesInMemory()))
        assert.strictEqual(chunk?.ads[0]?.salary_text, expected)
      })
    )
  )

  it.effect("appends what the file does not have, once each, up to the limit", () =>
    inFolder((file) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* collectToFile(jobs("1", "2", "1"), batch, file, { limit: 10 }), {
          collected: 2,
          added: 2,
          total: 2,
          malformed: 0
        })
        const before = yield* read(file)
        const second = yield* collectToFile(jobs("2", "3", "4", "5"), batch, file, { limit: 3 })
        assert.deepStrictEqual(second, { collected: 3, added: 2, total: 4, malformed: 0 })
        const after = yield* read(file)
        assert.isTrue(after.startsWith(before))
        assert.strictEqual(after.split("\n").length, 6)
      })
    )
  )

  it.effect("begins a new line where the file does not end in one", () =>
    inFolder((file) =>
      Effect.gen(function* () {
        yield* write(file, `${csvHeader}a,Job,,,,,,`)
        yield* collectToFile(jobs("1"), batch, file, { limit: 1 })
        assert.match(yield* read(file), /\na,Job,,,,,,\n[0-9a-f-]{36},.*\n$/)
      })
    )
  )

  it.effect("leaves the file as it was when it fails", () =>
    inFolder((file) =>
      Effect.gen(function* () {
        yield* collectToFile(jobs("1"), batch, file, { limit: 10 })
        const before = yield* read(file)
        const gone = new SourceError({ reason: new Unreachable({ source: "test", detail: "gone" }) })
        const half = sourceOf(Stream.concat(Stream.succeed(sourceJob({ id: "2" })), Stream.fail(gone)))
        const error = yield* Effect.flip(collectToFile(half, batch, file, { limit: 10 }))
        assert.strictEqual(error.reason._tag, "Unreachable")
        assert.strictEqual(yield* read(file), before)
        const path = yield* Path.Path
        const files = yield* FileSystem.FileSystem
        assert.deepStrictEqual(yield* files.readDirectory(path.dirname(file)), ["ads.csv"])
      })
    )
  )

  it.effect("says that the file cannot be written, before it asks", () =>
    inFolder((file) =>
      Effect.gen(function* () {
        yield* write(file, "")
        const error = yield* Effect.flip(
          collectToFile(sourceOf(Stream.die("asked")), batch, `${file}/ads.csv`, { limit: 1 })
        )
        assert.strictEqual(error.reason._tag, "FileUnwritable")
      })
    )
  )

  it.effect("asks for nothing where the file holds other columns", () =>
    inFolder((file) =>
      Effect.gen(function* () {
        yield* write(file, "id;title\n1;Data\n")
        const unasked = sourceOf(Stream.die("asked"))
        const error = yield* Effect.flip(collectToFile(unasked, batch, file, { limit: 1 }))
        assert.strictEqual(error.reason._tag, "FileMalformed")
        assert.include(error.message, "job_id,job_title")
        assert.strictEqual(yield* read(file), "id;title\n1;Data\n")
      })
    )
  )
})
