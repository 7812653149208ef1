import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { commands } from "../../apps/dashboard/src/commands.ts"
import { shellWords, unknownIn } from "../reference/commandLines.ts"
import { root } from "./documents.ts"

const source = join(root, "apps/dashboard/src")

const shown = Object.values(commands).map((command) => (typeof command === "string" ? command : command("a name's")))

describe("the commands that the page names by itself", () => {
  it.effect.each(shown.map((line) => ({ line })))("are there: $line", ({ line }) =>
    Effect.gen(function* () {
      const [program, ...words] = shellWords(line)
      assert.strictEqual(program, "runner")
      assert.deepStrictEqual(yield* unknownIn(words), [])
    })
  )

  it.effect("would be found out if there were none", () =>
    Effect.gen(function* () {
      assert.isNotEmpty(yield* unknownIn(["materialise", "--all"]))
      assert.isNotEmpty(yield* unknownIn(["runs", "shew", "x"]))
      assert.isNotEmpty(yield* unknownIn(["materialize", "--everything"]))
    })
  )

  it("stand in one file", () => {
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file))
    assert.isAbove(files.length, 100)
    const others = files.filter(
      (file) => file !== "commands.ts" && /["'`>]runner [a-z]/.test(readFileSync(join(source, file), "utf8"))
    )
    assert.deepStrictEqual(others, [])
  })
})
