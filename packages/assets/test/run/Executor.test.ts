import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Executor, type ReadyAttempt } from "../../src/run/Executor.ts"
import { executorContract } from "../../src/testing/executorContract.ts"
import { layer, materialize } from "../../src/testing/materialize.ts"
import { assetsOver, script } from "./words.ts"

executorContract("This process", Layer.empty)

describe("an executor of one's own", () => {
  it.effect("is given every attempt of a run", () =>
    Effect.gen(function* () {
      const seen: Array<ReadyAttempt> = []
      const recording = Layer.succeed(Executor, {
        execute: (ready, attempt) =>
          Effect.suspend(() => {
            seen.push(ready)
            return attempt
          })
      })
      const result = yield* materialize(assetsOver(script({ "2026-01-08": "to be" }))).pipe(Effect.provide(recording))
      assert.strictEqual(result.status, "success")
      assert.deepStrictEqual(
        seen.map(({ asset, attempt, partition }) => [asset, partition, attempt]),
        [
          ["words", "2026-01-08", 1],
          ["upper", "2026-01-08", 1],
          ["total", null, 1]
        ]
      )
    }).pipe(Effect.provide(layer))
  )
})
