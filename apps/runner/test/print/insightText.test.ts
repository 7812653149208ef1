import type { Insight } from "@jobgraph/db/insights/Insight"
import { assert, describe, it } from "vitest"
import { commandLine } from "../../src/insights/commandLine.ts"
import { insightText } from "../../src/print/insightText.ts"

const pay: Insight = {
  kind: "pay",
  by: "city",
  bucket: null,
  measure: null,
  unit: "EUR a year",
  window: { from: "2026-01-01", to: "2026-01-30" },
  rule: "The rule.",
  n: 1_204,
  before: 0,
  withPay: 409,
  excluded: { predicted: 61, suspect: 4, otherCurrency: 2 },
  minimumN: 5,
  sample: true,
  series: [],
  boxes: [
    { key: "Lyon", n: 61, p10: 30_000, p25: 40_000, p50: 46_000.4, p75: 52_000, p90: 60_000 },
    { key: "Nice", n: 3, p10: null, p25: null, p50: null, p75: null, p90: null }
  ],
  ranks: [],
  dataVersion: "x"
}

describe("figures on a terminal", () => {
  it("say what stands behind them, and where there are too few ads", () => {
    assert.strictEqual(
      insightText(pay),
      `1,204 ads posted from 2026-01-01 to 2026-01-30, all of them sample data
CITY   N     P10     P25  MEDIAN EUR A YEAR     P75     P90
Lyon  61  30,000  40,000             46,000  52,000  60,000
Nice   3                            too few
34.0 % of them state pay that counts; left out: 61 predicted, 4 suspect, 2 in another currency.
The rule.`
    )
  })

  it("stand side by side over time", () => {
    const series = [
      { key: "spark", n: 4, points: [["2026-01-29", 0.5, 1] as const, ["2026-01-30", null, 3] as const] },
      { key: "dbt", n: 1, points: [["2026-01-29", 0.25, 0] as const, ["2026-01-30", 0.1, 1] as const] }
    ]
    const text = insightText({ ...pay, kind: "demand", measure: "share", sample: false, series })
    assert.deepStrictEqual(text.split("\n").slice(1, 4), [
      "FROM        SPARK (4)  DBT (1)",
      "2026-01-29     50.0 %   25.0 %",
      "2026-01-30              10.0 %"
    ])
  })

  it("are asked for again by a command that any shell takes", () => {
    assert.strictEqual(
      commandLine({
        kind: "pay",
        filter: [{ field: { column: "company_name", type: "text" }, operator: "=", values: ["O'Neil, Ltd"] }],
        by: "contract",
        days: 90,
        suspect: true
      }),
      `runner insights pay --where 'company_name="O'\\''Neil, Ltd"' --by contract --days 90 --suspect`
    )
  })
})
