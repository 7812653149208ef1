import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { choice, flag, list, read, text, write } from "../../src/url/parameters.ts"

const shape = { q: text(), view: choice(["list", "grid"], "list"), only: flag, names: list }
const values = fc.record({
  q: fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
  view: fc.constantFrom("list" as const, "grid" as const),
  only: fc.boolean(),
  names: fc.array(fc.string({ unit: "binary", minLength: 1 }).map((text) => text.toWellFormed()))
})

describe("the parameters of a URL", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(values, (values) => assert.deepStrictEqual(read(shape, write(shape, "", values)).values, values))
    )
  })

  it("are left out where they say nothing new", () => {
    assert.strictEqual(write(shape, "q=spark&view=grid", { q: "", view: "list", only: false, names: [] }), "")
  })

  it("leave those of others alone", () => {
    assert.strictEqual(write(shape, "partition=2026-01-08/fr&q=a", { q: "b" }), "partition=2026-01-08/fr&q=b")
  })

  it("name the ones that make no sense, and fall back", () => {
    const { values, unreadable } = read(shape, "view=picture&only=perhaps&q=a")
    assert.deepStrictEqual(unreadable, ["view", "only"])
    assert.deepStrictEqual(values, { q: "a", view: "list", only: false, names: [] })
  })
})
