import { afterAll, assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Models from "@jobgraph/db/Models"
import { modelReport } from "@jobgraph/stages/modelReport/modelReport"
import { ModelSearch } from "@jobgraph/stages/search/ModelSearch"
import { cacheNames } from "@jobgraph/stages/tfidf/CorpusState"
import { openModel } from "@jobgraph/stages/tfidf/ModelFiles"
import { ModelRetention } from "@jobgraph/stages/tfidf/ModelRetention"
import { unknownShare } from "@jobgraph/stages/tfidf/modelFigures"
import { openModelVersion } from "@jobgraph/stages/tfidf/openModelVersion"
import { Effect, Layer, Option } from "effect"
import { materialize, openPipeline, query, type Script, sourceJob } from "../fixtures/pipeline.ts"

const pipeline = openPipeline()
afterAll(pipeline.close)

const cities = {
  Lyon: ["France", "Auvergne-Rhône-Alpes", "Rhône", "Lyon"],
  Paris: ["France", "Île-de-France", "Paris"]
}
const job = (n: number, city: keyof typeof cities, words: string) =>
  sourceJob({
    id: `${n}`,
    title: `Data engineer numéro ${n}`,
    company: `Orme ${n}`,
    location: city,
    area: cities[city],
    description: `Vous travaillez avec ${words} dans notre équipe, et rien d'autre n'est demandé.`
  })

const scripts = {
  "2026-01-08/fr": {
    ads: [1, 2, 3].map((n) => job(n, "Lyon", "Kafka et Airflow")).concat([4, 5].map((n) => job(n, "Paris", "Excel")))
  },
  "2026-01-09/fr": { ads: [job(6, "Paris", "Excel et PowerPoint"), job(7, "Paris", "PowerPoint")] },
  "2026-01-10/fr": { ads: [job(8, "Lyon", "Scala"), job(9, "Lyon", "Scala")] }
}
const days = (partition: string) => materialize({ partition, configs: { tfidf_model: { maxDf: 0.9 } } })

const ofBatch = { maxDf: 0.9, corpus: "batch" } as const

const searching = (some: Parameters<typeof pipeline.services>[0]) =>
  ModelSearch.layer.pipe(Layer.provideMerge(pipeline.services(some)))
const titles = Effect.fnUntraced(function* (words: string) {
  const { search } = yield* ModelSearch
  const { found } = yield* search(words, { limit: 10, filter: [], today: "2026-01-10" })
  return found.map(({ ad }) => ad.job_title)
})

describe("a fitted model", { timeout: 120_000 }, () => {
  it.effect("tells what it has learned, overall and by city", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08..2026-01-09")
      const { model, row } = yield* openModelVersion(Option.getOrThrow(yield* Models.active))
      const report = yield* modelReport(model, { mostCities: 1, mostTerms: 3 })
      assert.strictEqual(report.coverage.ads, 7)
      assert.strictEqual(report.coverage.emptyAds, 0)
      assert.isAbove(unknownShare(report.coverage), 0)
      assert.isBelow(unknownShare(report.coverage), 1)
      assert.lengthOf(report.topTerms, 3)
      assert.deepStrictEqual(
        report.cities.map(({ ads, city }) => ({ ads, city })),
        [{ city: "Paris", ads: 4 }]
      )
      assert.isTrue(report.cities[0]?.topTerms.some(({ term }) => term === "excel"))
      assert.strictEqual(row.feature_count, model.vocabulary.length)
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect("is checked against the one before, by its features and by the new ads", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      yield* days("2026-01-09")
      const version = Option.getOrThrow(yield* (yield* Catalog).current({ asset: "tfidf_model", partition: null }))
      assert.strictEqual(version.metadata.examined_ads, 2)
      assert.strictEqual(version.metadata.empty_ads, 0)
      assert.isAbove(Number(version.metadata.added_features), 0)
      assert.deepStrictEqual(
        version.checks.map(({ name }) => name),
        ["has_features", "feature_count", "vocabulary_drift", "empty_rows"]
      )
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect("gets a name of its own also in the second of another one, and counts the ads of its batch alone", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08..2026-01-09")
      yield* days("2026-01-10")
      yield* materialize({ select: "tfidf_model", configs: { tfidf_model: { maxDf: 0.9, maxFeatures: 3 } } })
      const names = (yield* Models.all).map(({ model_version }) => model_version).sort()
      assert.deepStrictEqual(names, ["tfidf_v20260108_003000", "tfidf_v20260108_003000_2", "tfidf_v20260108_003000_3"])
      assert.deepStrictEqual(
        yield* query("select batch_date, jobs_vectorized from batch_runs where stage = 'vectorize' order by 1, 2"),
        [
          { batch_date: "2026-01-09", jobs_vectorized: 2 },
          { batch_date: "2026-01-10", jobs_vectorized: 2 }
        ]
      )
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect("whose files are gone or of another format is said to be, whatever is asked of it", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      const row = Option.getOrThrow(yield* Models.active)
      const { version } = yield* openModelVersion(row)
      const { parts } = version.manifest
      const other = parts.find(({ name }) => name === "vocabulary.txt")
      for (const file of ["model.json", "corpus.ndjson"]) {
        const swapped = parts.map((part) => (part.name === file && other ? { ...other, name: file } : part))
        const manifest = { ...version.manifest, parts: swapped }
        assert.strictEqual((yield* Effect.flip(openModel("old", { ...version, manifest })))._tag, "ModelFilesGone")
      }
      const store = yield* ArtifactStore
      for (const folder of ["ads/", "model.json"]) {
        for (const { hash, name } of parts) if (name?.startsWith(folder) === true) yield* store.remove(hash)
        const error = yield* Effect.flip(
          Effect.flatMap(openModelVersion(row), ({ model }) => modelReport(model, { mostCities: 1, mostTerms: 3 }))
        )
        assert.strictEqual(error._tag, "ModelFilesGone")
        assert.include(error.message, row.model_version)
        assert.strictEqual((yield* Effect.flip(titles("kafka")))._tag, "ModelFilesGone")
      }
    }).pipe(Effect.provide(searching(scripts)))
  )

  it.effect("learns from the newest batch alone if asked to, and finds its ads alone", () =>
    Effect.gen(function* () {
      const ofAll = { ...ofBatch, maxDf: { fraction: 1 } }
      yield* materialize({ partition: "2026-01-08..2026-01-09", configs: { tfidf_model: ofAll } })
      const active = Option.getOrThrow(yield* Models.active)
      assert.strictEqual(active.trained_on_jobs_count, 2)
      const { model } = yield* openModelVersion(active)
      assert.include(model.vocabulary, "powerpoint")
      assert.notInclude(model.vocabulary, "kafka")
      assert.deepStrictEqual(yield* titles("powerpoint"), ["Data engineer numéro 7", "Data engineer numéro 6"])
      assert.deepStrictEqual(yield* titles("kafka"), [])
    }).pipe(Effect.provide(searching(scripts)))
  )

  it.effect("that has learned nothing does not take the place of one that has", () => {
    const first: Script = { ads: [...scripts["2026-01-08/fr"].ads] }
    return Effect.gen(function* () {
      yield* materialize({ partition: "2026-01-08" })
      const good = Option.getOrThrow(yield* Models.active)
      const known = Effect.map(Models.all, (models) =>
        models.map(({ feature_count, status, trained_on_jobs_count }) => [trained_on_jobs_count, feature_count, status])
      )
      assert.deepStrictEqual(yield* known, [[5, good.feature_count, "active"]])
      // Of one ad no term is in two.
      first.ads = first.ads.slice(2, 3)
      yield* materialize({ partition: "2026-01-08" })
      assert.deepStrictEqual(yield* known, [
        [1, 0, "archived"],
        [5, good.feature_count, "active"]
      ])
      assert.deepStrictEqual(yield* titles("kafka"), ["Data engineer numéro 3"])
    }).pipe(Effect.provide(searching({ "2026-01-08/fr": first })))
  })

  it.effect("is active though it has learned nothing, where there is no other", () =>
    Effect.gen(function* () {
      yield* materialize({ partition: "2026-01-09" })
      assert.deepInclude(Option.getOrThrow(yield* Models.active), { feature_count: 0, trained_on_jobs_count: 1 })
      yield* days("2026-01-08")
      assert.isAbove(Option.getOrThrow(yield* Models.active).feature_count ?? 0, 0)
    }).pipe(Effect.provide(pipeline.services({ ...scripts, "2026-01-09/fr": { ads: [job(3, "Lyon", "Kafka")] } })))
  )

  it.effect("makes the oldest ones beyond those that are kept forgotten", () =>
    Effect.gen(function* () {
      for (const day of ["2026-01-08", "2026-01-09", "2026-01-10"]) yield* days(day)
      const names = (yield* Models.all).map(({ status, trained_on_jobs_count }) => [status, trained_on_jobs_count])
      assert.deepStrictEqual(names, [
        ["active", 9],
        ["archived", 7]
      ])
    }).pipe(Effect.provide(Layer.merge(pipeline.services(scripts), Layer.succeed(ModelRetention, 2))))
  )

  it.effect("is the same where what the one before left for it is damaged", () =>
    Effect.gen(function* () {
      /** The content of the second day's model, if these files of the first day's are gone before it. */
      const content = (damaged: ReadonlyArray<string>) =>
        Effect.gen(function* () {
          const store = yield* ArtifactStore
          const current = Effect.map(
            (yield* Catalog).current({ asset: "tfidf_model", partition: null }),
            Option.getOrThrow
          )
          yield* days("2026-01-08")
          for (const { hash, name } of (yield* current).manifest.parts) {
            if (damaged.includes(name ?? "")) yield* store.remove(hash)
          }
          yield* days("2026-01-09")
          const { dataVersion, manifest } = yield* current
          const files = manifest.parts.filter(({ name }) => name?.startsWith("cache/") !== true)
          return { dataVersion, files: files.map(({ hash, name }) => [name, hash]) }
        }).pipe(Effect.provide(pipeline.services(scripts)))
      const whole = yield* content([])
      for (const damaged of [[cacheNames.state], [cacheNames.ads], [...Object.values(cacheNames), "vocabulary.txt"]]) {
        assert.deepStrictEqual(yield* content(damaged), whole, damaged.join())
      }
    })
  )
})
