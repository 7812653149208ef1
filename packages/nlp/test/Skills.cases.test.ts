import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { extractSkills } from "@jobgraph/nlp/Skills"
import { Schema } from "effect"

/** Recorded cases that stay outside the project: the texts belong to the advertisers. */
const path = process.env.JOBGRAPH_CASES ?? fileURLToPath(new URL("../../../../shared/spec/cases.json", import.meta.url))

const SkillCase = Schema.Struct({
  id: Schema.String,
  kind: Schema.Literal("skills"),
  input: Schema.String,
  expect: Schema.Struct({ must: Schema.Array(Schema.String), must_not: Schema.Array(Schema.String) })
})
const Cases = Schema.fromJsonString(
  Schema.Struct({ cases: Schema.Array(Schema.Union([SkillCase, Schema.Struct({ kind: Schema.String })])) })
)

const cases = existsSync(path)
  ? Schema.decodeUnknownSync(Cases)(readFileSync(path, "utf8")).cases.filter((one) => "id" in one)
  : []

describe("extractSkills, on the recorded cases", () => {
  if (cases.length === 0) {
    it.skip(`needs the recorded cases: set JOBGRAPH_CASES (not found at ${path})`, () => undefined)
  }
  it.each(cases)("$id: reads $input", ({ expect, input }) => {
    const found = extractSkills(input)
    assert.deepStrictEqual(
      {
        missed: expect.must.filter((name) => !found.includes(name)),
        wrong: expect.must_not.filter((name) => found.includes(name))
      },
      { missed: [], wrong: [] }
    )
  })
})
