import { assert, layer } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import { TestClock } from "effect/testing"
import { forgetRequestsBefore, oldestRequestSince, recordRequest, requestsSince } from "../src/RequestLog.ts"
import { kinds } from "./databases.ts"

const at = (time: string) => DateTime.makeUnsafe(`2026-01-08T${time}Z`)

for (const kind of kinds) {
  layer(kind.layer, { timeout: "60 seconds" })(`requests (${kind.name})`, (it) => {
    it.effect("are counted by source within a window, whose oldest says when there is room again", () =>
      Effect.gen(function* () {
        for (const time of ["10:00:00", "10:00:30", "10:01:00"]) {
          yield* TestClock.setTime(DateTime.toEpochMillis(at(time)))
          yield* recordRequest("adzuna")
        }
        yield* recordRequest("other")
        assert.strictEqual(yield* requestsSince("adzuna", at("10:00:30")), 2)
        assert.strictEqual(yield* requestsSince("nobody", at("10:00:30")), 0)
        assert.deepStrictEqual(yield* oldestRequestSince("adzuna", at("10:00:01")), at("10:00:30"))
        assert.isNull(yield* oldestRequestSince("adzuna", at("10:02:00")))
        yield* forgetRequestsBefore(at("10:01:00"))
        assert.strictEqual(yield* requestsSince("adzuna", at("00:00:00")), 1)
      })
    )
  })
}
