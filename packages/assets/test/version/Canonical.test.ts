import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { canonicalJson, hashJson, sha256 } from "../../src/version/Canonical.ts"

describe("canonicalJson", () => {
  it("sorts keys at every depth and writes no spaces", () => {
    assert.strictEqual(
      canonicalJson({ b: [{ d: 1, c: null }], a: { z: "é", "10": true, "9": -0 } }),
      '{"a":{"10":true,"9":0,"z":"é"},"b":[{"c":null,"d":1}]}'
    )
  })

  it("keeps the order of arrays", () => {
    assert.notStrictEqual(canonicalJson([1, 2]), canonicalJson([2, 1]))
  })

  it("writes what is absent as null", () => {
    assert.strictEqual(canonicalJson(undefined), "null")
  })

  it("is read back as the same value", () => {
    fc.assert(
      fc.property(json, (value) => {
        assert.deepStrictEqual(JSON.parse(canonicalJson(value)), value)
      })
    )
  })

  it("does not depend on the order in which keys were set", () => {
    fc.assert(
      fc.property(json, (value) => {
        assert.strictEqual(canonicalJson(backwards(value)), canonicalJson(value))
      })
    )
  })
})

describe("hashJson", () => {
  it("is the SHA-256 of the canonical text", () => {
    assert.strictEqual(hashJson({}), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
    assert.strictEqual(hashJson({}), sha256(new TextEncoder().encode("{}")))
  })

  it("is equal exactly where the values are equal", () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        assert.strictEqual(hashJson(a) === hashJson(b), canonicalJson(a) === canonicalJson(b))
      })
    )
  })
})

/** JSON as it comes from a file: without −0, which the text cannot tell from 0. */
const json = fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value)))

/** The same value, the keys of each object set in the opposite order. */
const backwards = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(backwards)
    : isRecord(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, field]) => [key, backwards(field)])
        )
      : value

type Json = Parameters<typeof hashJson>[0]

const isRecord = (value: Json): value is Readonly<Record<string, Json>> => typeof value === "object" && value !== null
