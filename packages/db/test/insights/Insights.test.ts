import { assert } from "@effect/vitest"
import { Effect, Result } from "effect"
import * as fc from "fast-check"
import { Database } from "../../src/Database.ts"
import { minimumN } from "../../src/insights/Insight.ts"
import { dataVersion, insight } from "../../src/insights/Insights.ts"
import { insightCsv } from "../../src/insights/insightCsv.ts"
import { dimensions, type InsightRequest } from "../../src/insights/Request.ts"
import { leastZ, zOf } from "../../src/insights/ranking.ts"
import type { JobRow } from "../../src/Jobs.ts"
import * as Filter from "../../src/jobs/Filter.ts"
import { jobId, jobRow } from "../../src/testing/jobRow.ts"
import { onEach } from "../databases.ts"
import { exportAll, target } from "../jobs/fixtures.ts"
import { dateOf, day, grouped, inWindow, mostFrequent, payOf, quantile, valuesOf } from "./bruteForce.ts"

const lastDay = "2026-01-31"

/** Few values, so that many ads share them, and each kind of gap. */
const row = fc.record({
  posted_date: fc.option(
    fc.integer({ min: -40, max: 0 }).map((days) => dateOf(day(lastDay) + days)),
    { freq: 12 }
  ),
  city: fc.constantFrom("Lyon", "Paris", "Évry", null),
  company_name: fc.constantFrom("Acme, Inc.", "=cmd", "Zebra", null),
  contract_type: fc.constantFrom("permanent", "fixed_term", null),
  skills_required: fc.constantFrom("Python, SQL", "SQL", "Spark, Python, Python", "dbt", null),
  salary_min: fc.option(fc.integer({ min: 20_000, max: 90_000 }), { freq: 4 }),
  salary_max: fc.option(fc.integer({ min: 20_000, max: 90_000 }), { freq: 4 }),
  salary_currency: fc.constantFrom("EUR", "EUR", "GBP", null),
  salary_is_predicted: fc.constantFrom(true, false, false, null),
  salary_is_suspect: fc.constantFrom(true, false, false, false, null),
  source: fc.constantFrom("adzuna", "adzuna", "sample")
})

const some = fc.record({
  // Enough of them that figures are given, and sometimes hardly any.
  rows: fc.oneof(fc.array(row, { minLength: 40, maxLength: 120, size: "max" }), fc.array(row, { maxLength: 8 })),
  by: fc.constantFrom(...dimensions.filter((name) => ["skill", "city", "company", "contract"].includes(name))),
  days: fc.integer({ min: 1, max: 20 }),
  bucket: fc.constantFrom("day", "week"),
  predicted: fc.boolean(),
  suspect: fc.boolean()
})

/** The rows, and no others, in the table. */
const holding = Effect.fnUntraced(function* (rows: ReadonlyArray<JobRow>) {
  const database = yield* Database
  yield* database.run("fill", async (db) => {
    await db.deleteFrom("public.jobs").execute()
    if (rows.length > 0) {
      await db
        .insertInto("public.jobs")
        .values(rows.map((row) => ({ ...row, batch_date: lastDay })))
        .execute()
    }
  })
})

const close = (found: number | null, expected: number | null) =>
  found === null || expected === null
    ? assert.strictEqual(found, expected)
    : assert.closeTo(found, expected, Math.abs(expected) * 1e-9 + 1e-9)

