import { assert, describe, it } from "@effect/vitest"
import { foldedHelp } from "../../src/print/helpText.ts"

const help = [
  "USAGE",
  "  runner <subcommand> [flags]",
  "  plan      Show what would be materialized, what would not, and why",
  "  --completions <bash|zsh|fish>    Print a script for the shell"
].join("\n")

describe("help", () => {
  it("goes on below its description, or below its name where little room is left", () => {
    assert.strictEqual(
      foldedHelp(help, 44),
      [
        "USAGE",
        "  runner <subcommand> [flags]",
        "  plan      Show what would be materialized,",
        "            what would not, and why",
        "  --completions <bash|zsh|fish>",
        "      Print a script for the shell"
      ].join("\n")
    )
  })

  it("is as it is where it fits, and in a pipe", () => {
    assert.strictEqual(foldedHelp(help, 80), help)
    assert.strictEqual(foldedHelp(help), help)
  })
})
