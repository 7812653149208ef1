import { assert, describe, it } from "@effect/vitest"
import * as State from "@jobgraph/assets/State"
import { materialization } from "@jobgraph/assets/testing/records"
import { estimateOf } from "../../src/plan/estimates.ts"

/** A version of `raw` of a day of January that took so many seconds. */
const version = (day: number, rows: number, seconds: number) =>
  materialization({
    asset: "raw",
    partition: `2026-01-0${day}/fr`,
    rows,
    startedAt: day * 1_000_000,
    endedAt: day * 1_000_000 + seconds * 1_000
  })

const state = State.make([version(1, 100, 1), version(2, 300, 9), version(3, 200, 2)])

describe("the estimate of a step", () => {
  it("is what its partition came to last", () => {
    const step = { asset: "raw", partition: "2026-01-02/fr" }
    assert.deepStrictEqual(estimateOf(step, state), { rows: 300, durationMs: 9_000 })
  })

  it("is the median of the asset's other partitions for a new one", () => {
    const step = { asset: "raw", partition: "2026-01-09/fr" }
    assert.deepStrictEqual(estimateOf(step, state), { rows: 200, durationMs: 2_000 })
  })

  it("is not known for an asset that was never made", () => {
    assert.isNull(estimateOf({ asset: "enriched", partition: "2026-01-02/fr" }, state))
  })
})
