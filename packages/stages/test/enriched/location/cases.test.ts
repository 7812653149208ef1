import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { standardizeLocation } from "../../../src/enriched/Location.ts"
import { recordedPath } from "./recorded.ts"

const Case = Schema.Struct({
  id: Schema.String,
  kind: Schema.String,
  input: Schema.Unknown,
  context: Schema.NullOr(
    Schema.Struct({ area: Schema.optionalKey(Schema.Array(Schema.String)), country: Schema.optionalKey(Schema.String) })
  ),
  expect: Schema.Unknown
})
const Cases = Schema.fromJsonString(Schema.Struct({ cases: Schema.Array(Schema.Struct({ kind: Schema.String })) }))
const LocationCases = Schema.fromJsonString(Schema.Struct({ cases: Schema.Array(Schema.Unknown) }))
const Expected = Schema.Record(Schema.String, Schema.NullOr(Schema.String))

const path = recordedPath("JOBGRAPH_CASES", "shared/spec/cases.json")
const text = path === null ? '{"cases":[]}' : readFileSync(path, "utf8")
const kinds = Schema.decodeUnknownSync(Cases)(text).cases
const cases = Schema.decodeUnknownSync(LocationCases)(text).cases.filter((_, at) => kinds[at]?.kind === "location")

describe("standardizeLocation, on the cases of a careful reader", () => {
  if (cases.length === 0) it.skip("needs JOBGRAPH_CASES: cases.json was not found", () => undefined)

  for (const one of cases.map((value) => Schema.decodeUnknownSync(Case)(value))) {
    it(`agrees with ${one.id}`, () => {
      const location = standardizeLocation(Schema.decodeUnknownSync(Schema.String)(one.input), one.context ?? {})
      const expected = Schema.decodeUnknownSync(Expected)(one.expect)
      assert.deepStrictEqual({ ...location, ...expected }, location)
    })
  }
})
