import { afterAll, assert, describe, it } from "@effect/vitest"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Definitions from "@jobgraph/assets/Definitions"
import { collectGarbage } from "@jobgraph/assets/Garbage"
import type { Retention } from "@jobgraph/assets/Retention"
import { rollBack } from "@jobgraph/assets/Rollback"
import { graph } from "@jobgraph/stages/pipeline"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { materialize, openPipeline, query, sourceJob } from "../fixtures/pipeline.ts"

const pipeline = openPipeline()
afterAll(pipeline.close)

const scripts = {
  "2026-01-07/fr": { ads: [sourceJob({ id: "1", title: "Data engineer chez Orme" })] },
  "2026-01-08/fr": {
    ads: [
      sourceJob({ id: "1", title: "Data engineer chez Frêne" }),
      sourceJob({ id: "2", title: "Data analyst senior" })
    ]
  }
}

const at = (text: string) => TestClock.setTime(Date.parse(text))
const definitions = Definitions.make(graph)
/** Everything that may go goes at once. */
const nothingKept: Retention = {
  replacedBefore: Number.MAX_SAFE_INTEGER,
  refusedBefore: Number.MAX_SAFE_INTEGER,
  eventsBefore: Number.MAX_SAFE_INTEGER,
  memoryBefore: Number.MAX_SAFE_INTEGER,
  condemnedBefore: Number.MAX_SAFE_INTEGER
}
const collect = (retention: Retention, dryRun = false) =>
  Effect.flatMap(definitions, (definitions) => collectGarbage(definitions, retention, { dryRun }))

const rows = query("select * from jobs order by job_id")
/** Every part of every version that is recorded is in the store. */
const assertComplete = Effect.gen(function* () {
  const store = yield* ArtifactStore
  const parts = yield* query("select distinct hash from runner.part_reference")
  for (const { hash } of parts) {
    assert.isTrue(yield* store.has(String(hash)))
  }
  for (const { manifest } of yield* (yield* Catalog).currents()) {
    for (const { hash } of [...manifest.parts, ...manifest.rejects]) {
      assert.isTrue(yield* store.has(hash))
    }
  }
  return parts.length
})

/**
 * Collections without any grace period may take the parts of all three attempts
 * at a step before its publish. Then, and only then, another run is started.
 */
const materializePersistently = Effect.fnUntraced(function* (date: string) {
  for (let runs = 1; ; runs += 1) {
    const { status, steps } = yield* materialize({ select: "*", date })
    const failures = steps.flatMap(({ error }) => (error === null ? [] : [error.tag]))
    assert.isTrue(failures.every((tag) => tag === "PartsCollected"))
    if (status === "success") {
      return
    }
    assert.isBelow(runs, 5)
  }
})

describe("what is beyond its retention", { timeout: 120_000 }, () => {
  it.effect("goes, and what is current, in use or within it stays", () =>
    Effect.gen(function* () {
      yield* at("2026-01-07T00:30:00Z")
      yield* materialize({ date: "2026-01-07" })
      yield* at("2026-01-08T00:30:00Z")
      const { runId } = yield* materialize({ date: "2026-01-08" })
      yield* at("2026-01-08T08:00:00Z")
      const { runId: again } = yield* materialize({ select: "exported", date: "2026-01-08" })
      const before = yield* rows
      const currents = yield* (yield* Catalog).currents()

      const early = Date.parse("2026-01-08T00:00:00Z")
      const none = { ...nothingKept, replacedBefore: early, eventsBefore: early, condemnedBefore: early }
      assert.deepStrictEqual((yield* collect(none)).versions, [])

      const said = yield* collect(nothingKept, true)
      const done = yield* collect(nothingKept)
      assert.deepStrictEqual(done.versions, said.versions)
      assert.deepStrictEqual([done.events, done.memory], [said.events, said.memory])
      // The model of the day before is registered, so that it can be activated: it is in use.
      assert.deepStrictEqual(
        done.versions.map(({ version }) => `${version.asset} ${version.partition}`),
        ["exported 2026-01-08/fr"]
      )
      assert.isAbove(done.events, 10)
      assert.deepStrictEqual(yield* (yield* Catalog).currents(), currents)
      assert.deepStrictEqual(yield* rows, before)
      assert.isAbove(yield* assertComplete, 5)
      assert.deepStrictEqual(yield* query("select distinct replaced_by from runner.job_history"), [])

      const rolledBack = (runId: string | null) =>
        Effect.flatMap(definitions, (definitions) => rollBack(definitions, runId ?? "", { cascade: true }))
      const error = yield* Effect.flip(rolledBack(again))
      assert.match(error.message, /exported 2026-01-08\/fr before is no longer kept/)
      assert.match((yield* Effect.flip(rolledBack(runId))).message, /no longer kept/)
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect("goes beside running runs without anything that they refer to", () =>
    Effect.gen(function* () {
      const collecting = yield* Effect.forkChild(Effect.forever(Effect.andThen(collect(nothingKept), Effect.yieldNow)))
      for (const round of [1, 2, 3]) {
        for (const date of ["2026-01-07", "2026-01-08"]) {
          yield* at(`${date}T0${round}:30:00Z`)
          yield* materializePersistently(date)
        }
      }
      yield* Fiber.interrupt(collecting)
      assert.isAbove(yield* assertComplete, 5)
      assert.strictEqual((yield* rows).length, 2)
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )
})
