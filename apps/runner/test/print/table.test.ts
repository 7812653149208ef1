import { assert, describe, it } from "@effect/vitest"
import { CliOutput } from "effect/cli"
import * as fc from "fast-check"
import { table } from "../../src/print/table.ts"

const headings = [{ heading: "asset" }, { heading: "rows", align: "right" }, { heading: "why" }] as const

describe("a table", () => {
  it("aligns its cells under headings in capitals", () => {
    assert.strictEqual(
      table(headings, [
        ["raw", "249", ""],
        ["validated", "7", "raw has new data"]
      ]),
      ["ASSET      ROWS  WHY", "raw         249", "validated     7  raw has new data"].join("\n")
    )
  })

  it("counts what a terminal shows, not characters", () => {
    assert.strictEqual(
      table(
        [{ heading: "a" }, { heading: "b" }],
        [
          ["日本", "x"],
          ["e\u0301", "y"]
        ]
      ),
      ["A     B", "日本  x", "e\u0301     y"].join("\n")
    )
  })

  it("keeps a cell on its line, whatever it holds", () => {
    assert.strictEqual(table([{ heading: "why" }], [["Missing key\n  at x"]]), "WHY\nMissing key at x")
  })

  it("breaks the last column between words where the terminal is too narrow", () => {
    assert.strictEqual(
      table(headings, [["raw", "1", "its code changed, and so did its configuration"]], 40),
      ["ASSET  ROWS  WHY", "raw       1  its code changed, and so", "             did its configuration"].join("\n")
    )
  })

  it("leaves a word that is too long whole, and never makes a column too narrow to read", () => {
    const path = `/${"x".repeat(50)}`
    assert.strictEqual(
      table(headings, [["raw", "1", `the file ${path} is gone`]], 10),
      ["ASSET", "       ROWS  WHY", "raw", "       1", "       the file", `       ${path}`, "       is gone"].join("\n")
    )
  })

  it("leaves out a column without cells, and a spare one where the terminal is too narrow for it", () => {
    const columns = [{ heading: "asset" }, { heading: "run", spare: 1 }, { heading: "tries" }, { heading: "why" }]
    const rows = [["raw", "01a20a69-8ed3", "", "its configuration has changed"]]
    assert.strictEqual(
      table(columns, rows),
      ["ASSET  RUN            WHY", "raw    01a20a69-8ed3  its configuration has changed"].join("\n")
    )
    assert.strictEqual(table(columns, rows, 40), ["ASSET  WHY", "raw    its configuration has changed"].join("\n"))
  })

  it("sets the columns that do not fit below the second one, and never parts a figure from its unit", () => {
    const columns = ["batch date", "stage", "most", "error"].map((heading) => ({ heading }))
    assert.strictEqual(
      table(columns, [["2026-01-08", "vectorize", "12,345,678 MB", "it was filled up to 99.5 %"]], 30),
      [
        "BATCH DATE  STAGE",
        "            MOST  ERROR",
        "2026-01-08  vectorize",
        "            12,345,678 MB",
        "            it was filled up to",
        "            99.5 %"
      ].join("\n")
    )
  })

  it("loses no word and passes no width, in any terminal", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 120 }), (words, width) => {
        const lines = table(headings, [["raw", "1", words.join(" ")]], width).split("\n")
        assert.deepStrictEqual(lines.slice(1).join(" ").split(/\s+/), ["raw", "1", ...words])
        assert.isTrue(lines.every((line) => CliOutput.displayWidth(line) <= width))
      })
    )
  })
})
