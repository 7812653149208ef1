import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Stream } from "effect"
import * as fc from "fast-check"
import { sql } from "kysely"
import { Database } from "../../src/Database.ts"
import { exportRows } from "../../src/Jobs.ts"
import * as Filter from "../../src/jobs/Filter.ts"
import { fieldOf } from "../../src/jobs/FilterField.ts"
import { filterSql } from "../../src/jobs/filterSql.ts"
import { jobId, jobRow } from "../../src/testing/jobRow.ts"
import { onEach } from "../databases.ts"
import { target } from "./fixtures.ts"

const read = (text: string) => Result.getOrThrow(Filter.parse(text))

describe("a filter", () => {
  it("is read condition by condition, with short names", () => {
    assert.deepStrictEqual(
      read(' city = Aix en Provence , "Paris, \\"France\\"" AND skill=Python and region=Land and').map(
        ({ field, operator, values }) => [field.column, operator, values]
      ),
      [
        ["city", "=", ["Aix en Provence", 'Paris, "France"']],
        ["skills", "=", ["Python"]],
        ["region", "=", ["Land and"]]
      ]
    )
    assert.deepStrictEqual(read("  "), [])
  })

  it.each([
    ["city", 5, /one of = != ~/],
    ["=Lyon", 1, /name of a field is missing/],
    ["town=Lyon", 1, /There is no field "town"; there are age, batch_date, category, city/],
    ["city=Lyon,", 11, /a value is missing/],
    ['city="Lyon', 6, /quotation mark is not closed/],
    ['city="Lyon" Paris', 13, /comma, "and" or the end/],
    ["posted=2026-02-30", 8, /a date such as 2026-01-08/],
    ["salary_min>=much", 13, /a number such as/],
    ["salary_min>1,2", 11, /stands one value/],
    ["title<b", 6, /has no order/],
    ["salary_min~4", 11, /not a text field/],
    ["title~", 6, /a text is missing/],
    ["remote=perhaps", 8, /true or false/],
    ["company=Research and Development", 33, /one of = != ~/],
    ["title=a\0b", 7, /that a database can hold/],
    ["constructor=1", 1, /no field "constructor"/]
  ])("says where it cannot be read: %j", (text, column, problem) => {
    const error = Result.getOrThrow(Result.flip(Filter.parse(text)))
    assert.match(error.problem, problem)
    assert.strictEqual(error.column, column)
  })

  it("is read back from its printed form", () => {
    const value = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\0"))
    const textual = fc.record({
      name: fc.constantFrom("city", "title", "company_name", "skill"),
      operator: fc.constantFrom<Filter.Operator>("=", "!=", "~", "!~"),
      values: fc.array(value, { minLength: 1, maxLength: 3 })
    })
    const other = fc.constantFrom<{ name: string; operator: Filter.Operator; values: ReadonlyArray<string> }>(
      { name: "city", operator: "=", values: [] },
      { name: "posted", operator: "<=", values: ["2024-02-29"] },
      { name: "salary_min", operator: ">", values: ["-0.5"] },
      { name: "remote", operator: "!=", values: ["true", "false"] },
      { name: "city", operator: "=", values: ["and"] }
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(textual, other), { maxLength: 4 }), (parts) => {
        const filter = parts.flatMap(({ name, operator, values }): Filter.Filter => {
          const field = fieldOf(name)
          return field === undefined ? [] : [{ field, operator, values }]
        })
        assert.deepStrictEqual(read(Filter.print(filter)), filter)
      })
    )
  })
})

const rows = [
  jobRow({
    job_id: jobId(1),
    job_title: "Data engineer",
    city: "Lyon",
    skills_required: "Python, SQL",
    salary_min: 40_000
  }),
  jobRow({
    job_id: jobId(2),
    job_title: "100% remote_ness \\ x",
    city: "Aix-en-Provence",
    skills_required: "Java",
    salary_min: 55_000.5,
    posted_date: "2026-01-05",
    is_remote: true
  }),
  jobRow({
    job_id: jobId(3),
    job_title: "O'Neil; drop table jobs --",
    city: null,
    skills_required: null,
    salary_min: null,
    posted_date: null,
    is_remote: null
  })
]

onEach("a filter of rows", (it) => {
  it.effect.each<readonly [string, ReadonlyArray<number>]>([
    ["", [1, 2, 3]],
    ["city=lyon", [1]],
    ["city=LYON,aix-en-provence", [1, 2]],
    ["city!=lyon", [2, 3]],
    ["city=", [3]],
    ["city!=", [1, 2]],
    ["city~-EN-", [2]],
    ["city!~-en-", [1, 3]],
    ["title~100%", [2]],
    ["title~%", [2]],
    ["title~e_n", [2]],
    ["title~\\", [2]],
    ["title~engineer,neil", [1, 3]],
    [`title="O'Neil; drop table jobs --"`, [3]],
    ["skill=python", [1]],
    ["skill=python,java", [1, 2]],
    ["skill!=python", [2, 3]],
    ["skill~pyth", [1]],
    ["salary_min>=40000", [1, 2]],
    ["salary_min<55000.5", [1]],
    ["salary_min=40000", [1]],
    ["salary_min!=40000", [2, 3]],
    ["posted>=2026-01-05 and posted<2026-01-08", [2]],
    ["age>=0 and age<5", []],
    ["remote=yes", [2]],
    ["remote!=true", [1, 3]],
    ["remote=", [3]],
    [`id=${jobId(2)}`, [2]],
    ["created_at=2026-01-05", []],
    ["country_code=FR and skill=sql and salary_min<50000", [1]]
  ])("finds those of: %s", ([text, expected]) =>
    Effect.gen(function* () {
      const database = yield* Database
      yield* exportRows(target(8), Stream.fromIterable(rows))
      const found = yield* database.run("find", (db) =>
        sql<{ job_id: string }>`
          select job_id from jobs ad where ${filterSql(read(text), "ad")} order by job_id
        `.execute(db)
      )
      assert.deepStrictEqual(
        found.rows.map(({ job_id }) => job_id),
        expected.map(jobId)
      )
    })
  )
})
