import { assert, describe, it } from "@effect/vitest"
import { Defaulted } from "@jobgraph/stages/source/AdzunaPage"
import { csvRecords } from "@jobgraph/stages/source/file/CsvFile"
import { kindOf } from "@jobgraph/stages/source/file/FilePath"
import { decodeRecord, type FileRecord } from "@jobgraph/stages/source/file/FileRecord"
import { jsonRecords } from "@jobgraph/stages/source/file/JsonFile"
import { ndjsonRecords } from "@jobgraph/stages/source/file/NdjsonFile"
import { encodingOf } from "@jobgraph/stages/source/file/TextEncoding"
import { SourceError } from "@jobgraph/stages/source/SourceError"
import { Effect, Result, Stream } from "effect"
import * as fc from "fast-check"

const name = fc.oneof(
  fc.constantFrom(
    ...["id", "title", "company", "location", "area", "redirect_url", "created", "salary_min", "salary_is_predicted"],
    ...["location.display_name", "location.area.0", "Location Area", "category", "latitude", "__proto__", "constructor"]
  ),
  fc.string({ maxLength: 8 })
)
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom<unknown>(
    "NaN",
    "['a', \"b\"]",
    "{'display_name': 'x'}",
    "1e999",
    "0",
    0,
    -1,
    1e300,
    true,
    null,
    [],
    {}
  ),
  fc.dictionary(fc.constantFrom("display_name", "area", "tag"), fc.oneof(fc.string(), fc.array(fc.string()), fc.nat()))
)
const record = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(name, value, { maxKeys: 12 }) },
  { weight: 1, arbitrary: value }
)

/** What a reader does with a text: records, or a typed error; anything else is a defect and fails the test. */
const read = (records: Stream.Stream<FileRecord, SourceError>) =>
  Effect.runPromise(Effect.result(Effect.scoped(Stream.runCollect(records)))).then((result) => {
    assert.isTrue(Result.isSuccess(result) || result.failure instanceof SourceError)
    return result
  })

const line = fc
  .array(fc.oneof(fc.constantFrom(...'",;|\t{}[]:\r\\', '""', '"a"', "null", "1"), fc.string({ maxLength: 6 })), {
    maxLength: 10
  })
  .map((pieces) => pieces.join(""))

/** Of 200 lines, so that 500 texts are 100,000 lines; pieces of any size, as a stream brings them. */
const text = fc.tuple(fc.array(line, { minLength: 200, maxLength: 200 }), fc.integer({ min: 1, max: 400 }))

const inPieces = (whole: string, size: number) =>
  Stream.fromIterable(
    Array.from({ length: Math.ceil(whole.length / size) }, (_, at) => whole.slice(at * size, (at + 1) * size))
  )

describe("the readers of files, for any input", () => {
  it("make an ad or a malformed record of 100,000 values", () => {
    fc.assert(
      fc.property(record, (any) => {
        const made = decodeRecord(any, { market: "fr" }, new Defaulted())
        if ("rule" in made) return made.reason !== ""
        const figures = [made.salary_min, made.salary_max, made.latitude, made.longitude]
        return (
          made.country === "fr" &&
          figures.every((figure) => figure === null || Number.isFinite(figure)) &&
          made.area.every((level) => typeof level === "string")
        )
      }),
      { numRuns: 100_000 }
    )
  }, 300_000)

  it("read 100,000 lines of CSV, or say what is wrong", async () => {
    await fc.assert(
      fc.asyncProperty(text, async ([lines, size]) => {
        await read(csvRecords("ads.csv", inPieces(["title,url", ...lines].join("\n"), size)))
      }),
      { numRuns: 500 }
    )
  }, 300_000)

  it("read 100,000 lines of NDJSON, each as a record or as malformed", async () => {
    await fc.assert(
      fc.asyncProperty(text, async ([lines, size]) => {
        const result = await read(ndjsonRecords(inPieces(lines.join("\n"), size)))
        assert.isTrue(Result.isSuccess(result))
      }),
      { numRuns: 500 }
    )
  }, 300_000)

  it("read 500 texts as JSON, or say what is wrong", async () => {
    await fc.assert(
      fc.asyncProperty(text, async ([lines, size]) => {
        await read(jsonRecords("ads.json", inPieces(`[${lines.slice(0, 3).join(",")}`, size)))
      }),
      { numRuns: 500 }
    )
  }, 300_000)

  it("find an encoding for 100,000 pieces of bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat({ max: 60 }), (bytes, cut) => {
        const encoding = Effect.runSync(encodingOf(Stream.fromIterable([bytes.subarray(0, cut), bytes.subarray(cut)])))
        return ["utf-8", "utf-16le", "utf-16be", "windows-1252"].includes(encoding)
      }),
      { numRuns: 100_000 }
    )
  }, 300_000)

  it("know the kind of a file, or that they do not, for 100,000 names", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((some) => `${some}.csv.gz`)
        ),
        (path) => {
          const kind = kindOf(path)
          return kind === undefined || ["json", "ndjson", "csv"].includes(kind.format)
        }
      ),
      { numRuns: 100_000 }
    )
  })
})
