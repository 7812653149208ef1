import { assert, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { Catalog } from "../catalog/Catalog.ts"
import { materialization, run, step } from "./records.ts"
import type { WithCatalog } from "./WithCatalog.ts"

const raw = { asset: "raw", partition: "2026-01-08/fr" }
const runA = "01900000-0000-7000-8000-00000000000a"
const runB = "01900000-0000-7000-8000-00000000000b"
const runC = "01900000-0000-7000-8000-00000000000c"

const publish = Effect.fnUntraced(function* (
  catalog: Catalog["Service"],
  runId: string,
  id: string,
  partition = raw.partition
) {
  const claim = yield* catalog.claim({ ...raw, partition, runId })
  yield* catalog.publish(claim, Effect.succeed(materialization({ runId, id, partition })))
  yield* catalog.release(claim)
})

/** What a catalog keeps so that a run can be continued by another one. */
export const retriesContract = (withCatalog: WithCatalog) => {
  it.live("gives back where a run and its steps read, how, and from what source", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const begun = run({ runId: runA, mode: "selected", mark: 7 })
        const source = { name: "sample", version: "v1", hint: "h" }
        yield* catalog.createRun(begun, [step({ runId: runA, source })])
        yield* catalog.saveStep(step({ runId: runA, source, mark: 9 }))
        assert.deepStrictEqual(Option.getOrThrow(yield* catalog.run(runA)), {
          run: begun,
          steps: [step({ runId: runA, source, mark: 9 })]
        })
      })
    )
  )

  it.live("links the runs of a chain, each retried once", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [step({ runId: runA })])
        yield* catalog.endRun(runA, "failed", 9)
        const retry = run({ runId: runB, rootRunId: runA, retryOf: runA })
        yield* catalog.createRun(retry, [step({ runId: runB })])
        const { reason } = yield* Effect.flip(
          catalog.createRun(run({ runId: runC, rootRunId: runA, retryOf: runA }), [])
        )
        assert.isTrue(reason._tag === "RetriedAlready" && reason.by === runB)
        assert.isTrue(Option.isNone(yield* catalog.run(runC)))
        const chain = yield* catalog.chain(runA)
        assert.deepStrictEqual(
          chain.map(({ run, steps }) => [run.runId, run.retryOf, steps.length]),
          [
            [runA, null, 1],
            [runB, runA, 1]
          ]
        )
        assert.deepStrictEqual(yield* catalog.chain(runC), [])
      })
    )
  )

  it.live("tells the steps of an asset in a chain, of some partitions", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        const ofRun = (runId: string) =>
          ["2026-01-08/de", "2026-01-08/fr", "2026-01-09/fr", null].flatMap((partition) => [
            step({ runId, asset: "raw", partition }),
            step({ runId, asset: "validated", partition })
          ])
        // The clock of the retry is behind.
        yield* catalog.createRun(run({ runId: runB, rootRunId: runB }), ofRun(runB))
        yield* catalog.endRun(runB, "failed", 9)
        yield* catalog.createRun(run({ runId: runA, rootRunId: runB, retryOf: runB }), ofRun(runA).slice(2))
        yield* catalog.createRun(run({ runId: runC, rootRunId: runC }), ofRun(runC))
        const found = yield* catalog.chainSteps(runB, "raw", "2026-01-08")
        assert.deepStrictEqual(
          found.map(({ asset, partition, runId }) => [runId, asset, partition]),
          [
            [runB, "raw", "2026-01-08/de"],
            [runB, "raw", "2026-01-08/fr"],
            [runA, "raw", "2026-01-08/fr"]
          ]
        )
        assert.lengthOf(yield* catalog.chainSteps(runB, "validated", ""), 7)
        assert.deepStrictEqual(yield* catalog.chainSteps("01900000-0000-7000-8000-00000000000f", "raw", ""), [])
      })
    )
  )

  it.live("lets one of two retry a run who do so at once", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        const retries = [runB, runC].map((runId) => run({ runId, rootRunId: runA, retryOf: runA }))
        const made = yield* Effect.forEach(retries, (retry) => Effect.option(catalog.createRun(retry, [])), {
          concurrency: "unbounded"
        })
        assert.strictEqual(made.filter(Option.isSome).length, 1)
      })
    )
  )

  it.live("knows the versions of a mark, and those that a chain of runs published since", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        yield* catalog.createRun(run({ runId: runB, rootRunId: runA, retryOf: runA }), [])
        yield* catalog.createRun(run({ runId: runC }), [])
        const idsAt = Effect.fnUntraced(function* (mark: number, rootRunId: string, partition?: string) {
          const versions = yield* catalog.versionsAt({ mark, rootRunId }, "raw", partition)
          return versions.map(({ id }) => id)
        })
        const begin = yield* catalog.mark()
        assert.deepStrictEqual(yield* idsAt(begin, runA), [])
        yield* publish(catalog, runC, "first")
        const mark = yield* catalog.mark()
        assert.isAbove(mark, begin)
        yield* publish(catalog, runC, "second")
        yield* publish(catalog, runC, "other day", "2026-01-09/fr")
        assert.deepStrictEqual(yield* idsAt(mark, runA), ["first"])
        assert.deepStrictEqual(yield* idsAt(yield* catalog.mark(), runA), ["second", "other day"])
        assert.deepStrictEqual(yield* idsAt(mark, runC), ["second", "other day"])
        assert.deepStrictEqual(yield* idsAt(mark, runC, "2026-01-09/fr"), ["other day"])
        yield* publish(catalog, runB, "of the retry")
        assert.deepStrictEqual(yield* idsAt(mark, runA), ["of the retry"])
        assert.deepStrictEqual(yield* idsAt(begin, runA), ["of the retry"])
        yield* catalog.saveRefused(materialization({ runId: runB, id: "refused" }))
        assert.deepStrictEqual(yield* idsAt(mark, runA), ["of the retry"])
        const versions = yield* catalog.versionsOf([runC])
        const rollback = { runIds: [runC], versions, holds: [], at: 9 }
        yield* catalog.endRun(runC, "success", 9)
        yield* catalog.rollBack([], Effect.succeed(rollback))
        assert.deepStrictEqual(yield* idsAt(yield* catalog.mark(), runA), ["of the retry"])
        assert.deepStrictEqual(yield* idsAt(yield* catalog.mark(), runC), ["of the retry"])
      })
    )
  )

  it.live("forgets what the steps of a chain have kept, and of no other", () =>
    withCatalog(
      Effect.fnUntraced(function* (catalog) {
        yield* catalog.createRun(run({ runId: runA }), [])
        yield* catalog.remember(runA, raw, "page 1", 1)
        yield* catalog.remember(runA, { ...raw, asset: "other" }, "page 1", 1)
        yield* catalog.remember(runB, raw, "page 1", 2)
        yield* catalog.forget(runA)
        assert.deepStrictEqual(yield* catalog.recall(runA, raw, "page 1"), Option.none())
        assert.deepStrictEqual(yield* catalog.recall(runA, { ...raw, asset: "other" }, "page 1"), Option.none())
        assert.deepStrictEqual(yield* catalog.recall(runB, raw, "page 1"), Option.some(2))
      })
    )
  )
}
