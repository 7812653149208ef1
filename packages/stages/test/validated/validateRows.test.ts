import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as fc from "fast-check"
import type { RawAd } from "../../src/raw/RawAd.ts"
import type { ValidatedAd as ValidatedAdType } from "../../src/validated/ValidatedAd.ts"
import { ValidatedAd } from "../../src/validated/ValidatedAd.ts"
import type { ValidateSettings } from "../../src/validated/ValidateSettings.ts"
import { validateRows } from "../../src/validated/validateRows.ts"
import { rawAd, validateContext } from "./fixtures.ts"

/** The rule that rejects an ad with these fields, or null. */
const rejection = (fields: Partial<RawAd>, settings: Partial<ValidateSettings> = {}) =>
  validateRows([rawAd(fields)], validateContext(settings)).rejects[0]?.rule ?? null

/** What is stored of an ad with these fields. */
const stored = (fields: Partial<RawAd>): ValidatedAdType => {
  const ad = validateRows([rawAd(fields)], validateContext()).rows[0]
  assert.isDefined(ad)
  return ad
}

describe("validateRows", () => {
  it("passes a good ad on under the specification's names, without its session token", () => {
    assert.deepStrictEqual(stored({}), {
      job_id: "00000000-0000-5000-8000-000000000001",
      source: "adzuna",
      country: "fr",
      job_title: "Data engineer (H/F)",
      company_name: "Orme",
      location: "Nantes, Loire-Atlantique",
      area: ["France", "Pays de la Loire", "Loire-Atlantique", "Nantes"],
      job_description: "Des flux en TypeScript",
      url: "https://www.adzuna.fr/details/1000000001",
      posted_date: "2026-03-07",
      search_query: "data engineer",
      salary_min: 40_000,
      salary_max: 50_000,
      salary_is_predicted: false,
      salary_text: null,
      contract_type: "permanent",
      contract_time: null,
      category: "it-jobs",
      latitude: 47.2,
      longitude: -1.5,
      repairs: []
    })
  })

  it.each([
    { title: null, rule: "missing_job_title" },
    { title: " \t", rule: "missing_job_title" },
    { title: "Juriste", rule: "title_length" },
    { title: "VP Finance", rule: "title_length" },
    { title: "   VP Finance   ", rule: "title_length" },
    { title: "VP Finances", rule: null },
    { title: "é".repeat(499), rule: null },
    { title: "🚀".repeat(11), rule: null },
    { title: "🚀".repeat(10), rule: "title_length" },
    { title: "é".repeat(500), rule: "title_length" }
  ])("judges the title $title: $rule", ({ title, rule }) => {
    assert.strictEqual(rejection({ title }), rule)
  })

  it("takes the limits of the title from its settings, both exclusive", () => {
    assert.isNull(rejection({ title: "Juriste" }, { titleMinLength: 2 }))
    assert.strictEqual(rejection({ title: "RH" }, { titleMinLength: 2 }), "title_length")
    assert.strictEqual(rejection({ title: "Architecte" }, { titleMinLength: 2, titleMaxLength: 10 }), "title_length")
  })

  it.each([
    { url: null, rule: "missing_url" },
    { url: "", rule: "missing_url" },
    { url: "n/a", rule: "url_format" },
    { url: "ftp://jobs.example/1", rule: "url_format" },
    { url: "https://", rule: "url_format" },
    { url: "https://jobs.example/a b", rule: "url_format" },
    { url: "http://jobs.example/1", rule: null }
  ])("judges the URL $url: $rule", ({ url, rule }) => {
    assert.strictEqual(rejection({ url }), rule)
  })

  it.each([
    { created: "2026-03-07", date: "2026-03-07", repairs: [] },
    { created: "2026-03-07T23:59:59+01:00", date: "2026-03-07", repairs: [] },
    { created: "20260307", date: "2026-03-07", repairs: [] },
    { created: "2024-02-29 08:00:00.123", date: "2024-02-29", repairs: [] },
    { created: null, date: null, repairs: [] },
    { created: " ", date: null, repairs: [] },
    { created: "2026-02-29", date: "2026-03-08", repairs: ["date_format"] },
    { created: "2026-13-01", date: "2026-03-08", repairs: ["date_format"] },
    { created: "2026-03-07T25:00:00Z", date: "2026-03-08", repairs: ["date_format"] },
    { created: "07/03/2026", date: "2026-03-08", repairs: ["date_format"] },
    { created: "0001-01-01", date: "2026-03-08", repairs: ["date_format"] },
    { created: "hier", date: "2026-03-08", repairs: ["date_format"] }
  ])("makes of the date $created $date", ({ created, date, repairs }) => {
    const ad = stored({ created })
    assert.deepStrictEqual([ad.posted_date, ad.repairs], [date, repairs])
  })

  it.each([
    { given: [40_000, 50_000], kept: [40_000, 50_000], repairs: [] },
    { given: [50_000, 40_000], kept: [40_000, 50_000], repairs: ["salary_range"] },
    { given: [40_000, 0], kept: [null, null], repairs: ["salary_range"] },
    { given: [40_000, -1], kept: [null, null], repairs: ["salary_range"] },
    { given: [-1, 40_000], kept: [null, 40_000], repairs: ["salary_range"] },
    { given: [0, 40_000], kept: [0, 40_000], repairs: [] },
    { given: [25_000, null], kept: [25_000, null], repairs: [] },
    { given: [null, null], kept: [null, null], repairs: [] }
  ])("makes of the salary $given $kept", ({ given: [salary_min = null, salary_max = null], kept, repairs }) => {
    const ad = stored({ salary_min, salary_max })
    assert.deepStrictEqual([ad.salary_min, ad.salary_max, ad.repairs], [...kept, repairs])
  })

  it.each([null, "", "  "])("sets the location %j to Unknown", (location) => {
    const ad = stored({ location })
    assert.deepStrictEqual([ad.location, ad.repairs], ["Unknown", ["location_format"]])
  })

  it("notes every repair of an ad and counts by rule", () => {
    const rows = [
      rawAd(),
      rawAd({ created: "?", salary_min: 2, salary_max: 1, location: null }),
      rawAd({ title: null, url: null }),
      rawAd({ title: "Juriste" })
    ]
    const result = validateRows(rows, validateContext())
    assert.deepStrictEqual(result.rows[1]?.repairs, ["date_format", "salary_range", "location_format"])
    assert.deepStrictEqual(
      result.rejects.map(({ rule, row }) => [rule, row]),
      [
        ["missing_job_title", rows[2]],
        ["title_length", rows[3]]
      ]
    )
    assert.deepStrictEqual(result.counts, {
      total: 4,
      valid: 2,
      "rejected.missing_job_title": 1,
      "rejected.title_length": 1,
      "repaired.date_format": 1,
      "repaired.salary_range": 1,
      "repaired.location_format": 1
    })
  })

  it("gives every ad to exactly one side, and only rows that fit their schema, for 100,000 strings", () => {
    const text = fc.option(fc.string({ unit: "binary", maxLength: 30 }), { nil: null })
    const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null })
    const fields = fc.record({
      title: text,
      company: text,
      location: text,
      description: text,
      url: fc.oneof(text, fc.webUrl()),
      created: fc.oneof(text, fc.date({ noInvalidDate: true }).map(String)),
      salary_min: number,
      salary_max: number
    })
    const matches = Schema.is(ValidatedAd)
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 8 }), (ads) => {
        const { rows, rejects, counts } = validateRows(ads.map(rawAd), validateContext({ titleMinLength: 0 }))
        assert.strictEqual(rows.length + rejects.length, ads.length)
        assert.strictEqual(counts.valid, rows.length)
        for (const row of rows) {
          assert.isTrue(matches(row))
          assert.isTrue(row.salary_min === null || row.salary_max === null || row.salary_min <= row.salary_max)
          assert.isTrue(row.posted_date === null || /^\d{4}-\d{2}-\d{2}$/.test(row.posted_date))
          assert.notStrictEqual(row.location, "")
        }
      }),
      { numRuns: 6_000 }
    )
  })
})
