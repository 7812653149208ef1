import { afterAll, assert, describe, it } from "@effect/vitest"
import { definitionsOf } from "@jobgraph/runner/command/environment"
import { Loops } from "@jobgraph/runner/service/Loops"
import { Project } from "@jobgraph/runner/service/Project"
import { retentionLayer } from "@jobgraph/runner/service/Retention"
import { Settings } from "@jobgraph/runner/settings/Settings"
import { type Duration, Effect, Layer, Schema } from "effect"
import { TestClock } from "effect/testing"
import { materialize, openPipeline, query, sourceJob } from "../fixtures/pipeline.ts"

const pipeline = openPipeline()
afterAll(pipeline.close)

const settings = Schema.decodeUnknownSync(Settings)({ retention: { rollbackDays: 1 } })
const day = 86_400_000

const scripts = { "2026-01-08/fr": { ads: [sourceJob({ id: "1", title: "Data engineer" })] } }

const versions = Effect.map(
  query("select count(*)::int as n from runner.materialization where asset = 'exported'"),
  ([row]) => Number(row?.["n"])
)

/** Waits, by the clock on the wall, until one version is left; each look, as much of the test's time passes. */
const untilOneIsLeft = (passing: Duration.Input) =>
  Effect.gen(function* () {
    while ((yield* versions) > 1) {
      yield* TestClock.adjust(passing)
      yield* Effect.promise(() => new Promise((resolve) => setTimeout(resolve, 20)))
    }
  })

/** The same rows again, in a version that replaces the one before. */
const again = materialize({ select: "exported", date: "2026-01-08" })

describe("the service", { timeout: 120_000 }, () => {
  it.effect("removes what is beyond its retention ten minutes after its start and then once a day", () =>
    Effect.gen(function* () {
      const start = Date.parse("2026-01-08T00:30:00Z")
      yield* TestClock.setTime(start)
      yield* materialize({ date: "2026-01-08" })
      yield* again
      yield* TestClock.setTime(start + 3 * day)
      const definitions = yield* definitionsOf(settings)
      yield* Layer.build(
        Layer.provide(retentionLayer, [Loops.layer, Layer.succeed(Project, { settings, definitions })])
      )
      yield* TestClock.adjust("9 minutes")
      assert.strictEqual(yield* versions, 2)
      yield* TestClock.adjust("1 minute")
      yield* untilOneIsLeft(0)
      yield* again
      assert.strictEqual(yield* versions, 2)
      yield* untilOneIsLeft("1 day")
    }).pipe(Effect.scoped, Effect.provide(pipeline.services(scripts)))
  )
})
