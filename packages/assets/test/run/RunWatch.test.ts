import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { layer, materialize } from "../../src/testing/materialize.ts"

const one = Asset.make({
  key: "one",
  codeVersion: "1",
  artifact: Artifact.value(Schema.Int),
  make: () => Effect.succeed(1)
})

describe("the watch over a run", () => {
  it.effect("does not take the run's own end, which drops its lease, for another's", () =>
    Effect.gen(function* () {
      // As where the database hangs just after the end was recorded.
      const watch = ({ kind }: { readonly kind: string }) =>
        kind === "RunEnded" ? Effect.sleep("10 seconds") : Effect.void
      const run = yield* Effect.forkChild(materialize([one], { watch }))
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual((yield* Fiber.join(run)).status, "success")
    }).pipe(Effect.provide(layer))
  )
})
