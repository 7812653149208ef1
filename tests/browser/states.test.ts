import { Effect } from "effect"
import type { Page } from "playwright-core"
import { assert, describe, it } from "vitest"
import { violations } from "./axe.ts"
import { hasBrowser, openPage } from "./Browser.ts"
import { startService } from "./Service.ts"
import { opened } from "./suite.ts"

const open = Effect.gen(function* () {
  const service = yield* startService({ RUNNER__source: "sample" })
  const watched = yield* openPage(service.url, { viewport: { width: 1440, height: 900 } })
  return { ...service, ...watched }
})

const screens = [
  ...["/graph", "/graph?view=list", "/runs", "/runs?view=grid", "/assets", "/assets/enriched"],
  ...["/jobs", "/health", "/models", "/insights"]
]
const tabs = ["partitions", "history", "checks", "configuration", "rows"].map((tab) => `/assets/enriched?tab=${tab}`)

/** What is wrong with a screen, in light and in dark. */
const wrongsOf = async (page: Page, path: string): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = []
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    found.push(...(await violations(page)).map((line) => `${path} (${colorScheme}): ${line}`))
  }
  return found
}

describe.skipIf(!hasBrowser)(
  "every screen that has nothing to show (skipped without a browser)",
  { timeout: 400_000 },
  () => {
    const session = opened(open)

    it("can be used by everybody before the first run", async () => {
      const { page, wrongs } = session()
      const found: Array<string> = []
      for (const path of [...screens, ...tabs]) {
        await page.goto(path)
        await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" })
        await page.waitForFunction(() => document.querySelector("[role=status][class*=loading]") === null)
        found.push(...(await wrongsOf(page, path)))
      }
      assert.deepStrictEqual([...found, ...wrongs], [])
    })

    it("can be used by everybody where the service fails, and says why and where to ask on", async () => {
      const { page, wrongs } = session()
      const problem = {
        ...{ type: "urn:jobgraph:problem:internal", title: "The service failed", status: 500, class: "permanent" },
        ...{ detail: "The database is gone", where: "database", next: "runner doctor", requestId: "r-1" }
      }
      await page.route(/\/api\/v1\/(?!live)/, (route) =>
        route.fulfill({ status: 500, contentType: "application/problem+json", json: problem })
      )
      const found: Array<string> = []
      for (const path of screens) {
        await page.goto(path)
        await page.getByRole("alert").first().getByText("runner doctor").waitFor()
        found.push(...(await wrongsOf(page, path)))
      }
      assert.deepStrictEqual([...found, ...wrongs], [])
      await page.unroute(/\/api\/v1\/(?!live)/)
    })

    it("breaks alone where it cannot show what the service answers, and comes back when it is asked to", async () => {
      const { page } = session()
      await page.route(/\/api\/v1\/models/, (route) => route.fulfill({ json: [{ version: 1 }] }))
      await page.goto("/models")
      await page.getByRole("alert").waitFor()
      assert.deepStrictEqual(await violations(page), [])
      await page.unroute(/\/api\/v1\/models/)
      await page.getByRole("button", { name: "Try again" }).click()
      await page.getByText("No model yet.", { exact: false }).waitFor()
      await page.getByRole("link", { name: "Runs", exact: true }).click()
      await page.getByRole("heading", { level: 1, name: "Runs" }).waitFor()
    })

    it("does not say that an asset is missing while nobody knows yet", async () => {
      const { page } = session()
      let answer = () => {}
      const asked = new Promise<void>((resolve) => {
        answer = resolve
      })
      await page.route(/\/api\/v1\/assets\/status/, async (route) => {
        await asked
        await route.continue()
      })
      await page.goto("/graph")
      await page.getByRole("button", { name: "not known yet: Why: raw" }).waitFor()
      assert.strictEqual(await page.getByText("missing", { exact: true }).count(), 0)
      answer()
      await page.getByRole("button", { name: "missing: Why: raw" }).waitFor()
      await page.unroute(/\/api\/v1\/assets\/status/)
    })
  }
)
