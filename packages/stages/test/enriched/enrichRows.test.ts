import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as fc from "fast-check"
import { EnrichedAd } from "../../src/enriched/EnrichedAd.ts"
import { EnrichSettings } from "../../src/enriched/EnrichSettings.ts"
import { type EnrichContext, enrichRows } from "../../src/enriched/enrichRows.ts"
import type { ValidatedAd } from "../../src/validated/ValidatedAd.ts"

const context = (fields: Partial<EnrichContext> = {}): EnrichContext => ({
  config: Schema.decodeSync(EnrichSettings)({}),
  date: "2026-03-10",
  market: "fr",
  ...fields
})

/** An ad in which everything is stated; override the field a test is about. */
const validatedAd = (fields: Partial<ValidatedAd> = {}): ValidatedAd => ({
  job_id: "00000000-0000-5000-8000-000000000001",
  source: "adzuna",
  country: "fr",
  job_title: "DÉVELOPPEUR PYTHON (H/F) - CDI",
  company_name: "Orme &amp; Fils",
  location: "8ème Arrondissement, Paris",
  area: ["France", "Ile-de-France", "Paris", "8ème Arrondissement"],
  job_description:
    "<p>Nous cherchons un d&eacute;veloppeur Python et SQL pour notre équipe.</p> Salaire : 40 à 50K€. 2 jours de télétravail.",
  url: "https://www.adzuna.fr/details/1000000001",
  posted_date: "2026-03-07",
  search_query: "python",
  salary_min: null,
  salary_max: null,
  salary_is_predicted: false,
  salary_text: null,
  contract_type: null,
  contract_time: "full_time",
  category: "Emplois Informatique",
  latitude: 48.87,
  longitude: 2.31,
  repairs: [],
  ...fields
})

const enriched = (fields: Partial<ValidatedAd> = {}, settings: Partial<EnrichContext> = {}): EnrichedAd => {
  const ad = enrichRows([validatedAd(fields)], context(settings)).rows[0]
  assert.isDefined(ad)
  return ad
}

