import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { allCommands } from "../reference/help.ts"
import { documents } from "../reference/json/commands.ts"

describe("what --json prints", () => {
  it.effect("has a schema for every command that takes the flag, and for no other", () =>
    Effect.gen(function* () {
      const commands = yield* allCommands()
      const printing = commands.filter(({ help }) => help.flags.some(({ name }) => name === "json"))
      const described = new Set(Object.keys(documents).map((name) => name.replace(/ (--.*|[A-Z]+)$/, "")))
      assert.deepStrictEqual([...described].sort(), printing.map(({ words }) => words.join(" ")).sort())
    })
  )

  it.each(Object.entries(documents))("can be told as a JSON Schema: %s", (_, document) => {
    const { schema } = Schema.toJsonSchemaDocument(document)
    assert.strictEqual(schema["type"], "object")
  })
})
