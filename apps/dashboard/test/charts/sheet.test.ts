import { assert, describe, it } from "vitest"
import { csvOf, fileNameOf } from "../../src/charts/sheet.ts"

describe("a chart's file", () => {
  it("holds the rows as RFC 4180 has them, and nothing that a spreadsheet would run", () => {
    assert.strictEqual(
      csvOf({
        columns: ["company", "n", "p50"],
        rows: [
          ['Acme, "Inc."', 3, null],
          ["=HYPERLINK(1)", 5, 52_000.5],
          ["@x\ny", -1, 0]
        ]
      }),
      `company,n,p50\n"Acme, ""Inc.""",3,\n'=HYPERLINK(1),5,52000.5\n"'@x\ny",-1,0\n`
    )
  })

  it("is named after what is in it", () => {
    assert.strictEqual(
      fileNameOf(["pay by city", "city Évry / Lyon", "", "../..", "n 61"]),
      "pay-by-city_city-Évry-Lyon_n-61.csv"
    )
  })
})
