/**
 * Real recorded values with the output that a careful reader expects.
 *
 * The texts belong to the advertisers and are no part of this project: the file
 * is found through `JOBGRAPH_CASES`, and the tests are skipped where it is absent.
 */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { contractOf } from "../../src/enriched/Contract.ts"
import { parseSalary, salaryOfAd } from "../../src/enriched/Salary.ts"
import { cleanText, cleanTitle } from "../../src/enriched/Text.ts"
import { canonicalUrl, jobIdentity } from "../../src/raw/Identity.ts"
import { validateRows } from "../../src/validated/validateRows.ts"
import { rawAd, validateContext } from "../validated/fixtures.ts"
import { recordedPath } from "./location/recorded.ts"

const path = recordedPath("JOBGRAPH_CASES", "shared/spec/cases.json")

const Case = Schema.Struct({
  id: Schema.String,
  kind: Schema.String,
  file: Schema.String,
  input: Schema.Unknown,
  expect: Schema.Record(Schema.String, Schema.Unknown),
  arguable: Schema.Boolean
})
type Case = typeof Case.Type
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ cases: Schema.Array(Case) })))
const cases = path === null ? [] : decode(readFileSync(path, "utf8")).cases
const ofKind = (kind: string) => cases.filter((one) => one.kind === kind)

/** Fields of a salary under the names of the cases. */
const asExpected = (salary: ReturnType<typeof parseSalary>): Readonly<Record<string, unknown>> => ({
  min: salary.min,
  max: salary.max,
  currency: salary.currency,
  period: salary.period,
  annual_min: salary.annualMin,
  annual_max: salary.annualMax
})

/** A stated unit that cannot be right may be corrected as the case says, or dropped; it must be marked. */
const assertSalary = ({ expect }: Case, salary: ReturnType<typeof parseSalary>) => {
  const fields = asExpected(salary)
  const wanted = Object.keys(fields).filter((field) => field in expect)
  if (expect.suspect_unit === true) {
    assert.isTrue(salary.suspect)
    if (salary.min === null && salary.max === null) {
      return
    }
  }
  for (const field of wanted) {
    assert.strictEqual(fields[field], expect[field], field)
  }
}

const StructuredInput = Schema.Struct({
  salary_min: Schema.NullOr(Schema.Union([Schema.Finite, Schema.String])),
  salary_max: Schema.NullOr(Schema.Union([Schema.Finite, Schema.String])),
  salary_is_predicted: Schema.NullOr(Schema.String),
  title: Schema.String,
  description: Schema.String
})
const decodeStructured = Schema.decodeUnknownSync(StructuredInput)
const marketOf = ({ file }: Case) => (/_gb_/.test(file) ? "gb" : /_us_/.test(file) ? "us" : "fr")

const folded = (text: unknown) => String(text).toLowerCase().replace(/\s+/g, " ").trim()

describe.skipIf(cases.length === 0)("the recorded cases (skipped without JOBGRAPH_CASES)", () => {
  it.each(ofKind("salary"))("salary $id", (one) => {
    assertSalary(one, parseSalary(String(one.input)))
  })

  it.each(ofKind("salary_structured"))("salary of an ad $id", (one) => {
    const salary = salaryOfAd({ country: marketOf(one), ...decodeStructured(one.input) })
    assertSalary(one, salary)
    assert.strictEqual(salary.predicted, one.expect.predicted)
  })

  it.each(ofKind("title"))("title $id", (one) => {
    const title = String(one.input)
    assert.strictEqual(folded(cleanTitle(title)), folded(one.expect.clean))
    const { rows } = validateRows([rawAd({ title })], validateContext({ titleMinLength: 2 }))
    assert.strictEqual(rows.length === 1, one.expect.keep)
    const contract = contractOf({ title, description: null })
    const types = new Map([
      ["CDD", "fixed_term"],
      ["interim", "temporary"]
    ])
    if ("contract" in one.expect) {
      assert.strictEqual(contract.contractType, types.get(String(one.expect.contract)))
    }
    if ("remote" in one.expect) {
      assert.strictEqual(contract.remoteShare === 1, one.expect.remote)
    }
  })

  it.each(ofKind("text_clean"))("text $id", (one) => {
    assert.strictEqual(cleanText(String(one.input)), one.expect.text)
  })

  it.each(ofKind("identity"))("identity $id", (one) => {
    const { a, b } = Schema.decodeUnknownSync(Schema.Struct({ a: Schema.String, b: Schema.String }))(one.input)
    const isUrl = canonicalUrl(a) !== null
    const identity = (value: string) =>
      jobIdentity({
        source: "adzuna",
        country: "de",
        id: isUrl ? null : value,
        url: isUrl ? value : null,
        title: "Comptable",
        company: null
      })
    assert.strictEqual(identity(a) === identity(b), one.expect.same_ad)
  })
})
