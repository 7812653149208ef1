import { assert, describe, it } from "@effect/vitest"
import { Defaulted } from "../../../src/source/AdzunaPage.ts"
import { decodeRecord } from "../../../src/source/file/FileRecord.ts"
import { assertLinear } from "../../enriched/linear.ts"

describe("decodeRecord", () => {
  it("counts a value that has no text, and reads the rest", () => {
    const defaulted = new Defaulted()
    const read = decodeRecord({ title: "A", salary_is_predicted: { toString: null } }, { market: "fr" }, defaulted)
    assert.deepInclude(read, { title: "A", salary_is_predicted: false })
    assert.deepStrictEqual(defaulted.byField, { salary_is_predicted: 1 })
  })

  it("takes time in proportion to the length of a cell", () => {
    assertLinear(
      (cell) =>
        decodeRecord(
          { title: cell, area: cell, location: `{${cell}`, salary_min: cell },
          { market: "fr" },
          new Defaulted()
        ),
      ["a", " ", "'", "\\'", '"', "['a', ", "'display_name': '", "'display_name': \"", "1", "_", ".a", "é"]
    )
  })
})
