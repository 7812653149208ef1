import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { TextUnits } from "../../src/preprocess/Words.ts"
import { unknownWord, WordTable } from "../../src/preprocess/WordTable.ts"

/** A word as it stands in a text. */
const place = (word: string) => ({ units: new TextUnits().read(`${word} `), end: word.length })

describe("WordTable", () => {
  it("finds what a Map would find, even where hashes are equal", () => {
    const word = fc.string({ minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 200 }), word, fc.boolean(), (words, other, isHashed) => {
        const table = new WordTable(1000)
        const hash = (text: string) => (isHashed ? text.length : 7)
        for (const [number, each] of words.entries()) table.add(each, hash(each), number)
        for (const each of [...words, other]) {
          const { end, units } = place(each)
          const expected = words.includes(each) ? words.indexOf(each) : unknownWord
          assert.strictEqual(table.find(units, 0, end, hash(each)), expected)
        }
      })
    )
  })

  it("keeps very many words and letters", () => {
    const table = new WordTable(100_000)
    for (let number = 0; number < 50_000; number++) table.add(`word${number}`, number, number)
    const { end, units } = place("word49999")
    assert.strictEqual(table.find(units, 0, end, 49_999), 49_999)
  })

  it("starts over when it is full", () => {
    const table = new WordTable(2)
    for (const [number, word] of ["a", "b", "c"].entries()) table.add(word, number, number)
    const found = ["a", "b", "c"].map((word, hash) => table.find(place(word).units, 0, 1, hash))
    assert.deepStrictEqual(found, [unknownWord, unknownWord, 2])
  })
})
