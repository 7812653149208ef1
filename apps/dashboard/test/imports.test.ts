import { globSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { assert, describe, it } from "vitest"

const folder = resolve(import.meta.dirname, "../src")

describe("the page", () => {
  it("takes types from the API's definition, and none of the service's code", () => {
    const values = globSync("**/*.{ts,tsx}", { cwd: folder }).flatMap((file) =>
      [
        ...readFileSync(resolve(folder, file), "utf8").matchAll(
          /^import (?!type\b)[^"]*"(?:@jobgraph\/|effect\b)[^"]*"/gm
        )
      ].map(([text]) => `${file}: ${text}`)
    )
    assert.deepStrictEqual(values, [])
  })
})
