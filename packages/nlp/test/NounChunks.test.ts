import { assert, describe, it } from "@effect/vitest"
import { nounChunks, nounChunksVersion } from "@jobgraph/nlp/NounChunks"
import * as fc from "fast-check"
import manifest from "../package.json" with { type: "json" }
import { assertLinear } from "./assertLinear.ts"

describe("nounChunks", () => {
  it("finds the noun phrases of an English text, as written", () => {
    assert.includeMembers(
      [...nounChunks("You will build scalable data pipelines with our SQL developer, in C++ or Node.js.", "en")],
      ["scalable data pipelines", "SQL developer", "C++", "Node.js"]
    )
  })

  it("names each phrase once", () => {
    const text = "We maintain the data pipelines. The data pipelines are ours."
    assert.strictEqual(nounChunks(text, "en").filter((chunk) => chunk === "data pipelines").length, 1)
  })

  it("finds nothing in other languages, where the tagger would be wrong", () => {
    assert.deepStrictEqual(nounChunks("Nous recherchons un développeur confirmé", "fr"), [])
    assert.deepStrictEqual(nounChunks("We need a developer", null), [])
  })

  it("finds phrases of at most five words that stand in the text", () => {
    const words = [
      "senior",
      "data",
      "engineer",
      "the",
      "runs",
      "C++",
      "Node.js",
      "-",
      "full-stack",
      "http://x.y",
      "é",
      "…",
      "12",
      "team's",
      "\n"
    ]
    const text = fc.oneof(
      fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((some) => some.join(" ")),
      fc.string({ unit: "binary", maxLength: 200 })
    )
    fc.assert(
      fc.property(text, (some) => {
        for (const chunk of nounChunks(some, "en")) {
          assert.match(chunk, /\p{L}/u)
          assert.isAtMost(chunk.split(" ").length, 5)
        }
      }),
      { numRuns: 1_000 }
    )
  })

  it.each(["http://", "a", "- ", "'", "+", "_", "1.", "x@y.z "])(
    "reads 10 times the text %j in about 10 times the time at most",
    (unit) => assertLinear((text) => nounChunks(text, "en"), unit, 100_000)
  )

  it("names the versions of the packages that decide", () => {
    const { "wink-eng-lite-web-model": model, "wink-nlp": wink } = manifest.dependencies
    assert.include(nounChunksVersion, `wink-nlp@${wink} wink-eng-lite-web-model@${model}`)
  })
})
