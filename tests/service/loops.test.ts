import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Loops } from "@jobgraph/runner/service/Loops"
import { Effect, Layer, Logger, Schema } from "effect"
import { TestClock } from "effect/testing"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { ask } from "./ask.ts"

const pause = Effect.sleep("10 seconds")

/** What is logged, in place of being shown. */
const keeping = () => {
  const lines: Array<string> = []
  return {
    lines,
    layer: Logger.layer([Logger.make(({ logLevel, message }) => void lines.push(`${logLevel} ${message}`))])
  }
}

describe("a loop of the service", () => {
  it.effect("goes on after a defect, an error and an interruption, and tells each condition once", () => {
    const { layer, lines } = keeping()
    return Effect.gen(function* () {
      const loops = yield* Loops
      const falls = [
        Effect.die(new Error("a bug")),
        Effect.die(new Error("a bug")),
        Effect.fail(new Error("no database")),
        Effect.interrupt
      ]
      let turns = 0
      const turn = Effect.suspend(() => falls[turns++] ?? Effect.void)
      yield* Effect.forkScoped(loops.run(turn, { name: "some", pause }))
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual(turns, 3)
      assert.deepStrictEqual(yield* loops.reports, [{ name: "some", state: "failing" }])
      yield* TestClock.adjust("20 seconds")
      assert.deepStrictEqual(yield* loops.reports, [{ name: "some", state: "ok" }])
      const before = turns
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(turns, before + 6)
      assert.deepStrictEqual(
        lines.map((line) => line.split(" ")[0]),
        ["Warn", "Warn", "Warn", "Info"]
      )
    }).pipe(Effect.scoped, Effect.provide(Layer.merge(Loops.layer, layer)))
  })

  it.effect("waits longer and longer between turns that fail, up to a limit", () =>
    Effect.gen(function* () {
      const loops = yield* Loops
      let turns = 0
      const turn = Effect.suspend(() => {
        turns += 1
        return Effect.fail("no")
      })
      yield* Effect.forkScoped(loops.run(turn, { name: "some", pause, longestWait: "8 seconds" }))
      yield* TestClock.adjust("15 seconds")
      assert.strictEqual(turns, 5)
      yield* TestClock.adjust("16 seconds")
      assert.strictEqual(turns, 7)
    }).pipe(Effect.scoped, Effect.provide(Loops.layer))
  )

  it.effect("is stuck when a turn takes longer than it may", () =>
    Effect.gen(function* () {
      const loops = yield* Loops
      yield* Effect.forkScoped(loops.run(Effect.never, { name: "some", pause, patience: "1 minute" }))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* loops.reports, [{ name: "some", state: "ok" }])
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* loops.reports, [{ name: "some", state: "stuck" }])
    }).pipe(Effect.scoped, Effect.provide(Loops.layer))
  )
})

const Ready = Schema.Struct({ ready: Schema.Boolean, loops: Schema.Record(Schema.String, Schema.String) })
const decodeReady = Schema.decodeUnknownSync(Schema.fromJsonString(Ready))

describe("the service", { timeout: 240_000 }, () => {
  it.live("says which of its loops fails, without what it fails of, and works on when the cause is gone", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const service = yield* startService(runner)
      const ready = Effect.map(ask(service.url, "/readyz"), ({ status, text }) => ({
        status,
        text,
        ...decodeReady(text)
      }))
      const readyWith = (status: number) =>
        Effect.repeat(Effect.delay(ready, "200 millis"), { until: (answer) => answer.status === status })
      const { loops } = yield* readyWith(200)
      assert.includeMembers(Object.keys(loops), ["scheduler", "queue", "heartbeat", "feed"])

      // An entry that the service could not have written: a defect, each time that it takes it.
      yield* runner.query(`insert into runner.queue (run_id, state, request, trigger, selection, partitions, priority, pool, queued_at)
        values ('01900000-0000-7000-8000-000000000001', 'queued', '{"secret":"xyzzy"}', 'manual', '*', '{}', 9, 'default', 1)`)
      const failing = yield* readyWith(503)
      assert.deepStrictEqual(failing.loops, { ...loops, queue: "failing" })
      assert.notInclude(failing.text, "xyzzy")

      yield* runner.query("delete from runner.queue")
      assert.deepStrictEqual((yield* readyWith(200)).loops, loops)
      const log = readFileSync(join(runner.home, "logs/runs.ndjson"), "utf8")
      assert.strictEqual(log.split("and goes on trying").length, 2, "told once")
    }).pipe(Effect.scoped)
  )
})