describe("enrichRows", () => {
  it("takes noun phrases of an English ad without known skills only where the setting says so", () => {
    const english = {
      job_title: "Project coordinator",
      job_description: "You will coordinate the renovation of historic buildings and write to the owners every month."
    }
    const config = Schema.decodeSync(EnrichSettings)({ nounPhrases: true })
    assert.deepStrictEqual(enriched(english).skills, [])
    const ad = enriched(english, { config })
    assert.include(ad.skills_required, "historic buildings")
    assert.isFalse(ad.has_skills)
    assert.isTrue(enriched({}, { config }).has_skills)
    const french = {
      job_title: "Coordinateur",
      job_description: "Vous suivez la rénovation des bâtiments de la ville."
    }
    assert.isNull(enriched(french, { config }).skills_required)
  })

  it("makes of an ad what people read, search and compare", () => {
    const { content_hash, ...ad } = enriched()
    assert.match(content_hash, /^[0-9a-f]{64}$/)
    assert.deepStrictEqual(ad, {
      job_id: "00000000-0000-5000-8000-000000000001",
      source: "adzuna",
      country: "fr",
      job_title: "Développeur Python",
      company_name: "Orme & Fils",
      location: "Paris",
      city: "Paris",
      district: "8e arrondissement",
      department: "Paris",
      region: "Île-de-France",
      country_code: "FR",
      is_remote: false,
      posted_date: "2026-03-07",
      job_description:
        "Nous cherchons un développeur Python et SQL pour notre équipe. Salaire : 40 à 50K€. 2 jours de télétravail.",
      language: "fr",
      skills: ["Python", "SQL"],
      skills_required: "Python, SQL",
      salary_min: 40_000,
      salary_max: 50_000,
      salary_currency: "EUR",
      salary_period: "year",
      salary_stated_min: 40_000,
      salary_stated_max: 50_000,
      salary_is_predicted: false,
      salary_is_suspect: false,
      has_salary: true,
      has_skills: true,
      contract_type: "permanent",
      working_time: "full_time",
      remote_share: 0.4,
      url: "https://www.adzuna.fr/details/1000000001",
      category: "Emplois Informatique",
      latitude: 48.87,
      longitude: 2.31,
      search_query: "python",
      days_since_posted: 3,
      data_quality_score: 1
    })
  })

  it("keeps the stated figures beside the yearly ones", () => {
    const ad = enriched({ salary_min: 12, salary_max: 15, job_description: null })
    assert.deepStrictEqual(
      [ad.salary_stated_min, ad.salary_stated_max, ad.salary_period, ad.salary_min, ad.salary_max],
      [12, 15, "hour", 21_840, 27_300]
    )
  })

  it("keeps figures that cannot be right as stated ones only", () => {
    const ad = enriched({ salary_min: 1, salary_max: 1_000, job_description: null })
    assert.deepStrictEqual(
      [ad.salary_stated_min, ad.salary_stated_max, ad.salary_min, ad.has_salary, ad.salary_is_suspect],
      [1, 1_000, null, false, true]
    )
  })

  it("reckons by the annual policy of its settings", () => {
    const config = { annualPolicy: { default: { hours: 1_000, days: 100 } }, nounPhrases: false }
    const ad = enriched({ salary_min: 12, salary_max: 15, job_description: null }, { config })
    assert.deepStrictEqual([ad.salary_min, ad.salary_max], [12_000, 15_000])
  })

  it.each([
    [{ company_name: null }, 0.9],
    [{ company_name: null, search_query: null }, 0.8],
    [{ posted_date: null, job_description: null, job_title: "Comptable général" }, 0.5]
  ])("scores an ad with %j at %s", (fields, score) => {
    assert.strictEqual(enriched(fields).data_quality_score, score)
  })

  it.each([
    ["2026-03-10", 0],
    ["2026-03-11", 0],
    ["2026-03-09", 1],
    ["2024-02-29", 740],
    [null, null]
  ])("reckons the age of an ad of %s as %s days", (posted_date, days) => {
    assert.strictEqual(enriched({ posted_date }).days_since_posted, days)
  })

  it("is remote where the ad says that all of it is", () => {
    assert.isTrue(enriched({ job_title: "Développeur Python (Full remote)" }).is_remote)
    assert.isFalse(enriched().is_remote)
  })

  it.each([
    { what: "its id", fields: { job_id: "00000000-0000-5000-8000-000000000002" } },
    { what: "its address", fields: { url: "https://www.adzuna.fr/details/1000000002" } },
    { what: "the search", fields: { search_query: "sql" } },
    { what: "markup", fields: { company_name: "<b>Orme</b> & Fils" } },
    { what: "the gender mark", fields: { job_title: "DÉVELOPPEUR PYTHON F/H - CDI" } }
  ])("gives the same content hash to an ad that differs only by $what", ({ fields }) => {
    assert.strictEqual(enriched(fields).content_hash, enriched().content_hash)
  })

  it.each([
    { what: "city", fields: { location: "Nantes", area: [] } },
    { what: "district", fields: { location: "9ème Arrondissement, Paris", area: [] } },
    { what: "text", fields: { job_description: "Un autre texte" } },
    { what: "day", fields: { posted_date: "2026-03-06" } },
    { what: "company", fields: { company_name: "Frêne" } },
    { what: "contract", fields: { job_title: "DÉVELOPPEUR PYTHON (H/F) - CDD" } }
  ])("gives another content hash to an ad with another $what", ({ fields }) => {
    assert.notStrictEqual(enriched(fields).content_hash, enriched().content_hash)
  })

  it("does not take two ads without a description for one", () => {
    const one = enriched({ job_description: null })
    const two = enriched({ job_description: "<p></p>", url: "https://www.adzuna.fr/details/2" })
    assert.notStrictEqual(one.content_hash, two.content_hash)
  })

  it("rejects an ad of which cleaning leaves no title", () => {
    const rows = [validatedAd({ job_title: "<p>&nbsp;&nbsp;</p>🚀🚀🚀" }), validatedAd()]
    const result = enrichRows(rows, context())
    assert.strictEqual(result.rows.length, 1)
    assert.deepStrictEqual(
      result.rejects.map(({ rule, row }) => [rule, row]),
      [["empty_after_cleaning", rows[0]]]
    )
  })

  it("counts what it found", () => {
    const rows = [
      validatedAd(),
      validatedAd({ salary_min: 1, salary_max: 1_000, company_name: null }),
      validatedAd({ country: "us", salary_min: 90_000, salary_max: 90_000, salary_is_predicted: true }),
      validatedAd({ job_title: "<p>&nbsp;</p>" })
    ]
    assert.deepInclude(enrichRows(rows, context()).counts, {
      total: 4,
      enriched: 3,
      with_skills: 3,
      with_company: 2,
      salary_predicted: 1,
      salary_suspect: 1,
      language_fr: 3,
      contract_permanent: 3
    })
  })

  it("gives rows that fit their schema, whatever the ad holds", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom("12 € / heure", "<p>Stage</p>", "CDI")
    )
    const figure = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null })
    const fields = fc.record({
      job_title: text,
      company_name: fc.option(text, { nil: null }),
      location: text,
      area: fc.array(text, { maxLength: 3 }),
      job_description: fc.option(text, { nil: null }),
      salary_text: fc.option(text, { nil: null }),
      salary_min: figure,
      salary_max: figure,
      country: fc.constantFrom("fr", "gb", "us", "de", "in", "")
    })
    const matches = Schema.is(EnrichedAd)
    fc.assert(
      fc.property(fields, (ad) => {
        const { rows, rejects } = enrichRows([validatedAd(ad)], context())
        assert.strictEqual(rows.length + rejects.length, 1)
        assert.isTrue(rows.every((row) => matches(row)))
      }),
      { numRuns: 3_000 }
    )
  })
})
