import { assert, layer } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { Database } from "../src/Database.ts"
import { forgetRequestsBefore, type RequestWindow, requestUse, takeRequest } from "../src/RequestLog.ts"
import { kinds } from "./databases.ts"

const start = Date.parse("2026-01-08T10:00:00Z")
const windows: ReadonlyArray<RequestWindow> = [
  { name: "minute", millis: 60_000, limit: 3 },
  { name: "day", millis: 86_400_000, limit: 5 }
]

/** Takes one at a second after the start; answers the names of the windows that refused. */
const takeAt = (second: number, source = "adzuna", limits = windows) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(start + second * 1_000)
    const full = yield* takeRequest(source, limits)
    return full.map(({ name }) => name)
  })

const timesOf = (source: string) =>
  Effect.gen(function* () {
    const database = yield* Database
    const rows = yield* database.run("times", (db) =>
      db.selectFrom("runner.request").select("at").where("source", "=", source).orderBy("at").execute()
    )
    return rows.map(({ at }) => at.getTime())
  })

for (const kind of kinds) {
  layer(kind.layer, { timeout: "60 seconds" })(`requests (${kind.name})`, (it) => {
    it.effect("are counted while every window has room, by source", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* takeAt(0), [])
        assert.deepStrictEqual(yield* takeAt(30), [])
        assert.deepStrictEqual(yield* takeAt(31), [])
        assert.deepStrictEqual(yield* takeAt(59), ["minute"])
        assert.deepStrictEqual(yield* takeAt(59, "other"), [])
        assert.deepStrictEqual(yield* takeAt(60), [], "the first has left the minute")
        assert.deepStrictEqual(yield* takeAt(60), ["minute"])
        assert.deepStrictEqual(yield* takeAt(90), [])
        assert.deepStrictEqual(yield* takeAt(200), ["day"])
        assert.strictEqual((yield* timesOf("adzuna")).length, 5, "what was refused is not counted")
      })
    )

    it.effect("say how much is used, and when as many as wanted fit in", () =>
      Effect.gen(function* () {
        for (const second of [0, 30, 31]) {
          yield* takeAt(second, "use")
        }
        const [minute, day] = yield* requestUse("use", windows)
        assert.deepStrictEqual([minute?.used, minute?.freeAt], [3, start + 60_000])
        assert.deepStrictEqual([day?.used, day?.freeAt], [3, start + 31_000], "there is room now")
        const [two, four] = yield* requestUse("use", windows, 3)
        assert.strictEqual(two?.freeAt, start + 31_000 + 60_000)
        assert.strictEqual(four?.freeAt, start + 86_400_000)
        assert.deepStrictEqual(
          (yield* requestUse("nobody", windows)).map(({ used }) => used),
          [0, 0]
        )
      })
    )

    it.effect("are forgotten when no window reaches them", () =>
      Effect.gen(function* () {
        yield* takeAt(0, "old")
        yield* takeAt(10, "old")
        yield* forgetRequestsBefore(DateTime.makeUnsafe(start + 5_000))
        assert.deepStrictEqual(yield* timesOf("old"), [start + 10_000])
      })
    )

    it.effect("never exceed a window, whatever the limits and the times, and are refused only at a full one", () =>
      Effect.gen(function* () {
        const context = yield* Effect.context<Database>()
        let run = 0
        yield* Effect.promise(() =>
          fc.assert(
            fc.asyncProperty(
              fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 25 }),
              fc.array(fc.record({ seconds: fc.integer({ min: 1, max: 90 }), limit: fc.integer({ min: 0, max: 6 }) }), {
                minLength: 1,
                maxLength: 3
              }),
              async (waits, limits) => {
                run += 1
                const source = `property ${run}`
                const asked = limits.map(({ limit, seconds }) => ({
                  name: `${seconds}s`,
                  millis: seconds * 1_000,
                  limit
                }))
                await Effect.runPromiseWith(context)(
                  Effect.gen(function* () {
                    const taken: Array<number> = []
                    let second = 0
                    for (const wait of waits) {
                      second += wait
                      const now = second
                      const full = limits
                        .filter(({ limit, seconds }) => taken.filter((time) => time > now - seconds).length >= limit)
                        .map(({ seconds }) => `${seconds}s`)
                      assert.deepStrictEqual(yield* takeAt(now, source, asked), full)
                      if (full.length === 0) {
                        taken.push(now)
                      }
                    }
                    assert.deepStrictEqual(
                      yield* timesOf(source),
                      taken.map((time) => start + time * 1_000)
                    )
                  }).pipe(Effect.provide(TestClock.layer()))
                )
              }
            ),
            { numRuns: 30 }
          )
        )
      })
    )

    it.effect("taken by many fibers at once never exceed the limit", () =>
      Effect.gen(function* () {
        const limit = 7
        const hour = [{ name: "hour", millis: 3_600_000, limit }]
        const answers = yield* Effect.forEach(Array.from({ length: 40 }), () => takeRequest("crowd", hour), {
          concurrency: "unbounded"
        })
        assert.strictEqual(answers.filter((full) => full.length === 0).length, limit)
        assert.strictEqual((yield* timesOf("crowd")).length, limit)
      })
    )
  })
}
