import { globSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { assert, describe, it } from "vitest"
import { words } from "../src/words/words.ts"

const folder = resolve(import.meta.dirname, "../src")

/** The paths of all words: `run.took`. What is looked up by a name that is worked out counts as a whole. */
const pathsOf = (value: unknown, path: string): ReadonlyArray<string> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, path === "" ? name : `${path}.${name}`))
    : [path]

describe("the page's words", () => {
  it("stand nowhere else: no sentence is written where it is shown", () => {
    const found = globSync("**/*.tsx", { cwd: folder }).flatMap((file) =>
      [
        ...readFileSync(resolve(folder, file), "utf8").matchAll(
          /(?:aria-label|title|placeholder|alt)="[^"]*[a-z]{2}[^"]*"|>\s*[A-Z][a-z]+ [a-z]+[^<>{}=;]*</g
        )
      ].map(([text]) => `${file}: ${text}`)
    )
    assert.deepStrictEqual(found, [])
  })

  it("are all in use", () => {
    const code = globSync("**/*.{ts,tsx}", { cwd: folder })
      .filter((file) => !file.startsWith("words/"))
      .map((file) => readFileSync(resolve(folder, file), "utf8").replace(/\s*\n\s*\./g, "."))
      .join("\n")
    const isUsed = (path: string) => {
      const names = path.split(".")
      return names.some((_, index) => {
        const part = names.slice(0, names.length - index).join(".")
        // The word itself, or a record of words that is handed on or looked into by a name.
        const after = index === 0 ? "\\b" : "(?![\\w.])"
        return new RegExp(`words\\.${part.replaceAll(".", "\\.")}${after}`).test(code)
      })
    }
    assert.deepStrictEqual(
      pathsOf(words, "").filter((path) => !isUsed(path)),
      []
    )
  })
})
