import { afterAll, assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import * as Filter from "@jobgraph/db/jobs/Filter"
import * as Models from "@jobgraph/db/Models"
import { ModelSearch } from "@jobgraph/stages/search/ModelSearch"
import { Effect, Layer, Result } from "effect"
import { materialize, openPipeline, query, sourceJob } from "../fixtures/pipeline.ts"

const pipeline = openPipeline()
afterAll(pipeline.close)

const texts = {
  flows: "Vous concevez des flux de données en Python et SQL pour notre équipe de Lyon.",
  kitchen: "Vous préparez les repas de la cantine, en cuisine, avec une équipe de dix personnes.",
  cars: "We repair cars and trucks in our garage, with a team of mechanics.",
  models: "We train machine learning models in Python, and ship them with Docker."
}
const job = (n: number, title: string, description: string, more = {}) =>
  sourceJob({ id: `${n}`, title, company: `Orme ${n}`, description, ...more })

const first = [
  job(1, "Data engineer Python", texts.flows),
  job(2, "Cuisinier de cantine", texts.kitchen, { location: "Paris", area: ["France", "Île-de-France", "Paris"] }),
  job(3, "Mechanic for trucks", texts.cars),
  job(4, "Machine learning engineer", texts.models),
  job(5, "Ingénieur de données", texts.flows)
]
const second = [job(1, "Chef de cantine scolaire", texts.kitchen), job(6, "Car mechanic wanted", texts.cars)]
const scripts = { "2026-01-08/fr": { ads: first }, "2026-01-09/fr": { ads: second } }

const services = (scripts: Parameters<typeof pipeline.services>[0]) =>
  ModelSearch.layer.pipe(Layer.provideMerge(pipeline.services(scripts)))

const titles = Effect.fnUntraced(function* (text: string, where = "", limit = 10) {
  const { search } = yield* ModelSearch
  const filter = Result.getOrThrow(Filter.parse(where))
  return (yield* search(text, { limit, filter, today: "2026-01-09" })).found.map(({ ad }) => ad.job_title)
})

/** With the few ads of these tests, words that stand in one ad count too. */
const days = (partition: string) => materialize({ partition, configs: { tfidf_model: { minDf: 1, maxDf: 0.9 } } })

describe("a search", { timeout: 120_000 }, () => {
  it.effect("finds the nearest ads, in French and English, with the terms that matched", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      assert.deepStrictEqual((yield* titles("python données", "", 2)).toSorted(), [
        "Data engineer Python",
        "Ingénieur de données"
      ])
      assert.deepStrictEqual(yield* titles("cuisiniers"), ["Cuisinier de cantine"])
      assert.deepStrictEqual(yield* titles("repairing truck"), ["Mechanic for trucks"])
      assert.deepStrictEqual(yield* titles("python", "city=Paris"), [])
      assert.deepStrictEqual(yield* titles("équipe", "city=Paris"), ["Cuisinier de cantine"])
      const { search } = yield* ModelSearch
      const { ads, found, known } = yield* search("machine learning", { limit: 1, filter: [], today: "2026-01-09" })
      assert.strictEqual(ads, 5)
      assert.deepInclude(known, { term: "machine learning", word: "machine learning" })
      assert.isTrue(found[0]?.why.some(({ term }) => term === "machine learning"))
      assert.closeTo(found[0]?.why.reduce((sum, { weight }) => sum + weight, 0) ?? 0, found[0]?.score ?? 0, 1e-9)
      assert.isBelow(found[0]?.score ?? 2, 1)
      assert.deepStrictEqual((yield* search("zzz", { limit: 1, filter: [], today: "2026-01-09" })).known, [])
    }).pipe(Effect.provide(services(scripts)))
  )

  it.effect("says why in the ad's own words, and where they stand", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      const { search, similar } = yield* ModelSearch
      const request = { limit: 10, filter: [], today: "2026-01-09" }
      const asked = yield* search("cuisiniers repas", request)
      assert.strictEqual(asked.total, 1)
      assert.includeDeepMembers(
        [...asked.known],
        [
          { term: "cuisini", word: "cuisiniers" },
          { term: "rep", word: "repas" }
        ]
      )
      const [cook] = asked.found
      assert.deepStrictEqual(cook?.why.map(({ term, word }) => `${term}: ${word}`).toSorted(), [
        "cuisini: Cuisinier",
        "rep: repas"
      ])
      const marked = cook?.highlights.flatMap(({ field, ranges }) =>
        ranges.map(
          ([begin, end]) => `${field}: ${(field === "title" ? cook.ad.job_title : texts.kitchen).slice(begin, end)}`
        )
      )
      assert.deepStrictEqual(marked, ["title: Cuisinier", "description: repas"])
      const like = (yield* similar(cook?.ad.job_id ?? "", request)).found[0]
      assert.isTrue(like?.why.some(({ word }) => word === "équipe"))
      assert.deepStrictEqual((yield* search("cuisiniers repas", { ...request, offset: 1 })).found, [])
    }).pipe(Effect.provide(services(scripts)))
  )

  it.effect("finds the ads that are most like one, but not itself", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      const { search, similar } = yield* ModelSearch
      const request = { limit: 3, filter: [], today: "2026-01-09" }
      const [own] = (yield* search("data engineer", request)).found
      const id = own?.ad.job_id ?? ""
      const like = yield* similar(id, request)
      assert.strictEqual(like.found[0]?.ad.job_title, "Ingénieur de données")
      assert.isFalse(like.found.some(({ ad }) => ad.job_id === id))
      const error = yield* Effect.flip(similar("00000000-0000-4000-8000-000000000000", request))
      assert.strictEqual(error._tag, "AdNotInModel")
    }).pipe(Effect.provide(services(scripts)))
  )

  it.effect("says that there is no model yet", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(titles("data"))
      assert.strictEqual(error._tag, "NoModel")
      assert.include(error.message, "runner materialize --all")
    }).pipe(Effect.provide(services({})))
  )

  it.effect("loads again when a new model is fitted, and knows each ad as it is now", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      const { loaded } = yield* ModelSearch
      const before = yield* loaded
      assert.strictEqual(yield* loaded, before, "nothing changed, so nothing is loaded")
      assert.include(yield* titles("data engineer"), "Data engineer Python")
      yield* days("2026-01-09")
      assert.notInclude(yield* titles("data engineer"), "Data engineer Python")
      assert.deepStrictEqual((yield* titles("cantine")).toSorted(), [
        "Chef de cantine scolaire",
        "Cuisinier de cantine"
      ])
      assert.notStrictEqual((yield* loaded).name, before.name)
    }).pipe(Effect.provide(services(scripts)))
  )

  it.effect("weighs new ads by an older model that somebody went back to", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      const { loaded } = yield* ModelSearch
      const { name } = yield* loaded
      yield* days("2026-01-09")
      yield* Models.rollBack
      assert.strictEqual((yield* loaded).name, name)
      assert.include(yield* titles("mechanic"), "Car mechanic wanted")
      assert.deepStrictEqual(yield* titles("scolaire"), [], "a word that the older model does not know")
    }).pipe(Effect.provide(services(scripts)))
  )

  it.effect("leaves sample ads out as soon as there are others, whatever the model was fitted on", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      assert.isNotEmpty(yield* titles("python"))
      yield* materialize({ select: "raw or validated or enriched or exported", partition: "2026-01-09" })
      assert.deepStrictEqual(yield* query("select distinct source from jobs order by 1"), [
        { source: "adzuna" },
        { source: "sample" }
      ])
      yield* Models.activate((yield* Models.all)[0]?.model_version ?? "", { isPinned: true })
      const { search } = yield* ModelSearch
      yield* days("2026-01-09")
      const answer = yield* search("cantine mechanic", { limit: 10, filter: [], today: "2026-01-09" })
      assert.deepStrictEqual(
        answer.found.map(({ ad }) => ad.source),
        answer.found.map(() => "adzuna")
      )
      assert.isNotEmpty(answer.found)
    }).pipe(
      Effect.provide(
        services({
          "2026-01-08/fr": { ads: first.map((ad) => ({ ...ad, source: "sample" })) },
          "2026-01-09/fr": { ads: second }
        })
      )
    )
  )
})

describe("the paths in model_versions", { timeout: 120_000 }, () => {
  it.effect("name files that are there", () =>
    Effect.gen(function* () {
      yield* days("2026-01-08")
      const [row] = yield* Models.all
      const store = yield* ArtifactStore
      for (const path of [row?.vectorizer_path, row?.matrix_path]) {
        const hash = /^artifacts\/([0-9a-f]{2})\/(\1[0-9a-f]{62})\.zst$/.exec(path ?? "")?.[2]
        assert.isTrue(yield* store.has(hash ?? ""), path ?? "")
      }
    }).pipe(Effect.provide(services(scripts)))
  )
})
