import { EventEmitter } from "node:events"
import { assert, describe, it } from "@effect/vitest"
import { RowProgress } from "@jobgraph/assets/RowProgress"
import xterm from "@xterm/headless"
import { Effect, type Scope } from "effect"
import { TestClock } from "effect/testing"
import { isLive, liveProgress } from "../../src/progress/liveProgress.ts"
import { ended, event, fr, gb, plan, unreachable } from "./events.ts"

/** A terminal in memory: what was written to it, as a person would see it. */
class Screen extends EventEmitter {
  readonly isTTY = true
  readonly terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true })
  get columns() {
    return this.terminal.cols
  }
  get rows() {
    return this.terminal.rows
  }
  write(text: string) {
    this.terminal.write(text.replaceAll("\n", "\r\n"))
    return true
  }
  /** The lines that are there, the empty ones at the end left out. */
  readonly lines = Effect.callback<ReadonlyArray<string>>((resume) =>
    this.terminal.write("", () => {
      const { active } = this.terminal.buffer
      const all = Array.from(
        { length: active.length },
        (_, index) => active.getLine(index)?.translateToString(true) ?? ""
      )
      resume(Effect.succeed(all.slice(0, all.findLastIndex((line) => line !== "") + 1)))
    })
  )
}

type Live = Effect.Success<ReturnType<typeof liveProgress>>

const shown = <A>(test: (live: Live, screen: Screen) => Effect.Effect<A, never, Scope.Scope>) =>
  Effect.gen(function* () {
    const screen = new Screen()
    // A stream as far as drawing needs one.
    const live = yield* liveProgress(plan, screen as unknown as NodeJS.WriteStream)
    return yield* test(live, screen)
  })

describe("a run on a terminal", () => {
  it.effect("is drawn in place, step by step, with its rows", () =>
    Effect.scoped(
      shown(
        Effect.fnUntraced(function* ({ layer, watch }, screen) {
          yield* TestClock.adjust("250 millis")
          assert.strictEqual((yield* screen.lines).length, 5)
          yield* watch(event("StepStarted", 250, ["raw", fr], { attempt: 1, reason: "" }))
          yield* Effect.provide(
            Effect.map(RowProgress, (tell) => tell({ asset: "raw", partition: fr, rows: 50 })),
            layer
          )
          yield* TestClock.adjust("250 millis")
          const lines = yield* screen.lines
          assert.strictEqual(lines.length, 5)
          assert.match(lines[0] ?? "", /^. raw +2026-03-07\/fr + 50 rows +0s$/)
        })
      )
    )
  )

  it.effect("leaves what failed on the screen, and takes the rest away", () =>
    Effect.gen(function* () {
      const screen = yield* Effect.scoped(
        shown(
          Effect.fnUntraced(function* ({ watch }, screen) {
            yield* TestClock.adjust("250 millis")
            yield* watch(event("AttemptFailed", 250, ["raw", gb], { attempt: 1, isLast: false, error: unreachable }))
            yield* TestClock.adjust("250 millis")
            assert.strictEqual((yield* screen.lines).length, 6)
            yield* watch(event("StepEnded", 500, ["raw", gb], ended()))
            yield* TestClock.adjust("250 millis")
            return screen
          })
        )
      )
      assert.match((yield* screen.lines).join(""), /^↻ raw 2026-03-07\/gb, attempt 1: .*cannot be reached \(503\)$/)
    })
  )

  it.effect("is right again after the terminal became narrower, and wider", () =>
    Effect.scoped(
      shown(
        Effect.fnUntraced(function* ({ watch }, screen) {
          yield* watch(
            event("StepWaiting", 0, ["raw", gb], { attempt: 1, waitMs: 60_000, reason: unreachable.message })
          )
          yield* TestClock.adjust("250 millis")
          yield* screen.lines
          screen.terminal.resize(40, 24)
          yield* TestClock.adjust("250 millis")
          const narrow = yield* screen.lines
          assert.strictEqual(narrow.length, 5)
          assert.isTrue(narrow[1]?.endsWith("…"))
          screen.terminal.resize(100, 24)
          yield* TestClock.adjust("250 millis")
          const wide = yield* screen.lines
          assert.strictEqual(wide.length, 5)
          assert.isTrue(wide[1]?.endsWith("adzuna cannot be reached (503)"))
        })
      )
    )
  )
})

describe("a terminal", () => {
  it("can be drawn on unless it is dumb, a pipe, or CI's", () => {
    const stream = { isTTY: true }
    assert.isTrue(isLive(stream, {}))
    assert.isFalse(isLive(stream, { TERM: "dumb" }))
    assert.isFalse(isLive(stream, { CI: "true" }))
    assert.isFalse(isLive({ isTTY: false }, {}))
  })
})
