import { assert, describe, it } from "@effect/vitest"
import type { Event } from "@jobgraph/assets/Event"
import { CliOutput } from "effect/cli"
import * as fc from "fast-check"
import { plain } from "../../src/print/paint.ts"
import { fitted, progressLines } from "../../src/progress/progressLines.ts"
import { afterEvent, afterRows, planned } from "../../src/progress/RunProgress.ts"
import { ended, event, fr, gb, plan, unreachable } from "./events.ts"

const screen = { columns: 80, rows: 24, paint: plain }
const runAfter = (events: ReadonlyArray<Event>) => events.reduce(afterEvent, planned(plan))

const busy: ReadonlyArray<Event> = [
  event("StepStarted", 0, ["raw", fr], { attempt: 1, reason: "" }),
  event("StepStarted", 0, ["raw", gb], { attempt: 1, reason: "" }),
  event("StepEnded", 1_240, ["raw", fr], ended()),
  event("StepStarted", 1_300, ["validated", fr], { attempt: 1, reason: "" }),
  event("AttemptFailed", 2_000, ["raw", gb], { attempt: 1, isLast: false, error: unreachable }),
  event("StepWaiting", 2_000, ["raw", gb], { attempt: 1, waitMs: 60_000, reason: unreachable.message })
]

describe("the progress of a run", () => {
  it("is a line a step that would run, and a sum", () => {
    assert.deepStrictEqual(progressLines(runAfter([]), 0, screen), [
      "· raw          2026-03-07/fr",
      "· raw          2026-03-07/gb",
      "· validated    2026-03-07/fr",
      "· tfidf_model",
      "  0 of 4 steps done"
    ])
  })

  it("shows rows, their rate, time, and how long a retry still waits", () => {
    const progress = afterRows(runAfter(busy), { asset: "validated", partition: fr, rows: 16_384 })
    assert.deepStrictEqual(progressLines(progress, 5_300, screen), [
      "✔ raw          2026-03-07/fr        245 rows               1.2s",
      "↻ raw          2026-03-07/gb  again in 57s (attempt 2): adzuna cannot be reach…",
      "⠹ validated    2026-03-07/fr     16,384 rows    4,096/s      4s",
      "· tfidf_model",
      "  1 of 4 steps done"
    ])
  })

  it("counts down, and says which attempt works", () => {
    const line = (now: number, events = busy) => progressLines(runAfter(events), now, screen)[1] ?? ""
    assert.include(line(2_000), "again in 60s")
    assert.include(line(61_001), "again in 1s")
    assert.include(line(70_000), "again in 0s")
    const again = [...busy, event("StepStarted", 62_000, ["raw", gb], { attempt: 2, reason: "" })]
    assert.match(line(65_000, again), /^. raw +2026-03-07\/gb + 3s {2}attempt 2$/)
    const done = [...again, event("StepEnded", 66_000, ["raw", gb], ended({ attempts: 2, durationMs: 66_000 }))]
    assert.match(line(66_000, done), /^✔ raw .* 245 rows +66s {2}2 attempts$/)
  })

  it("says why a step failed or was not run, and how many", () => {
    const failed = [
      ...busy,
      event("StepEnded", 3_000, ["raw", gb], ended({ status: "failed", error: unreachable, metadata: {} })),
      event(
        "StepEnded",
        3_000,
        ["tfidf_model", null],
        ended({ status: "unchanged", reason: "its inputs are as before" })
      )
    ]
    const lines = progressLines(runAfter(failed), 3_000, screen)
    assert.strictEqual(lines[1], "✘ raw          2026-03-07/gb  failed: adzuna cannot be reached (503)")
    assert.match(lines[3] ?? "", /^– tfidf_model +unchanged: its inputs are as before$/)
    assert.strictEqual(lines[4], "  3 of 4 steps done, 1 failed or blocked")
  })

  it("shows what is at work where the terminal is too low for all", () => {
    assert.deepStrictEqual(
      progressLines(runAfter(busy), 2_000, { ...screen, rows: 4 }).map((line) => line.slice(2, 28).trim()),
      ["raw          2026-03-07/gb", "validated    2026-03-07/fr", "1 of 4 steps done, 2 not s"]
    )
  })

  it("is never wider than the terminal, nor more than it has lines", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 120 }), fc.integer({ min: 3, max: 30 }), (columns, rows) => {
        const lines = progressLines(runAfter(busy), 5_300, { columns, rows, paint: plain })
        assert.isTrue(lines.every((line) => CliOutput.displayWidth(line) <= columns))
        assert.isAtMost(lines.length, Math.max(2, rows))
      })
    )
  })

  it("paints by meaning, and says the same without", () => {
    const marked = progressLines(runAfter(busy), 2_000, { ...screen, paint: (tone, text) => `<${tone}>${text}` })
    assert.isTrue(marked[0]?.startsWith("<good>✔"))
    assert.isTrue(marked[1]?.startsWith("<warning>↻"))
    assert.isTrue(marked[2]?.startsWith("<active>"))
    assert.deepStrictEqual(
      marked.map((line) => line.replaceAll(/<\w+>/g, "")),
      [...progressLines(runAfter(busy), 2_000, screen)]
    )
  })
})

describe("a text on one line", () => {
  it("is cut to cells, not letters", () => {
    assert.strictEqual(fitted("ファイル", 5), "ファ…")
    assert.strictEqual(fitted("one\n  two", 20), "one two")
    assert.strictEqual(fitted("ads", 3), "ads")
  })
})
