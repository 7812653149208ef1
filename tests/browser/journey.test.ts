import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect } from "effect"
import { assert, describe, it } from "vitest"
import { hasBrowser, openPage } from "./Browser.ts"
import { startService } from "./Service.ts"
import { opened } from "./suite.ts"

/** An API that lets nobody in, so that a run fails for good. */
const closedApi = Effect.acquireRelease(
  Effect.callback<{ readonly url: string; readonly close: () => void }>((resume) => {
    const server = createServer((_, response) => {
      response.writeHead(401, { "content-type": "application/json" })
      response.end('{"exception":"AUTH_FAIL"}')
    })
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo // It listens on a port, so this is no path.
      resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, close: () => server.close() }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

const open = Effect.gen(function* () {
  const api = yield* closedApi
  const service = yield* startService({
    ADZUNA_APP_ID: "test-id",
    ADZUNA_APP_KEY: "test-key",
    ADZUNA_BASE_URL: api.url,
    RUNNER__source: "sample"
  })
  const watched = yield* openPage(service.url, { viewport: { width: 1440, height: 900 } })
  return { ...service, ...watched }
})

// Each test goes on where the one before it ended, as a person does.
describe.skipIf(!hasBrowser)("a person who runs the pipeline (skipped without a browser)", { timeout: 180_000 }, () => {
  const session = opened(open)

  it("starts a run from the graph and watches it to its end", async () => {
    const { page } = session()
    await page.goto("/")
    await page.getByText("missing", { exact: true }).first().waitFor()
    await page.getByRole("button", { name: "Materialize 5…" }).click()
    const dialog = page.getByRole("dialog", { name: "Plan" })
    await dialog.getByText("runner materialize --all").waitFor()
    await dialog.getByRole("button", { name: "Start" }).click()
    await page.getByRole("heading", { level: 1, name: /succeeded/ }).waitFor()
    await page.getByRole("row", { name: /materialized exported/ }).waitFor()
    await page.getByRole("log").getByText("STAGE=export | STATUS=success", { exact: false }).first().waitFor()
  })

  it("sees it in the list and in the grid of runs, and the graph fresh", async () => {
    const { page } = session()
    await page.getByRole("link", { name: "Runs", exact: true }).click()
    await page.getByRole("row", { name: /succeeded/ }).waitFor()
    await page.getByRole("button", { name: "Grid" }).click()
    await page.getByRole("button", { name: /^raw, .*materialized/ }).waitFor()
    await page.getByRole("link", { name: "Graph", exact: true }).click()
    await page.getByRole("button", { name: "fresh: Why: exported" }).waitFor()
    assert.strictEqual(await page.getByRole("button", { name: /^fresh: Why: / }).count(), 5)
  })

  it("selects in the words of the command, and is shown where they do not parse", async () => {
    const { page } = session()
    await page.getByRole("searchbox", { name: "Select" }).fill("enriched+")
    await page.getByText("3 of 5").waitFor()
    await page.getByRole("searchbox", { name: "Select" }).fill("enriched and (raw")
    await page.getByRole("alert").waitFor()
    assert.include((await page.getByRole("alert").textContent()) ?? "", "^")
    await page.getByRole("searchbox", { name: "Select" }).fill("")
    await page.getByText("5 of 5").waitFor()
  })

  it("makes a run fail, and reads why and what to do", async () => {
    const { page } = session()
    await page.getByRole("searchbox", { name: "Select" }).fill("raw")
    await page.getByText("1 of 5").waitFor()
    await page.getByRole("button", { name: /^Materialize/ }).click()
    const dialog = page.getByRole("dialog", { name: "Plan" })
    await dialog.getByRole("checkbox").check()
    await dialog.getByRole("combobox", { name: "Source" }).selectOption("adzuna")
    await dialog.getByText("--source adzuna").waitFor()
    await dialog.getByRole("button", { name: "Start" }).click()
    await page.getByRole("heading", { level: 1, name: /failed/ }).waitFor()
    const failure = page.getByRole("region", { name: /^raw/ })
    await failure.getByText("This will not pass by itself").waitFor()
    await failure.getByText(/runner runs retry/).waitFor()
    assert.notInclude(await page.content(), "test-key")
  })

  it("finds an ad by words and filters, and others find it by the address", async () => {
    const { page } = session()
    await page.getByRole("link", { name: "Jobs", exact: true }).click()
    await page.getByText(/^\d+ ads$/).waitFor()
    await page.getByRole("checkbox", { name: /^Paris/ }).check()
    await page.waitForURL(/city=Paris/)
    await page.getByRole("searchbox").fill("data")
    await page.waitForURL(/q=data/)
    await page.locator("mark", { hasText: /data/i }).first().waitFor()
    await page.reload()
    assert.isTrue(await page.getByRole("checkbox", { name: /^Paris/ }).isChecked())
    assert.strictEqual(await page.getByRole("searchbox").inputValue(), "data")
    await page.getByRole("article").first().getByRole("button").click()
    await page.getByRole("dialog").getByText("Company").waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached" })
  })

  it("goes through the screens by keyboard alone", async () => {
    const { page } = session()
    await page.goto("/graph")
    await page.getByRole("button", { name: "fresh: Why: exported" }).waitFor()
    await page.keyboard.press("Tab")
    assert.strictEqual(await page.evaluate(() => document.activeElement?.textContent?.trim()), "Skip to the screen")
    const press = async (name: RegExp) => {
      for (let tabs = 0; tabs < 60; tabs++) {
        const focused = await page.evaluate(
          () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""
        )
        if (name.test(focused)) {
          return page.keyboard.press("Enter")
        }
        await page.keyboard.press("Tab")
      }
      assert.fail(`Tab does not reach ${name}`)
    }
    await press(/^Runs$/)
    await page.getByRole("heading", { level: 1, name: "Runs" }).waitFor()
    await press(/^Grid$/)
    const cell = page.getByRole("button", { name: /^raw, / }).last()
    await cell.focus()
    await page.keyboard.press("ArrowDown")
    assert.match((await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))) ?? "", /^validated, /)
    await page.keyboard.press("Enter")
    await page.waitForURL(/\/runs\/.+step=validated/)
  })

  it("met no error, no broken policy and no request to elsewhere", () => assert.deepStrictEqual(session().wrongs, []))
})
