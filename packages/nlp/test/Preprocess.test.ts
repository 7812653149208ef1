import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { makePreprocessor, preprocess } from "../src/Preprocess.ts"

const terms = (text: string, language: string | null) => preprocess(text, language).join(" | ")

describe("preprocess", () => {
  it.each([
    { text: "Les développeurs, le développeur, un DÉVELOPPEUR", gives: "developpeur | developpeur | developpeur" },
    { text: "Ingénieur confirmé / ingenieure confirmee", gives: "ingenieur | confirm | ingenieur | confirme" },
    { text: "L'équipe d’ingénieurs qu'il dirige aujourd'hui", gives: "equip | ingenieur | dirig" },
    { text: "c'est jusqu’à l'été, s'il n'est pas là", gives: "" },
    { text: "Chargé.e, développeur·se, expert(e)s", gives: "charg | developpeur | expert" },
    { text: "De\u0301tection de donne\u0301es ; cœur d'œuvre", gives: "detect | don | coeur | oeuvr" },
    { text: "dé\u00advelop\u200dpeur le/\u200bla finance", gives: "developpeur | financ" },
    { text: "etre ou meme tres ; sûr", gives: "sur" },
    { text: "une tonne, 35h, CDI, 2 ans", gives: "ton | 35h | cdi | an" }
  ])("reads French: $text", ({ gives, text }) => {
    assert.strictEqual(terms(text, "fr"), gives)
  })

  it.each([
    { text: "Data engineers are building the data pipelines", gives: "data | engineer | building | data | pipeline" },
    { text: "We're hiring; don't miss the company's teams", gives: "hire | miss | company | team" },
    { text: "He has written, you’ll write: required!", gives: "write | write | require" },
    { text: "Send résumés to our analysts' office", gives: "send | resume | analyst | office" }
  ])("reads English: $text", ({ gives, text }) => {
    assert.strictEqual(terms(text, "en"), gives)
  })

  it.each([
    { language: "de", text: "Wir suchen den Entwickler für die Straße", gives: "suchen | entwickler | strasse" },
    { language: "xx", text: "the développeurs of L'Oréal", gives: "the | developpeurs | of | oreal" },
    { language: null, text: "the développeurs 🚀 ❤️ 𝒜𝓁𝓅 視頻", gives: "the | developpeurs | alp | 視頻" }
  ])("leaves the words of other languages as they are: $language", ({ gives, language, text }) => {
    assert.strictEqual(terms(text, language), gives)
  })

  it.each([
    { text: "C++, C# et .NET; Node.js", gives: "c++ | c# | .net | node.js" },
    { text: "CI/CD, CI / CD ou Power-BI, POWER  BI", gives: "ci/cd | ci/cd | power bi | power bi" },
    { text: "ASP.NET n'est pas .NET", gives: "asp.net | .net" },
    { text: "l'Excel d'Oracle, R&D", gives: "excel | oracle | r&d" },
    { text: "Kubernetes, AWS, SAS, Pandas", gives: "kubernetes | aws | sas | pandas" },
    { text: "C/C++/Java et C++17", gives: "c++ | java | 17" },
    {
      text: "@Power BI, Power BIé, power bi+, 𝒜power bi, (power bi)",
      gives: "pow | bi | pow | bi | pow | bi | apow | bi | power bi"
    },
    { text: "power bilan", gives: "pow | bilan" }
  ])("keeps the names of skills: $text", ({ gives, text }) => {
    assert.strictEqual(terms(text, "fr"), gives)
  })

  it.each([
    { text: "voir https://www.exemple.fr/offre?id=1&x=été ici", gives: "voir" },
    { text: "www.exemple.fr, contact jean.du-pont+cv@exemple.fr ou 01", gives: "contact | 01" },
    { text: "a @ b : travail @domicile", gives: "travail | domicil" }
  ])("leaves addresses out: $text", ({ gives, text }) => {
    assert.strictEqual(terms(text, "fr"), gives)
  })

  it("takes names of one's own instead, in any case and spacing", () => {
    const own = makePreprocessor({ names: ["Chef  de Projet", "R", "GO", "(x)"] })
    assert.deepStrictEqual(own("Chef de projet en R et Go, Power BI", "fr"), ["chef de projet", "r", "go", "pow", "bi"])
  })

  it("gives the same terms by number", () => {
    const text = "L'équipe développe en C++, l'équipe et Power BI"
    const { lexicon, numbers } = preprocess.numbered(text, "fr")
    assert.deepStrictEqual(
      Array.from(numbers, (number) => lexicon.spell(number)),
      [...preprocess(text, "fr")]
    )
    assert.strictEqual(numbers[0], numbers[3])
  })

  it("leaves numbers as they are when it reads others, however many", () => {
    const read = makePreprocessor()
    const texts = Array.from({ length: 400 }, (_, n) =>
      ["mot", `mot${n}`, "autre ".repeat(n % 7 === 0 ? 500 : 3), `fin${n}`].join(" ")
    )
    const all = texts.map((text) => read.numbered(text, "xx"))
    for (const [n, { lexicon, numbers }] of all.entries()) {
      assert.deepStrictEqual(
        Array.from(numbers, (number) => lexicon.spell(number)),
        [...read(texts[n] ?? "", "xx")]
      )
    }
    read(Array.from({ length: 60_000 }, (_, n) => `x${n}`).join(" "), "xx")
    assert.strictEqual(all[0]?.numbers.length, 2 + 500 + 1)
  })

  it("reads without lemmas when told to", () => {
    const plain = makePreprocessor({ hasLemmas: false })
    assert.deepStrictEqual(plain("les développeurs L'équipe", "fr"), ["developpeurs", "equipe"])
    assert.deepStrictEqual(plain("the data engineers' tools", "en"), ["data", "engineers", "tools"])
  })

  it("answers any text, and the same whatever it read before", () => {
    const fresh = () => makePreprocessor()
    const used = makePreprocessor()
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(
          fc.constantFrom("c++", ".net", "'", "’", "\ud800", "\ufe0f", "l'", "n't", "@", "://", "ci/", "cd", " "),
          {
            maxLength: 20
          }
        )
        .map((pieces) => pieces.join(""))
    )
    fc.assert(
      fc.property(text, fc.constantFrom("fr", "de", null), (given, language) => {
        const found = used(given, language)
        assert.deepStrictEqual(found, fresh()(given, language))
        assert.isTrue(found.every((term) => term.length >= 2))
      }),
      { numRuns: 500 }
    )
    fc.assert(fc.property(text, (given) => used(given, "en").every((term) => term.length >= 2)))
  })

  it("takes time proportional to the length of a text without spaces", () => {
    const text = `${"a".repeat(200_000)}@`
    assert.deepStrictEqual(preprocess(text, "fr"), [])
  })
})
