import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { fromPython } from "../../src/tfidf/PythonPattern.ts"

/** What the translated pattern finds; a refusal is its sentence. */
const found = (pattern: string, text: string) =>
  Result.match(fromPython(pattern), {
    onFailure: (problem) => problem.message,
    onSuccess: (regExp) => Array.from(text.matchAll(regExp), ([match]) => match)
  })

describe("fromPython", () => {
  it.each([
    {
      pattern: "\\w+",
      text: "café cafe\u0301s x_1",
      finds: ["café", "cafe", "s", "x_1"],
      why: "marks are no word characters"
    },
    { pattern: "\\W", text: "a½é_²!", finds: ["!"], why: "all numbers are word characters" },
    { pattern: "\\d+", text: "12 ٣٤ ²", finds: ["12", "٣٤"], why: "superscripts are no decimal digits" },
    { pattern: "\\S+", text: "a\x1cb\x85c\ufeffd", finds: ["a", "b", "c\ufeffd"], why: "spaces are str.isspace's" },
    { pattern: "[^\\W\\d]+", text: "ab12é_", finds: ["ab", "é_"], why: "sets keep their meaning in brackets" },
    { pattern: "[]a-c(&&)]+", text: "]b(&)d", finds: ["]b(&)"], why: "brackets may begin with a bracket" },
    { pattern: "[\\w.-]+", text: "node.js-18 x", finds: ["node.js-18", "x"], why: "a last hyphen is a hyphen" },
    { pattern: "\\bé\\w*", text: "été né", finds: ["été"], why: "boundaries know accents" },
    { pattern: "(?P<q>['\"])\\w+(?P=q)", text: "'a' \"b'", finds: ["'a'"], why: "named groups are spelled otherwise" },
    { pattern: "(?i)É", text: "éÉe", finds: ["é", "É"], why: "flags may stand at the front" },
    { pattern: "a.b", text: "a\rb a\nb", finds: ["a\rb"], why: "a dot stops at line feeds only" },
    { pattern: "\\Aa|b\\Z", text: "a b a b", finds: ["a", "b"], why: "ends have letters of their own" },
    { pattern: "\\x41\\u00e9\\-\\'", text: "Aé-'", finds: ["Aé-'"], why: "escapes may be numbers, or needless" },
    { pattern: "a*", text: "baac", finds: ["", "aa", "", ""], why: "empty matches count" }
  ])("reads $pattern: $why", ({ finds, pattern, text }) => {
    assert.deepStrictEqual(found(pattern, text), finds)
  })

  it.each(["(\\w", "[a-", "\\q", "(?x) a b", "a\\"])("refuses %s", (pattern) => {
    assert.strictEqual(Result.isFailure(fromPython(pattern)), true)
  })
})
