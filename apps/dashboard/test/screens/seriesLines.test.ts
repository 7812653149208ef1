import { assert, describe, it } from "vitest"
import { linesOf } from "../../src/screens/asset/seriesLines.ts"

const point = (partition: string | null, value: number, runId = "r1") => ({
  ...{ at: "2026-01-09T00:00:00Z", partition, runId, value }
})

describe("the lines of a figure", () => {
  it("are one a market over the days of all, with a gap where a market has none", () => {
    const points = [point("2026-01-07/fr", 1), point("2026-01-08/fr", 2), point("2026-01-08/gb", 9)]
    assert.deepStrictEqual(linesOf(points, "Rows"), {
      xs: ["2026-01-07", "2026-01-08"],
      series: [
        { key: "fr", values: [1, 2] },
        { key: "gb", values: [null, 9] }
      ]
    })
  })

  it("are one of all versions where there is one market, or none", () => {
    const { series, xs } = linesOf([point("2026-01-08/fr", 1), point("2026-01-08/fr", 2, "r2")], "Rows")
    assert.strictEqual(xs.length, 2)
    assert.deepStrictEqual(series, [{ key: "fr", values: [1, 2] }])
    assert.deepStrictEqual(linesOf([point(null, 5)], "Features").series, [{ key: "Features", values: [5] }])
  })

  it("are no more than can be told apart", () => {
    const markets = ["at", "be", "ch", "de", "es", "fr", "gb"]
    assert.strictEqual(
      linesOf(
        markets.map((market) => point(`2026-01-08/${market}`, 1)),
        "Rows"
      ).series.length,
      6
    )
  })
})
