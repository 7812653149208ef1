import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import fc from "fast-check"
import { readBack } from "./fixtures.ts"

const specification = "job_id,job_title,company_name,location,posted_date,salary_range,url,search_query"
const row = 'a-1,Senior Data Engineer,TechCorp,Paris,2026-01-08,"60,000 - 80,000 EUR",https://a.test/1,data engineer'

const latin1 = (text: string) => Buffer.from(text, "latin1")
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")

describe("a CSV file", () => {
  it.live("is read by the specification's columns", () =>
    Effect.gen(function* () {
      const { ads, defaulted, malformed } = yield* readBack("ads.csv", `${specification}\n${row}\n`)
      assert.deepStrictEqual(malformed, [])
      assert.strictEqual(defaulted, 0)
      assert.deepStrictEqual(ads, [
        {
          source: "file",
          country: "fr",
          id: "a-1",
          title: "Senior Data Engineer",
          company: "TechCorp",
          location: "Paris",
          area: [],
          description: null,
          url: "https://a.test/1",
          created: "2026-01-08",
          salary_min: null,
          salary_max: null,
          salary_is_predicted: false,
          salary_text: "60,000 - 80,000 EUR",
          contract_type: null,
          contract_time: null,
          category: null,
          latitude: null,
          longitude: null,
          search_query: "data engineer"
        }
      ])
    })
  )

  it.live.each([
    [
      "dots",
      "id,title,description,created,redirect_url,company.display_name,location.display_name,location.area,salary_min,salary_is_predicted,category.tag"
    ],
    [
      "underscores",
      "id,title,description,created,redirect_url,company_display_name,location_display_name,location_area,salary_min,salary_is_predicted,category_tag"
    ]
  ] as const)("is read by Adzuna's own names, made flat with %s", ([, header]) =>
    Effect.gen(function* () {
      const cells = `57,Analyst,d,2026-03-07T09:18:35Z,https://a.test,Altis,"Lyon, Rhône","['France', ""Val d'Isère""]",30.5,0,it-jobs`
      const { ads } = yield* readBack("ads.csv", `${header}\n${cells}\n`)
      assert.deepInclude(ads[0], {
        source: "adzuna",
        id: "57",
        company: "Altis",
        location: "Lyon, Rhône",
        area: ["France", "Val d'Isère"],
        salary_min: 30.5,
        salary_is_predicted: false,
        category: "it-jobs"
      })
    })
  )

  it.live("reads objects that were written into cells", () =>
    Effect.gen(function* () {
      const cells = `x,"{'display_name': 'Altis', '__CLASS__': 'C'}","{""display_name"": ""L'Aquila""}",{'tag': 'it-jobs'}`
      const { ads, defaulted } = yield* readBack("ads.csv", `title,company,location,category\n${cells}\ny,{},{},{}\n`)
      assert.deepInclude(ads[0], { company: "Altis", location: "L'Aquila", category: "it-jobs" })
      assert.deepInclude(ads[1], { company: null, location: null, category: null })
      assert.strictEqual(defaulted, 3)
    })
  )

  it.live("reads a list that was spread over columns", () =>
    Effect.gen(function* () {
      const { ads } = yield* readBack(
        "ads.csv",
        "title,location.area.0,location.area.1,location.area.2\nx,France,Paris,\n"
      )
      assert.deepStrictEqual(ads[0]?.area, ["France", "Paris"])
    })
  )

  it.live.each([",", ";", "|", "\t"] as const)("may be separated by %j", (delimiter) =>
    Effect.gen(function* () {
      const { ads } = yield* readBack(
        "ads.csv",
        `title${delimiter}url${delimiter}description\nA${delimiter}B${delimiter}C\n`
      )
      assert.deepInclude(ads[0], { title: "A", url: "B", description: "C" })
    })
  )

  it.live.each([
    ["UTF-8", Buffer.from("title;location\nIngénieur;Évry\n")],
    ["UTF-8 with a mark", Buffer.from("\ufefftitle;location\nIngénieur;Évry\n")],
    ["Latin-1", latin1("title;location\nIngénieur;Évry\n")],
    ["Latin-1 with the first accent late", latin1(`title;location\n${"Job;Lyon\n".repeat(20_000)}Ingénieur;Évry\n`)],
    ["UTF-8 with accents in names", Buffer.from("Intitulé;Ville\nIngénieur;Évry\n")],
    ["UTF-16", utf16("title;location\nIngénieur;Évry\n")]
  ] as const)("may be in %s", ([, content]) =>
    Effect.gen(function* () {
      assert.deepInclude((yield* readBack("ads.csv", content)).ads.at(-1), { title: "Ingénieur", location: "Évry" })
    })
  )

  it.live.each([1, 2, 3] as const)("stays UTF-8 though a character is cut %s bytes before a piece ends", (before) =>
    Effect.gen(function* () {
      const start = "title,location\nx,"
      const content = `${start}${"y".repeat(65_536 - before - start.length)}😀z\n${"a,b\n".repeat(9)}`
      assert.match((yield* readBack("ads.csv", content)).ads[0]?.location ?? "", /y😀z$/u)
    })
  )

  it.live("stays UTF-8 though a byte is broken", () =>
    Effect.gen(function* () {
      const content = Buffer.concat([
        Buffer.from("title;location\nIngénieur élevé;É"),
        Buffer.from([0xff]),
        Buffer.from("\n")
      ])
      assert.strictEqual((yield* readBack("ads.csv", content)).ads[0]?.title, "Ingénieur élevé")
    })
  )

  it.live("may have quotation marks, delimiters and line breaks in its cells", () =>
    Effect.gen(function* () {
      const { ads } = yield* readBack("ads.csv", 'title,description\r\n"a ""b"", c","one\ntwo"\r\n5" disk,x\r\n')
      assert.deepStrictEqual(
        ads.map(({ description, title }) => [title, description]),
        [
          ['a "b", c', "one\ntwo"],
          ['5" disk', "x"]
        ]
      )
    })
  )

  it.live("has null for an empty cell, and for what programs write instead", () =>
    Effect.gen(function* () {
      const { ads, defaulted } = yield* readBack("ads.csv", "title,company,salary_min,location\nA,,nan,None\n")
      assert.deepInclude(ads[0], { company: null, salary_min: null, location: null })
      assert.strictEqual(defaulted, 0)
    })
  )

  it.live("counts a cell of a wrong type and goes on", () =>
    Effect.gen(function* () {
      const { ads, defaulted } = yield* readBack("ads.csv", "title,salary_min\nA,beaucoup\n")
      assert.strictEqual(ads[0]?.salary_min, null)
      assert.strictEqual(defaulted, 1)
    })
  )

  it.live("keeps a row of another length as malformed, with its line, and reads on", () =>
    Effect.gen(function* () {
      const { ads, malformed } = yield* readBack("ads.csv", 'title,url\n"A\nB",u\nC\nD,u,more\nE,u,,\n')
      assert.deepStrictEqual(
        ads.map(({ title }) => title),
        ["A\nB", "E"]
      )
      assert.deepStrictEqual(
        malformed.map(({ reason }) => reason),
        ["line 4 has 1 cells, the header has 2", "line 5 has 3 cells, the header has 2"]
      )
    })
  )

  it.live.each([
    ["without a title", "url,company\nx,y\n", 1, "job_title"],
    ["that is empty", "", 1, undefined],
    ["with a quotation mark that is never closed", 'title,url\nA,b\n"C,d\nE,f\n', 3, undefined]
  ] as const)("%s fails, with line and field", ([, content, line, field]) =>
    Effect.gen(function* () {
      const { error } = yield* readBack("ads.csv", content)
      const reason = error?.reason
      assert.strictEqual(reason?._tag, "FileMalformed")
      assert.deepStrictEqual(reason?._tag === "FileMalformed" ? [reason.line, reason.field] : [], [line, field])
    })
  )

  it.live("without a title says which columns would do, and which there are", () =>
    Effect.gen(function* () {
      const { error } = yield* readBack("ads.csv", "Libellé;Lien\nx;y\n")
      assert.match(
        error?.message ?? "",
        /is not a list of job ads: line 1: no column holds the title: rename the one that does to one of job_title, .*; the columns are Libellé, Lien/
      )
    })
  )

  it.live("gives back whatever text was quoted, in any encoding", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.string({ unit: fc.constantFrom(..."aé\"',;|\n\r€ œ’\\") }).map((text) => `x${text}x`),
            { minLength: 1 }
          ),
          fc.constantFrom(",", ";", "|"),
          async (titles, delimiter) => {
            const quoted = titles.map((title) => `"${title.replaceAll('"', '""')}"${delimiter}u`)
            const content = ["title", ...quoted].join("\n").replace("title", `title${delimiter}url`)
            const { ads } = await Effect.runPromise(Effect.scoped(readBack("ads.csv", content)))
            assert.deepStrictEqual(
              ads.map(({ title }) => title),
              titles
            )
          }
        ),
        { numRuns: 60 }
      )
    )
  )
})
