import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { cleanCompany } from "../../src/enriched/Company.ts"
import { assertLinear } from "./linear.ts"

describe("cleanCompany", () => {
  it.each([
    ["Orme  &amp; Fils ", "Orme & Fils"],
    ["Orme, Inc - Glassdoor ✪ 4.6", "Orme, Inc"],
    ["Orme financement • Page officielle", "Orme financement"],
    ["TBWA\\GROUPE", "TBWA\\GROUPE"],
    ["4.2★ Orme", "4.2★ Orme"],
    ["Orme ★★★ 4,5/5", "Orme"],
    ["Confidentiel", null],
    ["Entreprise confidentielle", null],
    ["undefined", null],
    ["N/A", null],
    ["-", null],
    [" ", null],
    [null, null]
  ])("makes of %j %j", (name, company) => {
    assert.strictEqual(cleanCompany(name), company)
  })

  it("never throws on 100,000 strings and takes time in proportion to their length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => cleanCompany(name) !== ""),
      { numRuns: 100_000 }
    )
    assertLinear(cleanCompany, [" ", "•", "- Glassdoor", "✪", "."])
  })
})
