/**
 * Promises that must hold for every recorded ad.
 *
 * The ads belong to the advertisers and are no part of this project: they are
 * found through `JOBGRAPH_RECORDED`, and the tests are skipped where it is absent.
 */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, Effect, Schema } from "effect"
import { EnrichSettings } from "../../src/enriched/EnrichSettings.ts"
import { enrichRows } from "../../src/enriched/enrichRows.ts"
import { jobIdentity } from "../../src/raw/Identity.ts"
import { validateRows } from "../../src/validated/validateRows.ts"
import { rawAd, validateContext } from "../validated/fixtures.ts"

const folder = Effect.runSync(
  Config.String("JOBGRAPH_RECORDED").pipe(
    Config.withDefault(fileURLToPath(new URL("../../../../../shared/data", import.meta.url))),
    Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv()))
  )
)

const Ad = Schema.Struct({
  id: Schema.String,
  title: Schema.String,
  description: Schema.String,
  redirect_url: Schema.String,
  created: Schema.String,
  company: Schema.Struct({ display_name: Schema.optionalKey(Schema.String) }),
  location: Schema.Struct({ display_name: Schema.String, area: Schema.Array(Schema.String) }),
  salary_min: Schema.optionalKey(Schema.Finite),
  salary_max: Schema.optionalKey(Schema.Finite),
  salary_is_predicted: Schema.String,
  contract_type: Schema.optionalKey(Schema.String),
  contract_time: Schema.optionalKey(Schema.String)
})
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ results: Schema.Array(Ad) })))

/** The recorded ads of a file as rows of `raw`, none if the file is absent. */
const recorded = (file: string, country: string) =>
  existsSync(join(folder, file))
    ? decode(readFileSync(join(folder, file), "utf8")).results.map((ad) => {
        const parts = { source: "adzuna", country, id: ad.id, url: ad.redirect_url, title: ad.title }
        const company = ad.company.display_name ?? null
        return rawAd({
          ...parts,
          job_id: jobIdentity({ ...parts, company }),
          company,
          description: ad.description,
          created: ad.created,
          location: ad.location.display_name,
          area: ad.location.area,
          salary_min: ad.salary_min ?? null,
          salary_max: ad.salary_max ?? null,
          salary_is_predicted: ad.salary_is_predicted === "1",
          contract_type: ad.contract_type ?? null,
          contract_time: ad.contract_time ?? null,
          category: null
        })
      })
    : []

const markets = [
  { market: "fr", ads: recorded("adzuna-fr.json", "fr") },
  { market: "us", ads: recorded("adzuna-us.json", "us") }
].map(({ market, ads }) => {
  const validated = validateRows(ads, validateContext({ titleMinLength: 2 }))
  const context = { config: Schema.decodeSync(EnrichSettings)({}), date: "2026-03-08", market }
  return { market, ads, validated, enriched: enrichRows(validated.rows, context) }
})

describe.skipIf(markets.every(({ ads }) => ads.length === 0))(
  "recorded ads (skipped without JOBGRAPH_RECORDED)",
  () => {
    it.each(markets)("of $market are all valid, and at the specification's title length a few are not", (market) => {
      assert.strictEqual(market.validated.rejects.length, 0)
      const { rejects } = validateRows(market.ads, validateContext())
      assert.isTrue(rejects.every(({ rule, row }) => rule === "title_length" && (row.title ?? "").trim().length <= 10))
    })

    it.each(markets)("of $market have titles without gender marks, tags and references", ({ enriched }) => {
      for (const { job_title } of enriched.rows) {
        assert.notMatch(
          job_title,
          /(?<![\p{L}\d])(?:[hf]\s?[/-]\s?[hf]|m\/w\/d)(?![\p{L}\d])|&\w+;|<\/?\w|\s\s|[\s\-–|/(]$/iu
        )
      }
    })

    it.each(markets)("of $market have clean descriptions", ({ enriched }) => {
      for (const { job_description } of enriched.rows) {
        assert.notMatch(
          job_description ?? "",
          /&(?:[a-z]+|#\d+);|<\/?(?:p|br|b|li)\b|[\u00ad\u200b-\u200d]|â€|Ã©|[^\S ]|\s\s/u
        )
      }
    })

    it.each(markets)("of $market have no impossible yearly pay without the mark", ({ enriched }) => {
      for (const { salary_min, salary_max, salary_is_suspect } of enriched.rows) {
        for (const salary of [salary_min, salary_max]) {
          assert.isTrue(salary === null || salary_is_suspect || (salary >= 5_000 && salary <= 500_000))
        }
        assert.isTrue(salary_min === null || salary_max === null || salary_min <= salary_max)
      }
    })

    it("of France have no apprentice among the well paid", () => {
      const rows = markets[0]?.enriched.rows ?? []
      for (const ad of rows.filter(({ contract_type }) => contract_type === "apprenticeship")) {
        assert.isTrue((ad.salary_max ?? 0) < 45_000, ad.job_title)
      }
    })
  }
)
