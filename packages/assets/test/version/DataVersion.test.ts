import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import type { Part } from "../../src/artifact/Manifest.ts"
import * as DataVersion from "../../src/version/DataVersion.ts"

const part = (fields: Partial<Part> = {}): Part => ({ name: null, hash: "aa", rows: 8192, bytes: 900, ...fields })

describe("ofParts", () => {
  it("is a SHA-256 in hexadecimal", () => {
    assert.match(DataVersion.ofParts("1", []), /^[0-9a-f]{64}$/)
  })

  it.each([
    ["the schema's version", "2", [part(), part({ hash: "bb" })]],
    ["a part's content", "1", [part(), part({ hash: "bc" })]],
    ["a part's name", "1", [part(), part({ hash: "bb", name: "model" })]],
    ["the order of parts", "1", [part({ hash: "bb" }), part()]],
    ["one part more", "1", [part(), part({ hash: "bb" }), part()]],
    ["one part less", "1", [part()]]
  ] as const)("changes with %s", (_, version, parts) => {
    assert.notStrictEqual(DataVersion.ofParts(version, parts), DataVersion.ofParts("1", [part(), part({ hash: "bb" })]))
  })

  it("does not change with files that only make the next version faster", () => {
    const files = [part({ name: "model" }), part({ name: "cache/sums", hash: "cc" })]
    assert.strictEqual(DataVersion.ofParts("1", files), DataVersion.ofParts("1", [part({ name: "model" })]))
  })

  it("does not change with what follows from the content", () => {
    assert.strictEqual(DataVersion.ofParts("1", [part({ rows: 1, bytes: 2 })]), DataVersion.ofParts("1", [part()]))
  })

  it("tells names from hashes, and parts from each other", () => {
    const parts = fc.array(
      fc.record({ name: fc.option(fc.constantFrom("a", "aa", "")), hash: fc.constantFrom("a", "aa", "") })
    )
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const isEqual = JSON.stringify(a) === JSON.stringify(b)
        assert.strictEqual(DataVersion.ofParts("1", a.map(part)) === DataVersion.ofParts("1", b.map(part)), isEqual)
      })
    )
  })
})

describe("ofAll", () => {
  const versions = fc.uniqueArray(
    fc.record({ partition: fc.constantFrom(null, "a", "b", "c"), dataVersion: fc.constantFrom("1", "2") }),
    { selector: ({ partition }) => partition }
  )

  it("does not depend on the order in which the partitions are listed", () => {
    fc.assert(
      fc.property(versions, (all) => {
        assert.strictEqual(DataVersion.ofAll([...all].reverse()), DataVersion.ofAll(all))
      })
    )
  })

  it("changes with every partition and every data version", () => {
    const sorted = (all: ReadonlyArray<object>) => JSON.stringify(all.map((each) => JSON.stringify(each)).sort())
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        assert.strictEqual(DataVersion.ofAll(a) === DataVersion.ofAll(b), sorted(a) === sorted(b))
      })
    )
  })

  it("leaves the list that it is given as it is", () => {
    const all = Object.freeze([
      { partition: "b", dataVersion: "1" },
      { partition: "a", dataVersion: "1" }
    ])
    DataVersion.ofAll(all)
    assert.deepStrictEqual(
      all.map(({ partition }) => partition),
      ["b", "a"]
    )
  })
})
