import { assert, describe, it } from "@effect/vitest"
import { CliError } from "effect/cli"
import { invocationText } from "../../src/print/invocationText.ts"

const invalid = (option: string, value: string, expected: string, kind: "flag" | "argument" = "flag") =>
  invocationText([new CliError.InvalidValue({ option, value, expected, kind })])

describe("a command line that is not understood", () => {
  it("names what a flag takes, and the choice that was meant", () => {
    assert.strictEqual(
      invalid("by", "citty", '"skill" | "city"'),
      '--by cannot be "citty"; did you mean city? It takes skill, city.'
    )
    assert.strictEqual(invalid("by", "xyz", '"skill" | "city"'), '--by cannot be "xyz". It takes skill, city.')
    assert.strictEqual(
      invalid("figures", "demnd", '"demand" | "pay"', "argument"),
      'figures cannot be "demnd"; did you mean demand? It takes demand, pay.'
    )
  })

  it("names the limits of a number", () => {
    assert.strictEqual(
      invalid("top", "0", "a whole number from 1 to 1,000"),
      '--top must be a whole number from 1 to 1,000, not "0".'
    )
    assert.strictEqual(
      invalid("top", "x", "Expected a string representing a finite number"),
      '--top must be a number, not "x".'
    )
  })

  it("says that a value is missing", () => {
    assert.strictEqual(invalid("host", "", "string"), "--host needs a value.")
  })
})
