import { assert, describe, it } from "@effect/vitest"
import { nounChunks } from "@jobgraph/nlp/NounChunks"
import * as fc from "fast-check"

const words =
  "You will build scalable data pipelines with our SQL developer , in C++ or Node.js . - é … 12 team's \n http://a"

describe("nounChunks, for any text", () => {
  it("gives phrases of one to five words for 100,000 texts", () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...words.split(" ")), { maxLength: 10 }).map((some) => some.join(" ")),
      fc.string({ unit: "binary", maxLength: 40 })
    )
    fc.assert(
      fc.property(text, (some) =>
        nounChunks(some, "en").every((phrase) => /\p{L}/u.test(phrase) && phrase.split(" ").length <= 5)
      ),
      { numRuns: 100_000 }
    )
    assert.deepStrictEqual(nounChunks(words, "fr"), [])
  }, 300_000)
})
