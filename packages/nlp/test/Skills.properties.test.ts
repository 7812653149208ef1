import { assert, describe, it } from "@effect/vitest"
import { extractSkills, locateSkills } from "@jobgraph/nlp/Skills"
import { defaultSkillList } from "@jobgraph/nlp/skills/SkillList"
import * as fc from "fast-check"
import { assertLinear } from "./assertLinear.ts"

/** Pieces of ads: every spelling, words of the rules, separators, accidents. */
const spellings = defaultSkillList.spellings.map(({ text }) => text)
const accidents = [
  " ",
  "  ",
  "\n",
  "\u00a0",
  "\u202f",
  "-",
  " - ",
  "/",
  ", ",
  " et ",
  " or ",
  "&",
  "'",
  "\u2019",
  ".",
  "...",
  "\u2026",
  "(",
  ")",
  "#",
  "+",
  "@",
  "https://",
  "www.",
  "é",
  "e\u0301",
  "\ufffd",
  "\u00ad",
  "\u200b",
  "😀",
  "中",
  "\ud800",
  "Go",
  "R",
  "C",
  "en",
  "langage",
  "500",
  "3.11",
  "_"
]
const piece = fc.oneof(
  fc.constantFrom(...spellings),
  fc.constantFrom(...accidents),
  fc.string({ unit: "binary", maxLength: 8 })
)
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""))

describe("locateSkills", () => {
  it("finds known skills at places that are in order and do not overlap", () => {
    fc.assert(
      fc.property(text, (ad) => {
        let last = 0
        for (const { end, name, start } of locateSkills(ad)) {
          assert.isTrue(defaultSkillList.categories.has(name))
          assert.isTrue(last <= start && start < end && end <= ad.length)
          last = end
        }
      }),
      { numRuns: 2_000 }
    )
  })

  it("finds every name and alias that has no rule", () => {
    for (const { capitals, name, onlyIf, text, unless } of defaultSkillList.spellings) {
      if (onlyIf.length > 0 || unless.length > 0) continue
      assert.deepStrictEqual(extractSkills(`Nous cherchons ( ${text} ) ici`), [name], text)
      if (!capitals) assert.deepStrictEqual(extractSkills(`Nous cherchons ( ${text.toUpperCase()} ) ici`), [name], text)
    }
  })
})

describe("extractSkills", () => {
  it("gives the same answer for the same text, each name once", () => {
    fc.assert(
      fc.property(text, (ad) => {
        const found = extractSkills(ad)
        assert.deepStrictEqual(extractSkills(ad), found)
        assert.strictEqual(new Set(found).size, found.length)
      }),
      { numRuns: 1_000 }
    )
  })

  it("does not throw on 100,000 generated texts", () => {
    // A linear congruential generator: fast, and the same texts in every run.
    let state = 42
    const next = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const pieces = [...spellings, ...accidents]
    for (let run = 0; run < 100_000; run++) {
      let ad = ""
      for (let count = next(12); count > 0; count--) ad += pieces[next(pieces.length)]
      assert.isArray(extractSkills(ad))
    }
  })

  it.each([
    "a",
    " ",
    "R",
    "R ",
    "R, ",
    "R,",
    "C'",
    "Go-",
    "&",
    ".",
    "...",
    "\u2026",
    "https://",
    "www.",
    "é",
    "\u0301",
    "R & ",
    "Power ",
    "ci / ",
    "SAS au ",
    "Excel in ",
    "machine ",
    "et ",
    "(",
    "Aa",
    "9",
    "Python3",
    "-",
    "/",
    "data ",
    "maitrise de ",
    "\n",
    "x@",
    "C+",
    "l'"
  ])("reads 10 times the text %j in about 10 times the time", (unit) => assertLinear(extractSkills, unit, 20_000))
})
