import { assert, describe, it } from "@effect/vitest"
import { errorGroups, explanationOf, explanations } from "@jobgraph/runner/errors/catalogue"
import { errorClasses, errorClassesIn, recordedTags, toldClasses as told, untold } from "./errorClasses.ts"

/** No classes of ours: what Effect says of a variable, and what stands for every bug. */
const foreign = ["ConfigError", "Defect"]

const duplicates = (names: ReadonlyArray<string>) => names.filter((name, index) => names.indexOf(name) !== index)

describe("the error classes of the project", () => {
  it("are found in a module, whatever they extend", () => {
    const text = [
      'export class Lost extends Schema.TaggedError<Lost>()("Gone", { at: Schema.Int }) {',
      "}",
      'export class Broken extends Data.TaggedError("Broken")<{ readonly x: 1 }> {}',
      'class Inner extends Data.TaggedError("Inner")<{}> {}',
      "export class Plain extends Error {}",
      'export class Answer extends HttpApiError.Problem<Answer>()("Answer", { status: 400 }) {}',
      "export class LongName extends Schema.TaggedError<LongName>()(",
      '  "LongName", {',
      "  reason: Schema.Union([Lost])",
      "}) {}"
    ].join("\n")
    assert.deepStrictEqual(
      errorClassesIn(text, "a.ts").map(({ isCarrier, name, tag }) => [name, tag, isCarrier]),
      [
        ["Lost", "Gone", false],
        ["Broken", "Broken", false],
        ["Plain", "Plain", false],
        ["LongName", "LongName", true]
      ]
    )
    assert.isAbove(told.length, 35)
    assert.includeMembers(
      errorClasses.filter(({ isCarrier }) => isCarrier).map(({ name }) => name),
      ["ArtifactError", "CatalogError", "SourceError", "TfidfError"]
    )
  })

  it("have a code and a text each, in apps/runner/src/errors: see CONTRIBUTING.md", () => {
    assert.deepStrictEqual(
      untold(explanations.map(({ tag }) => tag)).map(({ file, tag }) => `${tag} of ${file}`),
      []
    )
  })

  it("are known by tags of their own", () => {
    assert.deepStrictEqual(duplicates(told.map(({ tag }) => tag)), [])
  })
})

describe("the catalogue of errors", () => {
  it("has no text for an error that there is not", () => {
    const known = [...told.map(({ tag }) => tag), ...recordedTags, ...foreign]
    assert.deepStrictEqual(
      explanations.filter(({ tag }) => !known.includes(tag)).map(({ code, tag }) => `${code} ${tag}`),
      []
    )
  })

  it("gives each code once, and each group codes of one hundred", () => {
    assert.deepStrictEqual(duplicates(explanations.map(({ code }) => code)), [])
    for (const [group, texts] of Object.entries(errorGroups)) {
      const hundreds = Object.values(texts).map(({ code }) => code.slice(0, 3))
      assert.strictEqual(new Set(hundreds).size, 1, group)
      assert.isTrue(
        Object.values(texts).every(({ code }) => /^JG\d{3}$/.test(code)),
        group
      )
    }
  })

  it.each(explanations)("says of $code in whole sentences what it means and what to do", ({ causes, means, next }) => {
    assert.match(means, /^[A-Z].*[.)]$/)
    for (const sentence of [...causes, ...next]) {
      assert.match(sentence, /^.{12,}[.`a-z]$/)
    }
  })

  it("calls an error that nobody declared a bug", () => {
    assert.strictEqual(explanationOf("TypeError")?.code, "JG099")
    assert.strictEqual(explanationOf("Refused")?.code, "JG404")
  })
})