/** Everything that one set of rows and one way to ask must give. */
const compare = Effect.fnUntraced(function* ({
  rows,
  ...asked
}: typeof some extends fc.Arbitrary<infer A> ? A : never) {
  const ads = rows.map((fields, index) => jobRow({ ...fields, job_id: jobId(index + 1) }))
  yield* holding(ads)
  // Invented ads are left out where there are others.
  const real = ads.some(({ source }) => source !== "sample") ? ads.filter(({ source }) => source !== "sample") : ads
  const posted = ads.flatMap(({ posted_date }) => posted_date ?? []).toSorted()
  const [first = "", last] = [posted[0], posted.at(-1)]
  const ask = (request: Omit<InsightRequest, "filter">) => insight({ filter: Filter.all, ...asked, ...request })

  const postings = yield* ask({ kind: "postings" })
  if (last === undefined) {
    assert.isNull(postings.window)
    assert.deepStrictEqual(postings.series, [])
    return
  }
  const days = asked.bucket === "week" ? Math.ceil(asked.days / 7) * 7 : asked.days
  const window = { from: dateOf(day(last) - days + 1), to: last }
  assert.deepStrictEqual(postings.window, window)
  const now = inWindow(real, window.from, window.to)
  const before = inWindow(real, dateOf(day(window.from) - days), dateOf(day(window.from) - 1))

  // What stands beside every figure.
  const options = { ...asked, ...window }
  const pays = now.map((row) => payOf(row, options))
  const counted = pays.flatMap((pay) => (typeof pay === "object" && pay !== null ? [pay] : []))
  const currency = mostFrequent(counted.map(({ currency }) => currency))
  assert.strictEqual(postings.n, now.length)
  assert.strictEqual(postings.before, before.length)
  assert.strictEqual(postings.withPay, counted.filter((pay) => pay.currency === currency).length)
  assert.deepStrictEqual(postings.excluded, {
    predicted: pays.filter((pay) => pay === "predicted").length,
    suspect: pays.filter((pay) => pay === "suspect").length,
    otherCurrency: counted.filter((pay) => pay.currency !== currency).length
  })
  assert.strictEqual(postings.sample, now.length > 0 && now.every(({ source }) => source === "sample"))
  if (now.length === 0) {
    return
  }

  // Postings and demand: each day, or each seven.
  const width = asked.bucket === "week" ? 7 : 1
  const starts = Array.from({ length: days / width }, (_, index) => dateOf(day(window.from) + index * width))
  const between = (rows: ReadonlyArray<JobRow>, from: number, to: number) =>
    inWindow(rows, dateOf(from), dateOf(to)).length
  const keys = grouped(now.flatMap((row) => valuesOf(row, asked.by).map((key) => [key, row] as const))).slice(0, 6)
  assert.deepStrictEqual(
    postings.series.map(({ key, n }) => [key, n]),
    keys.map(([key, rows]) => [key, rows.length])
  )
  const demand = yield* ask({ kind: "demand" })
  const share = yield* ask({ kind: "demand", measure: "share" })
  for (const [index, [key]] of keys.entries()) {
    const having = real.filter((row) => valuesOf(row, asked.by).includes(key))
    const [drawn, meant, shared] = [postings, demand, share].map(({ series }) => series[index]?.points ?? [])
    for (const [at, start] of starts.entries()) {
      const n = between(having, day(start), day(start) + width - 1)
      const isKnown = dateOf(day(start) + width - 1) >= first
      assert.deepStrictEqual(drawn?.[at], [start, isKnown ? n : null, n])
      const [from, to] = width === 7 ? [day(start), day(start) + 6] : [day(start) - 6, day(start)]
      const sum = between(having, from, to)
      const all = between(real, from, to)
      // Days before the first ad of all are in no mean.
      const known = width === 7 ? 1 : Math.min(7, day(start) - day(first) + 1)
      close(meant?.[at]?.[1] ?? null, isKnown ? sum / known : null)
      close(shared?.[at]?.[1] ?? null, all < minimumN ? null : sum / all)
      assert.strictEqual(shared?.[at]?.[2], n)
    }
    assert.lengthOf(drawn ?? [], starts.length)
  }

  // Pay: quartiles of what counts, and none under five ads.
  const pay = yield* ask({ kind: "pay" })
  const paid = now.flatMap((row) => {
    const pay = payOf(row, options)
    return typeof pay === "object" && pay !== null && pay.currency === currency ? [[row, pay.value] as const] : []
  })
  const boxes = [
    ["all", paid.map(([, value]) => value)] as const,
    ...grouped(paid.flatMap(([row, value]) => valuesOf(row, asked.by).map((key) => [key, value] as const)))
  ]
  assert.deepStrictEqual(
    pay.boxes.map(({ key, n }) => [key, n]),
    boxes.map(([key, values]) => [key, values.length])
  )
  for (const [index, [, values]] of boxes.entries()) {
    const box = pay.boxes[index]
    const found = [box?.p10, box?.p25, box?.p50, box?.p75, box?.p90]
    for (const [at, q] of [0.1, 0.25, 0.5, 0.75, 0.9].entries()) {
      close(found[at] ?? null, values.length < minimumN ? null : quantile(values, q))
    }
  }

  // Rankings, beside the window before.
  const companies = yield* ask({ kind: "companies", by: "company" })
  const ranks = grouped(now.flatMap((row) => valuesOf(row, "company").map((key) => [key, row] as const)))
  assert.deepStrictEqual(
    companies.ranks.map(({ before, key, n, withPay }) => ({ key, n, before, withPay })),
    ranks.map(([key, rows]) => ({
      key,
      n: rows.length,
      before: before.filter(({ company_name }) => company_name === key).length,
      withPay: paid.filter(([{ company_name }]) => company_name === key).length
    }))
  )
  for (const { key, n, p50, share, withPay } of companies.ranks) {
    close(share, n / now.length)
    const values = paid.flatMap(([{ company_name }, value]) => (company_name === key ? [value] : []))
    close(p50, withPay < minimumN ? null : quantile(values, 0.5))
  }
})

