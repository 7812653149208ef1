import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import {
  axisOf,
  momentAt,
  type Piece,
  piecesOf,
  placeOf,
  readyAt,
  segmentsOf,
  ticksOf
} from "../../src/screens/run/ganttBars.ts"

const ms = (seconds: number) => Date.UTC(2026, 0, 8) + seconds * 1_000
const at = (seconds: number) => new Date(ms(seconds)).toISOString()
const error = { tag: "Unreachable", message: "It does not answer", transient: true }

/** A step of which each attempt takes some seconds: from, to (null while it goes on). */
const stepOf = (
  asset: string,
  ...attempts: ReadonlyArray<readonly [from: number, to: number | null, fails?: "fails"]>
) => ({
  asset,
  partition: "2026-01-08/fr",
  startedAt: attempts[0] === undefined ? null : at(attempts[0][0]),
  endedAt: attempts.at(-1)?.[1] === null ? null : at(attempts.at(-1)?.[1] ?? 0),
  attemptList: attempts.map(([from, to, fails]) => ({
    startedAt: at(from),
    endedAt: to === null ? null : at(to),
    waitUntil: null,
    error: fails === undefined ? null : error
  }))
})

const seconds = (pieces: ReadonlyArray<Piece>) =>
  pieces.map(({ kind, from, to }) => [kind, (from - ms(0)) / 1_000, (to - ms(0)) / 1_000])

describe("the axis of a run", () => {
  const run = { startedAt: at(0), endedAt: at(10), queuedAt: null }

  it("reaches from its beginning, or the queue, to its end, or to now", () => {
    assert.deepStrictEqual(axisOf(run, [], ms(99)), { from: ms(0), to: ms(10) })
    assert.deepStrictEqual(axisOf({ ...run, endedAt: null }, [], ms(20)), { from: ms(0), to: ms(20) })
    assert.deepStrictEqual(axisOf({ ...run, queuedAt: at(-10) }, [], ms(99)), { from: ms(-10), to: ms(10) })
  })
})

describe("the bars of a run", () => {
  it("show every attempt, and the waits before and between", () =>
    assert.deepStrictEqual(seconds(piecesOf(stepOf("raw", [2, 3, "fails"], [63, 65]), ms(0), ms(99))), [
      ["queue", 0, 2],
      ["failed", 2, 3],
      ["wait", 3, 63],
      ["run", 63, 65]
    ]))

  it("reach to now while the step runs", () =>
    assert.deepStrictEqual(seconds(piecesOf(stepOf("raw", [2, null]), ms(2), ms(7))), [["run", 2, 7]]))

  it("begin to wait when the last of what is read has ended", () => {
    const steps = [stepOf("raw", [0, 4]), stepOf("other", [0, 9]), stepOf("validated", [6, 7])]
    const edges = [{ from: "raw", to: "validated", mapping: "identical" }] as const
    assert.strictEqual(readyAt(stepOf("validated", [6, 7]), steps, edges, ms(0)), ms(4))
  })

  it("have at most nine ticks, all on the axis", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 * 86_400_000 }), (width) => {
        const ticks = ticksOf({ from: 0, to: width })
        assert.isTrue(ticks.length >= 1 && ticks.length <= 9)
        assert.isTrue(ticks.every((tick) => tick >= 0 && tick <= width))
      })
    )
  })
})

describe("idle time", () => {
  const piece = (from: number, to: number): Piece => ({ kind: "run", from: ms(from), to: ms(to) })
  const foldedIn = (to: number, pieces: ReadonlyArray<Piece>) =>
    segmentsOf({ from: ms(0), to: ms(to) }, pieces, true).filter(({ isFolded }) => isFolded).length

  it("is folded where it is long beside the work, but not a moment that nobody notices", () => {
    assert.strictEqual(foldedIn(62, [piece(0, 1), piece(61, 62)]), 1)
    assert.strictEqual(foldedIn(1, [piece(0, 0.1), piece(0.9, 1)]), 0)
  })

  const axis = { from: ms(0), to: ms(66) }
  const pieces = piecesOf(stepOf("raw", [0, 3, "fails"], [63, 66]), ms(0), ms(99))

  it("is folded, so that what ran has the room", () => {
    const segments = segmentsOf(axis, pieces, true)
    assert.deepStrictEqual(
      segments.map(({ isFolded }) => isFolded),
      [false, true, false]
    )
    assert.isAbove(placeOf(segments, ms(3)), 0.4)
    assert.isBelow(placeOf(segments, ms(63)), 0.6)
  })

  it("stays where it is not wanted folded, or is short", () => {
    assert.strictEqual(segmentsOf(axis, pieces, false).length, 1)
    assert.strictEqual(segmentsOf(axis, piecesOf(stepOf("raw", [1, 65]), ms(0), ms(99)), true).length, 1)
  })

  it("keeps the order of time, and finds each moment again", () => {
    const moments = fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(moments, (all) => {
        const sorted = all.toSorted((a, b) => a - b)
        const [first = 0] = sorted
        const end = sorted.at(-1) ?? 1
        const pieces = sorted.flatMap((from, index): ReadonlyArray<Piece> => {
          const to = sorted[index + 1]
          return index % 2 === 0 && to !== undefined ? [{ kind: "run", from, to }] : []
        })
        const segments = segmentsOf({ from: first, to: end }, pieces, true)
        const places = sorted.map((moment) => placeOf(segments, moment))
        assert.deepStrictEqual(
          places,
          places.toSorted((a, b) => a - b)
        )
        assert.approximately(segments.at(-1)?.end ?? 0, 1, 1e-9)
        for (const [index, moment] of sorted.entries()) {
          assert.approximately(momentAt(segments, places[index] ?? 0), moment, 1e-3 * (end - first))
        }
      })
    )
  })
})
