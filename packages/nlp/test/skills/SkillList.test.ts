import { assert, describe, it } from "@effect/vitest"
import { extractSkills } from "@jobgraph/nlp/Skills"
import { skillMatcher } from "@jobgraph/nlp/skills/Matcher"
import { decodeSkillList, defaultSkillList } from "@jobgraph/nlp/skills/SkillList"
import { Result } from "effect"

/** A skills file with one category, as a person would write it. */
const file = (...skills: ReadonlyArray<unknown>): unknown => ({
  about: [],
  groups: { tools: ["outil*", "logiciel"] },
  categories: { Tools: skills }
})

const message = (input: unknown): string =>
  Result.match(decodeSkillList(input), { onFailure: ({ message }) => message, onSuccess: () => "accepted" })

const finds = (text: string, ...skills: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  extractSkills(text, { matcher: skillMatcher(Result.getOrThrow(decodeSkillList(file(...skills)))) })

describe("defaultSkillList", () => {
  it("has at least 200 skills, each in one category", () => {
    assert.isAtLeast(defaultSkillList.categories.size, 200)
  })
})

describe("decodeSkillList", () => {
  it.each([
    { mistake: "a name that is there twice", input: file("Anvil", { name: "anvil" }), says: /"anvil" is there twice/ },
    { mistake: "an unknown word in a rule", input: file({ name: "Anvil", unles: [] }), says: /unles/ },
    { mistake: "a rule that asks nothing", input: file({ name: "Anvil", onlyIf: [{}] }), says: /must ask something/ },
    {
      mistake: "a group that does not exist",
      input: file({ name: "Anvil", onlyIf: [{ before: ["@tool"] }] }),
      says: /"@tool", which does not exist/
    },
    {
      mistake: "a phrase where a word is asked",
      input: file({ name: "Anvil", onlyIf: [{ near: ["two words"] }] }),
      says: /single words/
    },
    {
      mistake: "an enumeration as an exclusion",
      input: file({ name: "Anvil", unless: [{ list: true }] }),
      says: /belongs under `onlyIf`/
    },
    {
      mistake: "a spelling with a sign that no text is searched for",
      input: file("Anvil (tool)"),
      says: /a spelling is/
    },
    {
      mistake: "an empty list of phrases",
      input: file({ name: "Anvil", onlyIf: [{ before: [] }] }),
      says: /length of at least 1/
    }
  ])("refuses $mistake, and says so", ({ input, says }) => {
    assert.match(message(input), says)
  })

  it("says where in the file the mistake is", () => {
    assert.match(
      message(file("Hammer", { name: "Anvil", onlyIf: [{ within: 99, near: ["smith"] }] })),
      /\["Tools"\]\[1\]/
    )
  })

  it("gives equal lists equal hashes, and others another", () => {
    const hash = (...skills: ReadonlyArray<unknown>) => Result.getOrThrow(decodeSkillList(file(...skills))).hash
    assert.strictEqual(hash("Anvil"), hash("Anvil"))
    assert.notStrictEqual(hash("Anvil"), hash("Anvil", "Hammer"))
    assert.notStrictEqual(hash("Anvil"), hash({ name: "Anvil", capitals: true }))
  })
})

describe("a rule of the skills file", () => {
  it.each([
    { rule: { capitals: true }, yes: ["Anvil", "ANVIL"], no: ["anvil", "aNVIL"] },
    {
      rule: { onlyIf: [{ before: ["with an"] }] },
      yes: ["with an anvil", "With  an Anvil"],
      no: ["an anvil", "with an old anvil"]
    },
    { rule: { onlyIf: [{ after: ["# kg"] }] }, yes: ["anvil 50 kg"], no: ["anvil kg", "50 kg anvil"] },
    {
      rule: { onlyIf: [{ before: ["@tools"] }] },
      yes: ["logiciel Anvil", "outillage Anvil"],
      no: ["Anvil", "logiciels Anvil"]
    },
    { rule: { onlyIf: [{ before: ["d'"] }] }, yes: ["expert d'Anvil", "expert d\u2019Anvil"], no: ["expert de Anvil"] },
    {
      rule: { onlyIf: [{ near: ["smith*"], within: 3 }] },
      yes: ["blue anvil of a smithy", "smith at an anvil"],
      no: ["a smith sat beside his old anvil"]
    },
    {
      rule: { onlyIf: [{ start: true }] },
      yes: ["Anvil", "Yes. Anvil", "yes\nanvil"],
      no: ["the anvil", "yes, anvil"]
    },
    {
      rule: { onlyIf: [{ near: ["smith"], before: ["old"] }] },
      yes: ["old anvil of the smith"],
      no: ["anvil of the smith", "old anvil"]
    },
    { rule: { unless: [{ before: ["no"] }, { after: ["please"] }] }, yes: ["anvil"], no: ["no anvil", "anvil please"] },
    {
      rule: { onlyIf: [{ before: ["an"] }], unless: [{ after: ["please"] }] },
      yes: ["an anvil"],
      no: ["an anvil please", "anvil"]
    }
  ])("holds as written: $rule", ({ no, rule, yes }) => {
    for (const text of yes) assert.deepStrictEqual(finds(text, { name: "Anvil", ...rule }), ["Anvil"], text)
    for (const text of no) assert.deepStrictEqual(finds(text, { name: "Anvil", ...rule }), [], text)
  })

  it("belongs to one spelling only", () => {
    const anvil = { name: "Anvil", capitals: true, aliases: ["forge block", { text: "AV", onlyIf: [{ list: true }] }] }
    assert.deepStrictEqual(finds("a forge-block", anvil), ["Anvil"])
    assert.deepStrictEqual(finds("anvil, AV", anvil), [])
  })

  it("lets members of an enumeration vouch for each other, along its whole length", () => {
    const doubtful = ["Anvil", "Tongs", "Bellows"].map((name) => ({ name, onlyIf: [{ list: true }] }))
    assert.deepStrictEqual(finds("Hammer, anvil / tongs et bellows", "Hammer", ...doubtful), [
      "Hammer",
      "Anvil",
      "Tongs",
      "Bellows"
    ])
    assert.deepStrictEqual(finds("bellows and (hammer)", "Hammer", ...doubtful), ["Bellows", "Hammer"])
    assert.deepStrictEqual(finds("anvil beside the hammer. Tongs", "Hammer", ...doubtful), ["Hammer"])
  })
})