onEach("figures over ads", (it) => {
  it.effect(
    "are those of loops over the rows",
    () =>
      Effect.gen(function* () {
        const context = yield* Effect.context<Database>()
        yield* Effect.promise(() =>
          fc.assert(
            fc.asyncProperty(some, (given) => Effect.runPromise(Effect.provide(compare(given), context))),
            { numRuns: 30 }
          )
        )
      }),
    60_000
  )

  it.effect("of a field that the filter names compare those values among all ads, as they are spelt", () =>
    Effect.gen(function* () {
      yield* holding([
        jobRow({ job_id: jobId(1), skills_required: "Spark, SQL" }),
        jobRow({ job_id: jobId(2), skills_required: "dbt" }),
        jobRow({ job_id: jobId(3), skills_required: "SQL" })
      ])
      const filter = Result.getOrThrow(Filter.parse("skill=spark,cobol and city=Paris"))
      const { n, series } = yield* insight({ kind: "demand", filter })
      assert.strictEqual(n, 3)
      assert.deepStrictEqual(
        series.map(({ key, n }) => [key, n]),
        [
          ["Spark", 1],
          ["cobol", 0]
        ]
      )
      // Asked of another field, the same condition says which ads count.
      assert.strictEqual((yield* insight({ kind: "places", filter })).n, 1)
    })
  )

  it.effect("show as rising only what chance does not explain", () =>
    Effect.gen(function* () {
      const ads = Array.from({ length: 400 }, (_, n) =>
        jobRow({
          job_id: jobId(n + 1),
          posted_date: n < 200 ? "2026-01-05" : "2026-01-15",
          // Rust: 2 of 200, then 20 of 200. Go: 20, then 24. Ada: none, then 4.
          skills_required: [
            ...(n % 200 < (n < 200 ? 2 : 20) ? ["Rust"] : []),
            ...(n % 200 < (n < 200 ? 20 : 24) ? ["Go"] : []),
            ...(n >= 200 && n % 200 < 4 ? ["Ada"] : []),
            "SQL"
          ].join(", ")
        })
      )
      yield* holding(ads)
      const found = yield* insight({ kind: "rising", filter: Filter.all, days: 10 })
      assert.deepStrictEqual(found.window, { from: "2026-01-06", to: "2026-01-15" })
      assert.deepStrictEqual(
        found.ranks.map(({ key, n, before }) => [key, n, before]),
        [["Rust", 20, 2]]
      )
      // With a window before that nobody collected there is nothing to compare.
      const none = yield* insight({ kind: "rising", filter: Filter.all, days: 30 })
      assert.deepStrictEqual(none.ranks, [])
      assert.match(none.rule, /window before has 0 ads/)
      // Two shares of 10 and 1 in a hundred: (0.1 − 0.01) / √(0.055 · 0.945 · 2/200) by hand.
      assert.closeTo(zOf(20, 200, 2, 200), 3.9475, 1e-3)
      assert.isBelow(zOf(24, 200, 20, 200), leastZ)
    })
  )

  it.effect("have another data version after an export, and the same after none", () =>
    Effect.gen(function* () {
      const first = yield* dataVersion
      assert.strictEqual(yield* dataVersion, first)
      yield* exportAll(target(8), [jobRow({ job_id: jobId(900) })])
      assert.notStrictEqual(yield* dataVersion, first)
    })
  )

  it.effect("end with the data, and not with an ad from the future", () =>
    Effect.gen(function* () {
      yield* holding([jobRow({ posted_date: "2031-01-01" }), jobRow({ job_id: jobId(2), posted_date: "2026-01-30" })])
      const { n, window } = yield* insight({ kind: "postings", filter: Filter.all, days: 7 })
      assert.deepStrictEqual(window, { from: "2026-01-25", to: lastDay })
      assert.strictEqual(n, 1)
      const named = yield* insight({ kind: "postings", filter: Filter.all, days: 1, to: "2031-01-01" })
      assert.strictEqual(named.n, 1)
      const begun = yield* insight({ kind: "postings", filter: Filter.all, from: "2026-01-22", bucket: "week" })
      assert.deepStrictEqual(begun.window, { from: "2026-01-18", to: lastDay })
      const error = yield* Effect.flip(insight({ kind: "postings", filter: Filter.all, from: "2026-02-01" }))
      assert.match(error.message, /from 2026-02-01 to 2026-01-31 are 0/)
    })
  )

  it.effect("are refused where they make no sense, and are CSV that no spreadsheet runs", () =>
    Effect.gen(function* () {
      yield* holding([jobRow({ company_name: "=1+1" }), jobRow({ job_id: jobId(2), company_name: 'Acme, "Inc."' })])
      const error = yield* Effect.flip(insight({ kind: "places", filter: Filter.all, by: "skill" }))
      assert.match(error.message, /cannot be told apart by skill/)
      assert.match((yield* Effect.flip(insight({ kind: "pay", filter: Filter.all, days: 0 }))).message, /1 to 371 days/)
      const csv = insightCsv(yield* insight({ kind: "companies", filter: Filter.all }))
      assert.deepStrictEqual(csv.split("\n"), [
        "company,n,before,share,shareBefore,withPay,p25,p50,p75",
        "'=1+1,1,0,0.5,,1,,,",
        '"Acme, ""Inc.""",1,0,0.5,,1,,,',
        ""
      ])
    })
  )
})
