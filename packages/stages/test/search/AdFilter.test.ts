import { assert, describe, it } from "@effect/vitest"
import * as Filter from "@jobgraph/db/jobs/Filter"
import { Result } from "effect"
import { filterFields, rowFilter } from "../../src/search/AdFilter.ts"
import { AdTable } from "../../src/search/AdTable.ts"
import { enrichedJob } from "../../src/testing/ads.ts"
import { type AdFacts, adFacts } from "../../src/tfidf/AdFacts.ts"

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const base = adFacts(enrichedJob())
const ads: ReadonlyArray<AdFacts> = [
  { ...base, job_id: id(1), job_title: "Data engineer", city: "Lyon", skills: ["Python", "SQL"], salary_min: 40_000 },
  {
    ...base,
    job_id: id(2),
    job_title: "100% remote_ness \\ x",
    city: "Aix-en-Provence",
    skills: ["Java"],
    salary_min: 55_000.5,
    posted_date: "2026-01-05",
    is_remote: true
  },
  {
    ...base,
    job_id: id(3),
    job_title: "Élève ingénieur",
    city: null,
    skills: [],
    salary_min: null,
    salary_max: null,
    posted_date: null
  }
]

/** A file as the model keeps it: a head, then one ad a line. */
const fileOf = (ads: ReadonlyArray<AdFacts>) =>
  Buffer.from(["{}", ...ads.map((ad) => JSON.stringify(ad))].map((line) => `${line}\n`).join(""))

const table = new AdTable(filterFields)
table.add(fileOf(ads.slice(0, 2)), [])
table.add(fileOf(ads.slice(2)), [])

const found = (text: string) =>
  Result.map(rowFilter(Result.getOrThrow(Filter.parse(text)), table, "2026-01-08"), (fits) =>
    [0, 1, 2].filter(fits).map((row) => row + 1)
  )

describe("a filter on ads in memory", () => {
  it.each<readonly [string, ReadonlyArray<number>]>([
    ["", [1, 2, 3]],
    ["city=lyon", [1]],
    ["city=LYON,aix-en-provence", [1, 2]],
    ["city!=lyon", [2, 3]],
    ["city=", [3]],
    ["city!=", [1, 2]],
    ["city~-EN-", [2]],
    ["city!~-en-", [1, 3]],
    ["title~100%", [2]],
    ["title~e_n", [2]],
    ["title~\\", [2]],
    ["title~ÉLÈVE,data", [1, 3]],
    ["skill=python", [1]],
    ["skill=python,java", [1, 2]],
    ["skill!=python", [2, 3]],
    ["skill=", [3]],
    ["skill~pyth", [1]],
    ["skills_required~PYTHON,java", [1, 2]],
    ["has_skills=false", [3]],
    ["has_salary=yes", [1, 2]],
    ["salary_min>=40000", [1, 2]],
    ["salary_min<55000.5", [1]],
    ["salary_min=40000.0", [1]],
    ["salary_min!=40000", [2, 3]],
    ["posted>=2026-01-05 and posted<2026-01-07", [2]],
    ["posted=", [3]],
    ["age=3", [2]],
    ["age<=3", [1, 2]],
    ["remote=yes", [2]],
    ["remote!=true", [1, 3]],
    [`id=${id(2)}`, [2]],
    ["country=FR and skill=sql and salary_min<50000", [1]]
  ])("finds what the same filter finds in the table jobs: %s", (text, expected) => {
    assert.deepStrictEqual(Result.getOrThrow(found(text)), expected)
  })

  it.each(["description~x", "city=Lyon and batch_id=7"])("refuses what the model does not keep: %s", (text) => {
    const error = Result.getOrThrow(Result.flip(found(text)))
    assert.match(error.message, /^A search cannot filter by (job_description|batch_id)/)
    assert.isAbove(error.column, 0)
  })
})

describe("a table of ads", () => {
  it("has its rows in order, over files and without those that were removed", () => {
    const table = new AdTable(filterFields)
    table.add(fileOf(ads), [1])
    table.add(fileOf([]), [])
    table.add(fileOf(ads.slice(1, 2)), [])
    assert.strictEqual(table.rows, 3)
    assert.deepStrictEqual(
      [0, 1, 2].map((row) => table.get(row)),
      [ads[0], ads[2], ads[1]]
    )
    assert.isUndefined(table.get(3))
    assert.strictEqual(table.rowOf(id(2).toUpperCase()), 2)
    assert.isUndefined(table.rowOf("else"))
  })

  it("finds the same after it has settled, of many different texts too", () => {
    const many = Array.from(
      { length: 5_000 },
      (_, n): AdFacts => ({
        ...base,
        job_id: `00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`,
        job_title: `Métier ${n}`,
        city: n % 9 === 0 ? null : `Ville ${n}`
      })
    )
    const [settled, other] = [true, false].map((isSettled) => {
      const table = new AdTable(filterFields)
      table.add(fileOf(many), [])
      if (isSettled) table.settle()
      return table
    })
    const rowsOf = (table = new AdTable(filterFields), text: string) => {
      const fits = Result.getOrThrow(rowFilter(Result.getOrThrow(Filter.parse(text)), table, "2026-01-08"))
      return [...many.keys(), many.length].filter(fits)
    }
    for (const [text, size] of [
      ["title~métier 12", 111],
      ["title=MÉTIER 12", 1],
      ["city=", 556],
      ["city!=ville 1", 4_999],
      ["id=00000000-0000-4000-8000-000000004999", 1]
    ] as const) {
      assert.lengthOf(rowsOf(settled, text), size, text)
      assert.deepStrictEqual(rowsOf(settled, text), rowsOf(other, text), text)
    }
  })
})
