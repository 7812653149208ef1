import { afterAll, assert, describe, it } from "@effect/vitest"
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Definitions from "@jobgraph/assets/Definitions"
import { release } from "@jobgraph/assets/Release"
import { rollBack } from "@jobgraph/assets/Rollback"
import * as RollbackPlan from "@jobgraph/assets/RollbackPlan"
import * as Models from "@jobgraph/db/Models"
import { graph } from "@jobgraph/stages/pipeline"
import { Effect, Option } from "effect"
import { TestClock } from "effect/testing"
import { materialize, openPipeline, plan, query, sourceJob, statuses } from "../fixtures/pipeline.ts"

const pipeline = openPipeline()
afterAll(pipeline.close)

/** The ad that both days have, changed; one of yesterday alone; one of today alone; and one that stays as it is. */
const shared = (title: string) => sourceJob({ id: "1", title })
const yesterdays = sourceJob({ id: "2", title: "Data analyst chez Frêne" })
const todays = sourceJob({ id: "3", title: "Data scientist chez Hêtre" })
const constant = sourceJob({ id: "4", title: "Data architect chez Orme" })

const scripts = {
  "2026-01-06/fr": { ads: [shared("Data engineer, before"), constant] },
  "2026-01-07/fr": { ads: [shared("Data engineer, yesterday"), yesterdays, constant] },
  "2026-01-08/fr": { ads: [shared("Data engineer, today"), todays, constant] }
}

/** A day's run, begun half an hour after midnight. */
const day = Effect.fnUntraced(function* (date: string) {
  yield* TestClock.setTime(Date.parse(`${date}T00:30:00Z`))
  const { runId, status } = yield* materialize({ date })
  assert.strictEqual(status, "success")
  return runId ?? ""
})

const titles = query("select job_title as title, partition from jobs order by url, job_title")
const batches = query(
  "select batch_date::text as date, status, count(*)::int as stages from batch_runs group by 1, 2 order by 1, 2"
)
const currents = Effect.flatMap(Catalog, (catalog) =>
  Effect.map(catalog.currents(), (versions) => versions.map(({ asset, id, partition }) => ({ asset, id, partition })))
)
/** All that a rollback must leave as it was. */
const books = Effect.all({
  currents,
  jobs: query("select * from jobs order by job_id"),
  waiting: query(
    "select to_jsonb(shadow) - 'claimed' as claim from runner.job_shadow shadow order by job_id, partition"
  ),
  history: query("select * from runner.job_history order by replaced_by, job_id")
})

const definitions = Definitions.make(graph)
const rolledBack = (runId: string, cascade = false) =>
  Effect.flatMap(definitions, (definitions) => rollBack(definitions, runId, { cascade }))

