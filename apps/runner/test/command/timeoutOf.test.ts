import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option } from "effect"
import { timeoutOf } from "../../src/command/timeoutOf.ts"

describe("--timeout", () => {
  it.effect("is a number with s, m or h", () =>
    Effect.gen(function* () {
      const seconds = (text: string) =>
        Effect.map(timeoutOf(Option.some(text)), (time) => (time === undefined ? null : Duration.toSeconds(time)))
      assert.deepStrictEqual([yield* seconds("90s"), yield* seconds("15m"), yield* seconds("1.5h")], [90, 900, 5_400])
      assert.isUndefined(yield* timeoutOf(Option.none()))
    })
  )

  it.effect("is refused with an example where it is none", () =>
    Effect.gen(function* () {
      for (const text of ["15", "m", "0s", "-5m", "15 minutes", ""]) {
        const error = yield* Effect.flip(timeoutOf(Option.some(text)))
        assert.include(error.message, "write 90s, 15m or 2h")
      }
    })
  )
})
