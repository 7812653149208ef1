import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { day, emptyPlace, isWhole } from "./undisturbed.ts"

// One after the other: eight processes are enough for a machine.
const inTurn = { concurrent: false }

describe.each(["server", "embedded"] as const)("commands that begin together on nothing, on %s,", inTurn, (kind) => {
  it.live.each([2, 8])("come to what one comes to: %i", (many) =>
    Effect.gen(function* () {
      const shared = yield* emptyPlace(kind)
      const outcomes = yield* Effect.all(
        Array.from({ length: many }, () => shared.run(day)),
        { concurrency: "unbounded" }
      )
      for (const { code, stderr } of outcomes) {
        assert.strictEqual(code, 0, stderr)
      }
      yield* isWhole(shared, "nothing")
    })
  )
})
