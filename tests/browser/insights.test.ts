import { readFileSync } from "node:fs"
import { Effect } from "effect"
import { assert, describe, it } from "vitest"
import { violations } from "./axe.ts"
import { hasBrowser, openPage } from "./Browser.ts"
import { startServiceWithRun } from "./Service.ts"
import { opened } from "./suite.ts"

const open = Effect.gen(function* () {
  const service = yield* startServiceWithRun
  const watched = yield* openPage(service.url, { viewport: { width: 1440, height: 1000 } })
  return { ...service, ...watched }
})

const chosen = "/insights?city=Paris&skill=python,SQL&days=90&pay=contract"

// Each test goes on where the one before it ended, as a person does.
describe.skipIf(!hasBrowser)(
  "a person who reads what the ads say (skipped without a browser)",
  {
    timeout: 400_000
  },
  () => {
    const session = opened(open)

    it("sees each figure with how many ads stand behind it, and that they are sample data", async () => {
      const { page } = session()
      await page.goto("/insights")
      await page.getByRole("link", { name: /^\d+ ads$/ }).waitFor()
      await page.getByRole("main").getByText("Sample data").waitFor()
      await page.getByRole("slider", { name: "Demand by skill" }).waitFor()
      await page.getByText(/^Half of \d+ ads pay/).waitFor()
      await page.getByText(/runner insights companies/).waitFor()
    })

    it("chooses filters, and others see the same by the address", async () => {
      const { page } = session()
      await page.getByRole("combobox", { name: "Skill" }).fill("python")
      await page.keyboard.press("Enter")
      await page.getByRole("combobox", { name: "Skill" }).fill("SQL")
      await page.keyboard.press("Enter")
      await page.getByRole("combobox", { name: "City" }).fill("Paris")
      await page.keyboard.press("Enter")
      await page.getByRole("combobox", { name: "Posted in" }).selectOption("90")
      await page.getByRole("combobox", { name: "as", exact: true }).selectOption("share")
      await page.getByRole("region", { name: "Pay a year by city" }).getByRole("combobox").selectOption("contract")
      await page.getByRole("checkbox", { name: "can hardly be right" }).check()
      const command =
        "runner insights demand --where 'city=Paris and skills=python,SQL' --by skill --measure share --days 90"
      await page.getByText(command).waitFor()
      await page.reload()
      await page.getByText(command).waitFor()
      await page.getByText(/^Of \d+ ads: Python \d+, SQL \d+\.$/).waitFor()
      await page.getByRole("button", { name: "Take Paris away" }).waitFor()
      assert.isTrue(await page.getByRole("checkbox", { name: "can hardly be right" }).isChecked())
      const card = page.getByRole("region", { name: "Pay a year by contract" })
      await card.getByText("How it is counted").click()
      await card.getByText(/pay that can hardly be right/).waitFor()
      const url = new URL(page.url())
      assert.strictEqual(url.searchParams.get("skill"), "python,SQL")
      assert.strictEqual(url.searchParams.get("pay"), "contract")
    })

    it("reads a chart place by place by keyboard, and as a table with the same figures", async () => {
      const { page } = session()
      await page.goto(chosen)
      const chart = page.getByRole("slider", { name: "Postings a day" })
      await chart.focus()
      await page.keyboard.press("End")
      const last = await chart.getAttribute("aria-valuetext")
      await page.keyboard.press("ArrowLeft")
      const before = await chart.getAttribute("aria-valuetext")
      assert.match(before ?? "", /^\d+ \w+: \d+ ads?$/)
      assert.notStrictEqual(before, last)
      await page.keyboard.press("t")
      await page.waitForURL(/tables=postings/)
      const row = page.getByRole("region", { name: "Postings a day" }).getByRole("row").last()
      const [n] = (last ?? "").match(/\d+(?= ads?$)/) ?? []
      assert.strictEqual(await row.getByRole("cell").last().textContent(), n)
    })

    it("downloads that table, named by its filters and by how many ads stand behind it", async () => {
      const { page } = session()
      const card = page.getByRole("region", { name: "Pay a year by contract" })
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        card.getByRole("button", { name: "CSV" }).click()
      ])
      assert.match(
        download.suggestedFilename(),
        /^pay-by-contract_city-Paris_skill-python-SQL_[\d-]+to[\d-]+_n-\d+\.csv$/
      )
      const lines = readFileSync(await download.path(), "utf8")
        .trim()
        .split("\n")
      assert.strictEqual(lines[0], "contract,n,p10,p25,p50,p75,p90")
      await card.getByRole("button", { name: "Table" }).click()
      await card.getByRole("table").waitFor()
      assert.strictEqual(await card.getByRole("row").count(), lines.length)
      assert.deepStrictEqual([...(await violations(page))], [])
    })

    it("is told when no ad fits, and when what was asked makes no sense", async () => {
      const { page } = session()
      await page.goto("/insights?city=Atlantis&days=3000")
      await page.getByText("No ad fits. Take a filter away, or choose a longer window.").first().waitFor()
      await page.getByText(/The address has a value for days/).waitFor()
      await page.goto("/insights?from=2031-01-01")
      await page
        .getByRole("alert")
        .first()
        .getByText(/A window has 1 to 371 days/)
        .waitFor()
    })

    it("met no error, no broken policy and no request to elsewhere", () => assert.deepStrictEqual(session().wrongs, []))
  }
)
