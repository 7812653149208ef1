import { assert, describe, it } from "@effect/vitest"
import { validationReport, validationReportText } from "../../src/validated/ValidationReport.ts"
import { validateRows } from "../../src/validated/validateRows.ts"
import { rawAd, validateContext } from "./fixtures.ts"

describe("validationReportText", () => {
  it("prints the specification's lines in the order of its rules", () => {
    const report = validationReport({
      total: 245,
      valid: 231,
      "rejected.url_format": 5,
      "rejected.malformed": 2,
      "rejected.title_length": 4,
      "rejected.missing_job_title": 3
    })
    assert.strictEqual(
      validationReportText(report),
      `Total records: 245
Valid records: 231
Failed validation: 14
  - Missing job_title: 3
  - Title length: 4
  - Invalid URL: 5
  - Other: 2
Pass rate: 94.3%`
    )
  })

  it("puts repairs under a heading of their own, from the counts of real rows", () => {
    const rows = [rawAd({ created: "?", location: null }), rawAd({ created: "x" }), rawAd({ title: null })]
    assert.strictEqual(
      validationReportText(validationReport(validateRows(rows, validateContext()).counts)),
      `Total records: 3
Valid records: 2
Failed validation: 1
  - Missing job_title: 1
Pass rate: 66.7%
Repaired values: 3
  - Invalid date, set to the batch date: 2
  - Missing location, set to the unknown one: 1`
    )
  })

  it("has no pass rate for no records", () => {
    assert.strictEqual(
      validationReportText(validationReport({})),
      "Total records: 0\nValid records: 0\nFailed validation: 0\nPass rate: n/a"
    )
  })
})
