import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { settingsList } from "@jobgraph/runner/settings/settingsList"
import { Effect } from "effect"
import { pages, tablesFile } from "../reference/pages.ts"
import { tablesPage } from "../reference/tables.ts"

const read = (file: string) => readFileSync(join(resolve(import.meta.dirname, "../.."), file), "utf8")

describe("docs/reference", () => {
  it.effect.each(Object.entries(pages).map(([file, page]) => ({ file, page })))(
    "says what the code says: $file",
    ({ file, page }) =>
      Effect.gen(function* () {
        assert.strictEqual(read(file), yield* page, "run `npx -y pnpm@12 reference`")
      })
  )

  it.live(
    `says what the migrations make: ${tablesFile}`,
    () =>
      Effect.gen(function* () {
        assert.strictEqual(read(tablesFile), yield* tablesPage, "run `npx -y pnpm@12 reference`")
      }),
    120_000
  )

  it("has a meaning and a default, or what holds without one, for every setting", () => {
    const settings = settingsList()
    assert.isAbove(settings.length, 35)
    assert.deepStrictEqual(
      settings.filter(({ means }) => means === "").map(({ key }) => key),
      []
    )
    assert.deepStrictEqual(
      settings.filter(({ fallback, unset }) => fallback === undefined && unset === undefined).map(({ key }) => key),
      []
    )
  })
})
