/**
 * Eight recorded days of one search, in order, through the whole pipeline.
 *
 * The ads belong to the advertisers and are no part of this project: they are
 * found through `JOBGRAPH_RECORDED`, and the test is skipped where it is absent.
 */
import { existsSync, readdirSync } from "node:fs"
import { join, resolve } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import type { EnrichedAd } from "@jobgraph/stages/enriched/EnrichedAd"
import { jobRow } from "@jobgraph/stages/exported/jobRow"
import { makeFileSource } from "@jobgraph/stages/source/FileSource"
import { Effect, Option, Stream } from "effect"
import { materialize, openPipeline, query, rowsOf, type Script } from "../fixtures/pipeline.ts"

const folder = join(process.env.JOBGRAPH_RECORDED ?? resolve(import.meta.dirname, "../../../shared/data"), "adzuna-de")
const dates = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => name.replace(".json", ""))
      .sort()
  : []

const source = makeFileSource(join(folder, "{date}.json"), { format: "json", compression: "none" })
const nothingKept = { get: () => Effect.succeed(Option.none()), put: () => Effect.void }

const adsOf = (date: string) =>
  Effect.map(Stream.runCollect(source.read({ date, market: "de" }, nothingKept)), (chunks) =>
    chunks.flatMap(({ ads }) => ads)
  )

const pipeline = openPipeline()
afterAll(pipeline.close)

describe.skipIf(dates.length === 0)("eight recorded days (skipped without JOBGRAPH_RECORDED)", () => {
  it.effect("make one row of each ad, and count as updated what has another content", () =>
    Effect.gen(function* () {
      const days = yield* Effect.forEach(dates, (date) => Effect.map(adsOf(date), (ads) => ({ date, ads })))
      const scripts: Record<string, Script> = Object.fromEntries(days.map(({ ads, date }) => [`${date}/de`, { ads }]))
      yield* Effect.gen(function* () {
        const contents = new Map<string, string>()
        for (const date of dates) {
          const partition = `${date}/de`
          const result = yield* materialize({ date, fixed: ["de"], partition })
          assert.strictEqual(result.status, "success")
          const exported = result.steps.find(({ asset }) => asset === "exported")?.metadata ?? {}
          // The rows are those of the asset `enriched`, whose Schema vouched for them.
          const rows = (yield* rowsOf("enriched", partition)) as ReadonlyArray<EnrichedAd>
          const before = new Map(contents)
          for (const ad of rows) {
            contents.set(ad.job_id, JSON.stringify(jobRow(ad)))
          }
          const known = rows.filter(({ job_id }) => before.has(job_id))
          const changed = known.filter(({ job_id }) => before.get(job_id) !== contents.get(job_id))
          assert.deepStrictEqual(
            { inserted: exported.inserted, updated: exported.updated, unchanged: exported.unchanged },
            { inserted: rows.length - known.length, updated: changed.length, unchanged: known.length - changed.length },
            date
          )
        }
        const [counted] = yield* query("select count(*)::int as rows, count(distinct job_id)::int as ids from jobs")
        assert.deepStrictEqual(counted, { rows: contents.size, ids: contents.size })
        assert.strictEqual(contents.size, yield* distinctValid(days))
      }).pipe(Effect.provide(pipeline.services(scripts)))
    })
  )
})

/** Ads by the id that their source gave them, where every day's title is long enough: counted without the pipeline. */
const distinctValid = (days: ReadonlyArray<{ readonly ads: Effect.Success<ReturnType<typeof adsOf>> }>) =>
  Effect.sync(() => {
    const valid = days.flatMap(({ ads }) => ads).filter(({ title }) => (title ?? "").trim().length > 10)
    return new Set(valid.map(({ id }) => id)).size
  })
