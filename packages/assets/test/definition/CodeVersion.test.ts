import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as CodeVersion from "../../src/definition/CodeVersion.ts"

describe("CodeVersion.of", () => {
  it("is the version itself where nothing is included", () => {
    assert.strictEqual(CodeVersion.of("3"), "3")
    assert.strictEqual(CodeVersion.of("3", {}), "3")
  })

  it("reads as the version and eight digits", () => {
    assert.match(CodeVersion.of("3", { skills: "a" }), /^3\+[0-9a-f]{8}$/)
  })

  it("does not depend on the order in which the includes are written", () => {
    assert.strictEqual(CodeVersion.of("3", { a: "1", b: "2" }), CodeVersion.of("3", { b: "2", a: "1" }))
  })

  it("changes with every name and every version, and with nothing else", () => {
    const includes = fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 })
    fc.assert(
      fc.property(includes, includes, (a, b) => {
        const isEqual = JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
        assert.strictEqual(CodeVersion.of("3", a) === CodeVersion.of("3", b), isEqual)
      })
    )
    assert.notStrictEqual(CodeVersion.of("3", { ab: "c" }), CodeVersion.of("3", { a: "bc" }))
    assert.notStrictEqual(CodeVersion.of("3", { a: "1" }), CodeVersion.of("4", { a: "1" }))
  })
})
