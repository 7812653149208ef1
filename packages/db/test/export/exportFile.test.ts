import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect, Option, Result } from "effect"
import type { Database } from "../../src/Database.ts"
import { exportFile } from "../../src/export/exportFile.ts"
import { type CsvOptions, kindOf } from "../../src/export/JobFormat.ts"
import type { JobRow } from "../../src/Jobs.ts"
import * as Filter from "../../src/jobs/Filter.ts"
import { shared } from "../../src/testing/freshDatabase.ts"
import { jobId, jobRow } from "../../src/testing/jobRow.ts"
import { kinds } from "../databases.ts"
import { exportAll, query, target } from "../jobs/fixtures.ts"

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

/** Writes a file of that name into a folder and answers what was done. */
const write = (path: string, where = "", csv: CsvOptions = { bom: false, delimiter: "," }) =>
  exportFile({ path, kind: Option.getOrThrow(kindOf(path)), filter: Result.getOrThrow(Filter.parse(where)), csv })

interface Line {
  readonly job_id: string
  readonly job_title: string
  readonly skills: ReadonlyArray<string>
}

const linesOf = (text: string): ReadonlyArray<Line> =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))

describe("the name of a file", () => {
  it("says what is in it", () => {
    assert.deepStrictEqual(["a.csv", "b.NDJSON", "c.jsonl.gz", "d.xlsx", "csv"].map(kindOf).map(Option.getOrNull), [
      { format: "csv", isCompressed: false },
      { format: "ndjson", isCompressed: false },
      { format: "ndjson", isCompressed: true },
      null,
      null
    ])
  })
})

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)

  const inFolder = <A, E>(
    rows: ReadonlyArray<JobRow>,
    test: (folder: string) => Effect.Effect<A, E, Database | NodeServices.NodeServices>
  ) =>
    Effect.gen(function* () {
      yield* exportAll(target(8), rows)
      return yield* test(yield* temporaryFolder)
    }).pipe(Effect.scoped, Effect.provide([database.layer, NodeServices.layer]))

  describe(`a file of ads (${kind.name})`, { timeout: 180_000 }, () => {
    it.live("as CSV tells unknown from empty, quotes what it must, and runs in no spreadsheet", () =>
      inFolder(
        [
          jobRow({
            job_title: '=HYPERLINK("http://x")',
            company_name: "",
            location: null,
            job_description: "two\nlines, tab\there",
            search_query: "+33",
            category: "@cmd",
            working_time: "-",
            longitude: -1.5,
            posted_date: "2026-01-08"
          })
        ],
        (folder) =>
          Effect.gen(function* () {
            yield* query("update jobs set created_at = '2026-01-08 00:40:00.5Z', updated_at = '2026-01-09 01:00Z'")
            const path = join(folder, "jobs.csv")
            const done = yield* write(path, "", { bom: true, delimiter: "," })
            const text = readFileSync(path, "utf8")
            assert.deepStrictEqual(done, {
              rows: 1,
              bytes: Buffer.byteLength(text),
              sampleLeftOut: 0
            })
            const [header = "", ...rest] = text.split("\n")
            assert.match(header, /^\uFEFFjob_id,job_title,company_name,location,posted_date,.*,created_at,updated_at$/)
            const [{ age } = { age: 0 }] = yield* query<{ age: number }>(
              "select current_date - date '2026-01-08' as age"
            )
            assert.strictEqual(
              rest.join("\n"),
              `${jobId(1)},"'=HYPERLINK(""http://x"")","",,2026-01-08,"two\nlines, tab\there","Python, SQL",60000,80000,` +
                `true,true,https://example.com/ads/1,adzuna,'+33,1,en,France,fr,Paris,,Paris,Île-de-France,false,,EUR,year,` +
                `60000,80000,false,false,permanent,'-,'@cmd,48.85,-1.5,${age},batch 8,2026-01-08,` +
                `2026-01-08 00:40:00,2026-01-09 01:00:00\n`
            )
          })
      )
    )

    it.live("as CSV keeps line breaks of every kind, quotes and delimiters within a cell", () => {
      const titles = ["a\rb", "a\r\nb", "a\nb", 'say "x", y; z', "'", '"', "\r=1"]
      return inFolder(
        titles.map((job_title, n) => jobRow({ job_id: jobId(n), job_title })),
        (folder) =>
          Effect.gen(function* () {
            const path = join(folder, "jobs.csv")
            yield* write(path)
            // Line breaks that stand in no quotes end a row, a lone carriage return too.
            const rows = readFileSync(path, "utf8").match(/(?:"(?:[^"]|"")*"|[^"\r\n])+/g) ?? []
            assert.deepStrictEqual(
              rows.slice(1).map((row) => /^[^,]*,("(?:[^"]|"")*"|[^,]*),/.exec(row)?.[1]),
              ['"a\rb"', '"a\r\nb"', '"a\nb"', '"say ""x"", y; z"', "'", '""""', '"\'\r=1"']
            )
          })
      )
    })

    it.live("as CSV divides cells by a semicolon where that is asked for, and quotes those that hold one", () =>
      inFolder([jobRow({ job_title: "Data; engineer, senior" })], (folder) =>
        Effect.gen(function* () {
          const path = join(folder, "jobs.csv")
          yield* write(path, "", { bom: false, delimiter: ";" })
          const [header = "", line = ""] = readFileSync(path, "utf8").split("\n")
          assert.match(header, /^job_id;job_title;company_name;/)
          assert.include(line, `${jobId(1)};"Data; engineer, senior";TechCorp;Paris;`)
        })
      )
    )

    it.live("holds every ad once, whatever their number and length, also compressed", () =>
      inFolder(
        Array.from({ length: 3_000 }, (_, n) =>
          jobRow({ job_id: jobId(n), job_description: "é".repeat(n % 500 === 0 ? 1_000_000 : 10) })
        ),
        (folder) =>
          Effect.gen(function* () {
            const path = join(folder, "new", "jobs.ndjson.gz")
            assert.strictEqual((yield* write(path)).rows, 3_000)
            const lines = linesOf(gunzipSync(readFileSync(path)).toString())
            assert.deepStrictEqual(
              lines.map(({ job_id }) => job_id),
              Array.from({ length: 3_000 }, (_, n) => jobId(n))
            )
            assert.deepStrictEqual(readdirSync(join(folder, "new")), ["jobs.ndjson.gz"])
          })
      )
    )

    it.live("holds the ads of the filter as they are, and their skills as a list", () =>
      inFolder(
        [
          jobRow({ job_id: jobId(1), job_title: '=a "quoted" \\ title\u2028', city: "Lyon" }),
          jobRow({ job_id: jobId(2), city: "Paris" })
        ],
        (folder) =>
          Effect.gen(function* () {
            const path = join(folder, "jobs.ndjson")
            yield* write(path, "city=lyon")
            const lines = linesOf(readFileSync(path, "utf8"))
            assert.deepInclude(lines[0], { job_title: '=a "quoted" \\ title\u2028', skills: ["Python", "SQL"] })
            assert.strictEqual(lines.length, 1)
          })
      )
    )

    it.live("leaves the sample out as soon as there are other ads, unless it is asked for", () =>
      inFolder([jobRow({ job_id: jobId(1), source: "sample" })], (folder) =>
        Effect.gen(function* () {
          const path = join(folder, "jobs.ndjson")
          assert.deepInclude(yield* write(path), { rows: 1, sampleLeftOut: 0 })
          yield* exportAll(target(9), [jobRow({ job_id: jobId(2), source: null })])
          assert.deepInclude(yield* write(path), { rows: 1, sampleLeftOut: 1 })
          assert.strictEqual(linesOf(readFileSync(path, "utf8"))[0]?.job_id, jobId(2))
          assert.deepInclude(yield* write(path, "source=sample"), { rows: 1, sampleLeftOut: 0 })
          assert.strictEqual(linesOf(readFileSync(path, "utf8"))[0]?.job_id, jobId(1))
        })
      )
    )

    it.live("that cannot be written leaves nothing behind and says which", () =>
      inFolder([jobRow()], (folder) =>
        Effect.gen(function* () {
          const path = join(folder, "jobs.csv")
          mkdirSync(path)
          const error = yield* Effect.flip(write(path))
          assert.include(error.message, `${path} cannot be written`)
          writeFileSync(join(folder, "file"), "")
          const below = join(folder, "file", "jobs.csv")
          assert.include((yield* Effect.flip(write(below))).message, `${below} cannot be written`)
          assert.deepStrictEqual(readdirSync(folder).sort(), ["file", "jobs.csv"])
          assert.isFalse(existsSync(below))
        })
      )
    )
  })
}
