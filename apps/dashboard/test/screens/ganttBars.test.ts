import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { axisOf, barOf, ticksOf } from "../../src/screens/run/ganttBars.ts"

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 8) + seconds * 1_000).toISOString()

describe("the bars of a run", () => {
  const run = { startedAt: at(0), endedAt: at(10), queuedAt: null }

  it("lie where the steps' time lies in the run's", () => {
    const axis = axisOf(run, [], Date.parse(at(99)))
    assert.deepStrictEqual(barOf({ startedAt: at(2), endedAt: at(5) }, axis), { start: 0.2, end: 0.5 })
    assert.isNull(barOf({ startedAt: null, endedAt: null }, axis))
  })

  it("reach to now while the run goes on", () => {
    const axis = axisOf({ ...run, endedAt: null }, [], Date.parse(at(20)))
    assert.deepStrictEqual(barOf({ startedAt: at(5), endedAt: null }, axis), { start: 0.25, end: 1 })
  })

  it("begin with the wait in the queue", () => {
    const axis = axisOf({ ...run, queuedAt: at(-10) }, [], Date.parse(at(99)))
    assert.deepStrictEqual(barOf({ startedAt: at(0), endedAt: at(10) }, axis), { start: 0.5, end: 1 })
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
