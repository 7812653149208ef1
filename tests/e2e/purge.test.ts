import { afterAll, assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { Catalog } from "@jobgraph/assets/Catalog"
import { isEmpty, planPurge, purgeSource } from "@jobgraph/stages/purge/purgeSource"
import { Effect, Stream } from "effect"
import { materialize, openPipeline, plan, query, sourceJob, statuses } from "../fixtures/pipeline.ts"

const pipeline = openPipeline()
afterAll(pipeline.close)

const real = sourceJob({ id: "1", title: "Data engineer chez Orme" })
const sample = sourceJob({ id: "2", source: "sample", company: "Frêne SA", title: "Data analyst senior" })

/** France is of one source, Britain of the other, and both have two batches, so that there is history. */
const scripts = () => ({
  "2026-01-08/fr": { ads: [real] },
  "2026-01-08/gb": { ads: [sample] },
  "2026-01-09/fr": { ads: [{ ...real, title: "Data engineer senior chez Orme" }] },
  "2026-01-09/gb": { ads: [{ ...sample, title: "Data analyst confirmé" }] }
})

const both = { fixed: ["fr", "gb"], partition: "2026-01-08..2026-01-09" }

const bySource = Effect.gen(function* () {
  return {
    jobs: yield* query("select distinct source from jobs order by 1"),
    kept: yield* query(`
      select distinct source from runner.job_shadow
      union select source from runner.job_history order by 1`)
  }
})

describe("a purge", () => {
  it.effect("removes one source everywhere, and leaves the other as it was", () =>
    Effect.gen(function* () {
      yield* materialize(both)
      assert.deepStrictEqual((yield* bySource).jobs, [{ source: "adzuna" }, { source: "sample" }])
      const before = yield* (yield* Catalog).currents()

      const planned = yield* planPurge("sample")
      assert.strictEqual(planned.rows.jobs, 1)
      assert.isAbove(planned.rows.kept, 0)
      assert.deepStrictEqual(
        planned.versions.map(({ asset, partition }) => `${asset} ${partition}`).sort(),
        ["enriched", "exported", "raw", "validated"].flatMap((asset) => [
          `${asset} 2026-01-08/gb`,
          `${asset} 2026-01-09/gb`
        ])
      )
      yield* purgeSource("sample")

      assert.deepStrictEqual(yield* bySource, { jobs: [{ source: "adzuna" }], kept: [{ source: "adzuna" }] })
      const after = yield* (yield* Catalog).currents()
      const isOther = ({ partition }: { readonly partition: string | null }) => partition?.endsWith("/fr") === true
      assert.deepStrictEqual(after.filter(isOther), before.filter(isOther))
      assert.strictEqual(after.filter(({ partition }) => partition?.endsWith("/gb")).length, 0)

      const store = yield* ArtifactStore
      const texts = yield* Stream.runCollect(
        Stream.mapEffect(store.hashes(), (hash) =>
          Effect.map(store.get(hash), (bytes) => Buffer.from(bytes).toString())
        )
      )
      assert.isTrue(texts.some((text) => text.includes("Orme")))
      assert.isFalse(texts.some((text) => text.includes("Frêne")))
      const used = after.flatMap(({ manifest }) => [...manifest.parts, ...manifest.rejects])
      for (const { hash } of used) {
        assert.isTrue(yield* store.has(hash))
      }
      assert.deepStrictEqual(yield* query("select * from runner.outside_change"), [])
      assert.isTrue(isEmpty(yield* planPurge("sample")), "there is nothing left to remove")
    }).pipe(Effect.provide(pipeline.services(scripts())))
  )

  it.effect("leaves what it removed missing and the model stale; a run mends both", () =>
    Effect.gen(function* () {
      yield* materialize(both)
      yield* purgeSource("adzuna")
      const { steps } = yield* plan(both)
      const actions = Object.fromEntries(
        steps.map(({ action, asset, partition }) => [`${asset} ${partition ?? ""}`, action])
      )
      assert.strictEqual(actions["raw 2026-01-08/fr"], "run")
      assert.strictEqual(actions["raw 2026-01-08/gb"], "skip")
      assert.notStrictEqual(actions["tfidf_model "], "skip")
      assert.strictEqual(statuses(yield* materialize({ select: "tfidf_model" })).tfidf_model, "materialized")
      const result = yield* materialize(both)
      assert.strictEqual(result.status, "success")
      assert.strictEqual(statuses(result).tfidf_model, "materialized")
      assert.deepStrictEqual((yield* bySource).jobs, [{ source: "adzuna" }, { source: "sample" }])
    }).pipe(Effect.provide(pipeline.services(scripts())))
  )

  it.effect("knows a source by the name that it was collected under, too", () =>
    Effect.gen(function* () {
      yield* materialize({ fixed: ["fr"], partition: "2026-01-08" })
      const { versions } = yield* planPurge("script")
      assert.strictEqual(versions.length, 4)
      assert.isTrue(isEmpty(yield* planPurge("unknown")))
    }).pipe(Effect.provide(pipeline.services(scripts())))
  )

  it.effect("removes nothing while a run is at work", () =>
    Effect.gen(function* () {
      yield* materialize({ fixed: ["fr"], partition: "2026-01-08" })
      yield* query("update runner.run set status = 'running'")
      const error = yield* Effect.flip(purgeSource("adzuna"))
      assert.strictEqual(error._tag, "RunsAtWork")
      assert.deepStrictEqual((yield* bySource).jobs, [{ source: "adzuna" }])
    }).pipe(Effect.provide(pipeline.services(scripts())))
  )
})
