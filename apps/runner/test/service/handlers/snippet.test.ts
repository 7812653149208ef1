import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { rangesOf, snippetOf } from "../../../src/service/handlers/snippet.ts"

const cut = (text: string, ranges: ReadonlyArray<readonly [number, number]>) =>
  ranges.map(([from, to]) => text.slice(from, to))

describe("a snippet", () => {
  it("is the text itself where that is short", () => {
    assert.deepStrictEqual(snippetOf("Rust in Lyon", [[0, 4]]), { text: "Rust in Lyon", ranges: [[0, 4]] })
  })

  it("shows the part with most of what was sought, cut between words", () => {
    const text = `python ${"one word after another ".repeat(30)}data engineer python ${"and more of them ".repeat(30)}`
    const { ranges, text: shown } = snippetOf(text, rangesOf(text, ["data", "engineer", "python"]))
    assert.deepStrictEqual(cut(shown, ranges), ["data", "engineer", "python"])
    assert.match(shown, /^… \w+ .* \w+ …$/)
  })

  it("holds words as they were typed, whatever they look like as a pattern", () => {
    assert.deepStrictEqual(cut("C++ (or c++) a.b axb", rangesOf("C++ (or c++) a.b axb", ["c++", "a.b"])), [
      "C++",
      "c++",
      "a.b"
    ])
  })

  it("marks of any text what its ranges mark there, and is never much longer than two lines", () => {
    const word = fc.oneof(fc.constantFrom("data", "engineer", "é", "😀", "x".repeat(300)), fc.string())
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), fc.array(word, { maxLength: 3 }), (parts, sought) => {
        const text = parts.join(" ")
        const all = rangesOf(text, sought)
        const { ranges, text: shown } = snippetOf(text, all)
        assert.isAtMost(shown.length, 245)
        assert.isTrue(!text.isWellFormed() || shown.isWellFormed())
        for (const [index, [from, to]] of ranges.entries()) {
          assert.isTrue(from < to && to <= shown.length && from >= (ranges[index - 1]?.[1] ?? 0))
        }
        const whole = new Set(cut(text, all))
        assert.isTrue(cut(shown, ranges).every((part) => [...whole].some((known) => known.includes(part))))
      })
    )
  })
})