describe("a run that is rolled back", { timeout: 120_000 }, () => {
  it.effect("the last one: leaves everything as it was before it", () =>
    Effect.gen(function* () {
      yield* day("2026-01-07")
      const before = yield* books
      const [model] = yield* Models.all
      const runId = yield* day("2026-01-08")
      const done = yield* rolledBack(runId)
      assert.deepStrictEqual(yield* books, before)
      assert.strictEqual(done.versions.length, 5)
      assert.deepStrictEqual(yield* batches, [
        { date: "2026-01-07", status: "success", stages: 5 },
        { date: "2026-01-08", status: "rolled_back", stages: 5 }
      ])
      const active = Option.getOrThrow(yield* Models.active)
      assert.deepStrictEqual([active.model_version, active.pinned], [model?.model_version, true])
      const known = Option.getOrThrow(yield* (yield* Catalog).run(runId))
      assert.strictEqual(known.run.status, "rolled_back")
      assert.deepStrictEqual(yield* query("select * from runner.outside_change"), [])
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect(
    "yesterday's, after today's has run: today's rows stay, and what was under them is as if it had never been",
    () =>
      Effect.gen(function* () {
        yield* day("2026-01-06")
        const yesterday = yield* day("2026-01-07")
        const today = yield* day("2026-01-08")
        const model = Option.getOrThrow(yield* Models.active)
        const before = yield* currents
        const { versions } = yield* rolledBack(yesterday)
        assert.deepStrictEqual(
          versions.filter(({ isCurrent }) => !isCurrent).map(({ version }) => version.asset),
          ["tfidf_model"]
        )
        assert.deepStrictEqual(
          yield* currents,
          before.filter(({ partition }) => partition !== "2026-01-07/fr")
        )
        assert.deepStrictEqual(
          (yield* titles).map(({ title }) => title).sort(),
          ["Data architect chez Orme", "Data engineer, today", "Data scientist chez Hêtre"].sort()
        )
        // The model of today stays in use, is stale, and the next run mends it.
        assert.strictEqual(Option.getOrThrow(yield* Models.active).model_version, model.model_version)
        const again = yield* materialize({ date: "2026-01-08" })
        assert.strictEqual(statuses(again).tfidf_model, "materialized")
        // Beneath today's rows lies the day before yesterday, not yesterday.
        yield* rolledBack(again.runId ?? "")
        yield* rolledBack(today)
        assert.deepStrictEqual(
          (yield* titles).map(({ partition, title }) => [partition, title]).sort(),
          [
            ["2026-01-06/fr", "Data architect chez Orme"],
            ["2026-01-06/fr", "Data engineer, before"]
          ].sort()
        )
      }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect("is refused where a later run built on it, by name; --cascade takes both back", () =>
    Effect.gen(function* () {
      yield* day("2026-01-07")
      const before = yield* books
      const first = yield* day("2026-01-08")
      const { runId: later } = yield* materialize({ select: "exported" })
      const between = yield* books
      const error = yield* Effect.flip(rolledBack(first))
      assert.match(error.message, new RegExp(`later published run ${later?.slice(0, 13)} \\(exported 2026-01-08/fr\\)`))
      assert.deepStrictEqual(yield* books, between)
      const planned = yield* Effect.flatMap(definitions, (all) => RollbackPlan.plan(all, first, { cascade: true }))
      const done = yield* rolledBack(first, true)
      assert.deepStrictEqual(done, planned)
      assert.deepStrictEqual(
        done.runs.map(({ runId }) => runId),
        [first, later]
      )
      assert.deepStrictEqual(yield* books, before)
      const twice = yield* Effect.flip(rolledBack(first))
      assert.match(twice.message, /was rolled back already/)
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect("is held: --all leaves it and says so, until it is named or released", () =>
    Effect.gen(function* () {
      const runId = yield* day("2026-01-08")
      yield* rolledBack(runId)
      const all = yield* plan()
      assert.deepStrictEqual(
        all.steps.map(({ action, asset, skippedAs }) => [asset, action, skippedAs]),
        [
          ["raw", "skip", "held"],
          ["validated", "skip", "held"],
          ["enriched", "skip", "held"],
          ["exported", "skip", "held"],
          ["tfidf_model", "skip", "blocked"]
        ].sort((a, b) => all.steps.findIndex((s) => s.asset === a[0]) - all.steps.findIndex((s) => s.asset === b[0]))
      )
      assert.match(all.steps[0]?.reason ?? "", /^it is held since run .* was rolled back: name it with --partition/)
      assert.isNull((yield* materialize()).runId)
      assert.deepStrictEqual(yield* titles, [])
      assert.strictEqual((yield* plan({ partition: "2026-01-08" })).steps[0]?.action, "run")
      const released = yield* release((hold) => hold.runId === runId && hold.asset !== "exported")
      assert.strictEqual(released.length, 3)
      const some = yield* materialize()
      assert.deepStrictEqual(
        [statuses(some)["enriched 2026-01-08/fr"], statuses(some)["exported 2026-01-08/fr"]],
        ["materialized", "skipped"]
      )
      const named = yield* materialize({ select: "*", stale: true, partition: "2026-01-08/fr" })
      assert.strictEqual(statuses(named)["exported 2026-01-08/fr"], "materialized")
      assert.deepStrictEqual(yield* (yield* Catalog).holds(), [])
      assert.strictEqual((yield* titles).length, 3)
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect("leaves everything as it is when its undoing fails", () =>
    Effect.gen(function* () {
      yield* day("2026-01-07")
      const runId = yield* day("2026-01-08")
      const before = yield* books
      // The last thing that is undone cannot be: its rows were not exported last.
      yield* query("update runner.job_version set partition = 'elsewhere' where partition = '2026-01-08/fr'")
      const error = yield* Effect.flip(rolledBack(runId))
      assert.match(error.message, /cannot be taken back, because it is not the newest/)
      assert.deepStrictEqual(yield* books, before)
      assert.deepStrictEqual(yield* batches, [
        { date: "2026-01-07", status: "success", stages: 5 },
        { date: "2026-01-08", status: "success", stages: 5 }
      ])
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )
})
