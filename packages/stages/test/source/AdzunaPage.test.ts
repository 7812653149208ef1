import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import fc from "fast-check"
import { decodePage } from "../../src/source/AdzunaPage.ts"
import { SourceAd } from "../../src/source/SourceAd.ts"
import { adzunaAd } from "./fixtures.ts"

const context = { source: "adzuna", market: "fr", query: "data engineer" }
const decode = (results: ReadonlyArray<unknown>, count: unknown = results.length) =>
  Result.getOrThrow(decodePage({ count, results }, context))
const decodeOne = (fields: Record<string, unknown>) => decode([adzunaAd(fields)])

describe("a page of Adzuna", () => {
  it("gives every field of an ad as received", () => {
    assert.deepStrictEqual(decodeOne({}), {
      count: 1,
      malformed: [],
      defaulted: {},
      ads: [
        {
          source: "adzuna",
          country: "fr",
          id: "5000000001",
          title: "Data Engineer (H/F)",
          company: "Atelier Données",
          location: "Lyon, Rhône",
          area: ["France", "Rhône-Alpes", "Rhône", "Lyon"],
          description: "Vous construirez des pipelines en Python.",
          url: "https://www.adzuna.fr/land/ad/5000000001?se=abc&utm_medium=api&v=0A",
          created: "2026-03-07T09:18:35Z",
          salary_min: 42_000,
          salary_max: 48_000,
          salary_is_predicted: false,
          salary_text: null,
          contract_type: "permanent",
          contract_time: "full_time",
          category: "it-jobs",
          latitude: 45.75,
          longitude: 4.83,
          search_query: "data engineer"
        }
      ]
    })
  })

  it("reads an id that came as a number as text", () => {
    assert.strictEqual(decodeOne({ id: 5787725957 }).ads[0]?.id, "5787725957")
  })

  it.each([
    ["0", false],
    ["1", true],
    [0, false],
    [1, true],
    [false, false],
    [true, true],
    [undefined, false]
  ])("reads salary_is_predicted %j as %j", (value, expected) => {
    const { ads, defaulted } = decodeOne({ salary_is_predicted: value })
    assert.strictEqual(ads[0]?.salary_is_predicted, expected)
    assert.deepStrictEqual(defaulted, {})
  })

  it("has null for what is not required and not stated, and counts nothing", () => {
    const { ads, defaulted } = decode([
      { id: "1", title: "Juriste", description: "d", created: "2026-03-07T09:18:35Z", redirect_url: "https://a.test/1" }
    ])
    assert.deepStrictEqual(defaulted, {})
    assert.deepStrictEqual(ads[0]?.company, null)
    assert.deepStrictEqual(ads[0]?.salary_min, null)
    assert.deepStrictEqual(ads[0]?.area, [])
  })

  it("keeps an ad without a company name", () => {
    const { ads, defaulted } = decodeOne({ company: { __CLASS__: "Adzuna::API::Response::Company" } })
    assert.strictEqual(ads[0]?.company, null)
    assert.deepStrictEqual(defaulted, {})
  })

  it.each(["id", "title", "description", "created", "redirect_url"])("counts a missing %s and goes on", (field) => {
    const { ads, defaulted } = decodeOne({ [field]: undefined })
    assert.strictEqual(ads[0]?.[field === "redirect_url" ? "url" : (field as "id")], null) // as: the table's own names
    assert.deepStrictEqual(defaulted, { [field]: 1 })
  })

  it.each([
    ["title", { text: "x" }],
    ["salary_min", "beaucoup"],
    ["location", "Lyon"],
    ["company", 7],
    ["latitude", Number.NaN],
    ["salary_is_predicted", "peut-être"]
  ])("counts a %s of a wrong type and goes on", (field, value) => {
    assert.deepStrictEqual(decodeOne({ [field]: value }).defaulted, { [field]: 1 })
  })

  it("keeps an element that is no ad as malformed, with the ads around it", () => {
    const { ads, malformed } = decode([adzunaAd({ id: "1" }), "x".repeat(5_000), null, [], adzunaAd({ id: "2" })])
    assert.deepStrictEqual(
      ads.map((ad) => ad.id),
      ["1", "2"]
    )
    assert.deepStrictEqual(
      malformed.map(({ rule }) => rule),
      ["not_an_object", "not_an_object", "not_an_object"]
    )
    assert.strictEqual(String(malformed[0]?.record).length, 2_000)
  })

  it.each([null, 7, "x", [], {}, { results: "?" }, { results: {} }])(
    "is none without a list of results: %j",
    (body) => {
      assert.isTrue(Result.isFailure(decodePage(body, context)))
    }
  )

  it("always gives rows that fit the schema, whatever JSON an ad is", () => {
    const isRow = Schema.is(Schema.Array(SourceAd))
    const field = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("0", "1", 1, "12.5", { display_name: 3 }, { area: [1, "a"] })
    )
    const ad = fc.record(Object.fromEntries(Object.keys(adzunaAd()).map((name) => [name, field])), { requiredKeys: [] })
    fc.assert(fc.property(fc.array(fc.oneof(ad, fc.jsonValue())), (results) => isRow(decode(results).ads)))
  })
})
