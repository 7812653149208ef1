import { Effect } from "effect"
import { assert, describe, it } from "vitest"
import { violations } from "./axe.ts"
import { hasBrowser, openPage } from "./Browser.ts"
import { startServiceWithRun } from "./Service.ts"
import { screens } from "./screens.ts"
import { opened } from "./suite.ts"

const settings = [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { colorScheme: "light", viewport: { width: 390, height: 844 } },
  { colorScheme: "light", viewport: { width: 360, height: 740 } }
] as const

describe.skipIf(!hasBrowser)("every screen (skipped without a browser)", { timeout: 180_000 }, () => {
  const session = opened(startServiceWithRun)

  it.each(settings)("can be used by everybody: $colorScheme, $viewport.width px", (setting) =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const { url, runId } = session()
          const { page, wrongs } = yield* openPage(url, setting)
          const found: Array<string> = []
          for (const [name, path] of screens(runId)) {
            yield* Effect.promise(async () => {
              await page.goto(path)
              await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" })
              await page.waitForFunction(() => document.querySelector("[role=status][class*=loading]") === null)
              found.push(...(await violations(page)).map((line) => `${name}: ${line}`))
              const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
              if (beyond > 0) {
                found.push(`${name}: ${beyond} px beyond the right edge`)
              }
            })
          }
          assert.deepStrictEqual([...found, ...wrongs], [])
        })
      )
    )
  )

  it("are shown in under 200 kB of JavaScript, as it is sent", () =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const { url } = session()
          const { page } = yield* openPage(url)
          const sizes = yield* Effect.promise(async () => {
            await page.goto("/graph")
            await page.getByRole("heading", { level: 1 }).waitFor({ state: "attached" })
            await page
              .getByRole("button", { name: /^fresh: Why: / })
              .first()
              .waitFor()
            return page.evaluate(() =>
              performance
                .getEntriesByType("resource")
                .filter(({ name }) => name.endsWith(".js"))
                .map(({ name }) => name)
            )
          })
          const { gzipSync } = yield* Effect.promise(() => import("node:zlib"))
          let sum = 0
          for (const file of sizes) {
            const bytes = yield* Effect.promise(async () => new Uint8Array(await (await fetch(file)).arrayBuffer()))
            sum += gzipSync(bytes).length
          }
          assert.isAbove(sizes.length, 1)
          assert.isBelow(sum, 200_000)
        })
      )
    ))
})
