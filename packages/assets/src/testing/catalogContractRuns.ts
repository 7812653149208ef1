import { assert, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { event, run, step } from "./records.ts"
import type { WithCatalog } from "./WithCatalog.ts"

const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"

/** What a catalog keeps of runs, steps and events. */
export const runsContract = (withCatalog: WithCatalog) => {
  it.live("gives back a run and its steps as they were last saved", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const model = step({ runId: runA, asset: "tfidf_model", partition: null })
        yield* catalog.createRun(run({ runId: runA }), [step({ runId: runA }), model])
        const failed = step({
          runId: runA,
          status: "failed",
          attempts: 3,
          error: { tag: "SourceError", message: "no answer", transient: true },
          startedAt: 1_000,
          endedAt: 2_000,
          metadata: { requests: 3, nested: { list: [1, null, "x"] } }
        })
        yield* catalog.saveStep(failed)
        yield* catalog.endRun(runA, "failed", 3_000)
        assert.deepStrictEqual(Option.getOrThrow(yield* catalog.run(runA)), {
          run: run({ runId: runA, status: "failed", endedAt: 3_000 }),
          steps: [failed, model]
        })
        assert.isTrue(Option.isNone(yield* catalog.run(runB)))
      })
    )
  )

  it.live("lists runs, newest first, by status if asked", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA, startedAt: 1 }), [])
        yield* catalog.createRun(run({ runId: runB, startedAt: 2 }), [])
        yield* catalog.endRun(runA, "success", 3)
        assert.deepStrictEqual(
          (yield* catalog.runs({ limit: 10 })).map((run) => run.runId),
          [runB, runA]
        )
        assert.deepStrictEqual(
          (yield* catalog.runs({ limit: 1 })).map((run) => run.runId),
          [runB]
        )
        const ended = yield* catalog.runs({ limit: 10, status: "success" })
        assert.deepStrictEqual(
          ended.map((run) => run.runId),
          [runA]
        )
      })
    )
  )

  it.live("knows the last attempt of each asset partition", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const failed = step({ runId: runA, status: "failed", startedAt: 1, endedAt: 2 })
        yield* catalog.createRun(run({ runId: runA, startedAt: 1 }), [failed])
        yield* catalog.createRun(run({ runId: runB, startedAt: 5 }), [step({ runId: runB, status: "fresh" })])
        assert.deepStrictEqual(yield* catalog.lastAttempts(), [failed])
      })
    )
  )

  it.live("keeps events in order, once however often they are told, and gives those after a number", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run(), [])
        const log = [1, 2, 3].map((sequence) => event({ sequence, data: { sequence } }))
        yield* catalog.append(log.slice(0, 2))
        yield* catalog.append(log.slice(2))
        yield* catalog.append(log.slice(2))
        assert.deepStrictEqual(yield* catalog.events(event().runId, 0, 10), log)
        assert.deepStrictEqual(yield* catalog.events(event().runId, 1, 1), log.slice(1, 2))
      })
    )
  )
}
