import { Effect } from "effect"
import { assert, describe, it } from "vitest"
import { hasBrowser, openPage } from "./Browser.ts"
import { startServiceWithRun } from "./Service.ts"
import { opened } from "./suite.ts"

const open = Effect.gen(function* () {
  const service = yield* startServiceWithRun
  const watched = yield* openPage(service.url, { viewport: { width: 1440, height: 900 } })
  return { ...service, ...watched }
})

/** Some days from today in the browser's zone, as a field of a date takes it. */
const day = (daysLater: number) => new Date(Date.now() + daysLater * 86_400_000).toISOString().slice(0, 10)

describe.skipIf(!hasBrowser)("what is chosen on a screen (skipped without a browser)", { timeout: 400_000 }, () => {
  const session = opened(open)

  it("is found again by the address: runs by who started them and when", async () => {
    const { page } = session()
    const rows = page.getByRole("row", { name: /succeeded/ })
    await page.goto("/runs")
    await rows.waitFor()
    await page.getByLabel("Started by").fill("trigger:none")
    await page.getByLabel("Started by").press("Enter")
    await page.getByText("No run fits the filters.").waitFor()
    await page.getByLabel("Started by").fill("manual")
    await page.getByLabel("Started by").press("Enter")
    await rows.waitFor()
    await page.getByLabel("From").fill(day(2))
    await page.getByText("No run fits the filters.").waitFor()
    await page.reload()
    await page.getByText("No run fits the filters.").waitFor()
    assert.strictEqual(await page.getByLabel("From").inputValue(), day(2))
    assert.strictEqual(await page.getByLabel("Started by").inputValue(), "manual")
    await page.getByLabel("From").fill(day(-2))
    await page.getByLabel("To", { exact: true }).fill(day(2))
    await rows.waitFor()
    await page.getByLabel("State").selectOption("queued")
    await page.getByText("No run fits the filters.").waitFor()
    await page.getByRole("button", { name: "Clear" }).click()
    await rows.waitFor()
    assert.match(page.url(), /\/runs$/)
  })

  it("may hold a comma, which stays one", async () => {
    const { page } = session()
    await page.goto("/insights")
    await page.getByLabel("Company").fill("Durand, Martin & Fils")
    await page.getByLabel("Company").press("Enter")
    const chosen = page.getByRole("button", { name: /^Take .* away$/ })
    await page.waitForURL(/company=/)
    await page.reload()
    await chosen.first().waitFor()
    assert.deepStrictEqual(await chosen.allTextContents(), ["Durand, Martin & Fils "])
  })

  it("of a partition says nothing of an asset that has none", async () => {
    const { page } = session()
    await page.goto("/assets/tfidf_model?tab=history&partition=2020-01-01/fr")
    await page.getByRole("row", { name: /current/ }).waitFor()
    await page.getByRole("button", { name: "Materialize…" }).click()
    const plan = page.getByRole("dialog", { name: "Plan" })
    await plan.getByText(/^runner materialize /).waitFor()
    assert.notInclude(await plan.getByText(/^runner materialize /).textContent(), "--partition")
    await page.keyboard.press("Escape")
    await page.goto("/assets/tfidf_model?tab=rows")
    await page.getByText("This asset is files, not rows.", { exact: false }).waitFor()
    await page.goto("/assets/validated?tab=rows&partition=2020-01-01/fr")
    await page.getByText("Nothing of it was made yet", { exact: false }).waitFor()
    await page.getByText("runner materialize validated --partition 2020-01-01/fr").waitFor()
  })

  it("of another partition is planned before it is started", async () => {
    const { page } = session()
    await page.goto("/graph")
    await page
      .getByRole("main")
      .getByRole("button", { name: /^Materialize/ })
      .click()
    const plan = page.getByRole("dialog", { name: "Plan" })
    await plan.getByLabel("Partition").fill("2020-01-01/fr")
    await plan.getByLabel("Partition").press("Enter")
    await plan.getByText(/--partition 2020-01-01\/fr$/).waitFor()
    await plan.getByRole("row", { name: /runs raw 2020-01-01\/fr/ }).waitFor()
    await page.keyboard.press("Escape")
  })

  it("of ads is taken away at once", async () => {
    const { page } = session()
    await page.goto("/jobs?city=Paris&from=2020-01-01")
    await page.getByLabel("Pay a year, at least").fill("40000")
    await page.waitForURL(/payMin=40000/)
    await page.getByRole("button", { name: "Clear" }).click()
    await page.waitForURL(/\/jobs$/)
  })

  it("names the screen in the tab, and goes along with the keys of the screens", async () => {
    const { page } = session()
    await page.goto("/assets/raw?partition=2020-01-01/fr")
    await page.waitForFunction(() => document.title === "raw · Assets · Jobgraph")
    await page.keyboard.press("g")
    await page.keyboard.press("h")
    await page.waitForFunction(() => document.title === "Health · Jobgraph")
    assert.match(page.url(), /\/health\?partition=2020-01-01\/fr$/)
  })

  it("met no error, no broken policy and no request to elsewhere", () => assert.deepStrictEqual(session().wrongs, []))
})
