import { assert, describe, it } from "@effect/vitest"
import { rejectsText } from "../../src/print/rejectsText.ts"

describe("rejects for people", () => {
  it("say where, which rule and why, then the record without what is empty or long", () => {
    const row = { id: "7", title: null, company: "", area: ["France"], description: "é".repeat(80), salary: { min: 3 } }
    assert.strictEqual(
      rejectsText([{ partition: "2026-01-08/fr", rule: "missing_job_title", reason: "the ad has no title", row }]),
      [
        "2026-01-08/fr  missing_job_title: the ad has no title",
        `  id: "7", description: "${"é".repeat(59)}…", salary: {"min":3}`,
        "1 reject; in full with --json."
      ].join("\n")
    )
  })

  it("show a record that is no object as it is", () => {
    assert.include(
      rejectsText([{ partition: null, rule: "not_an_ad", reason: "it is a list", row: [1, 2] }]),
      "not_an_ad: it is a list\n  [1,2]\n"
    )
  })

  it("say that there are none", () => {
    assert.strictEqual(rejectsText([]), "Nothing was rejected.")
  })
})
