import { Effect } from "effect"
import { assert, describe, it } from "vitest"
import { violations } from "./axe.ts"
import { hasBrowser, openPage } from "./Browser.ts"
import { startService } from "./Service.ts"
import { opened } from "./suite.ts"

/** A schedule that is due again and again, so that its ticks come while somebody looks. */
const often = `{ often: { cron: "*/10 * * * * *", selection: raw } }`

const open = Effect.gen(function* () {
  const service = yield* startService({ RUNNER__source: "sample", RUNNER__schedules: often })
  const watched = yield* openPage(service.url, { viewport: { width: 1440, height: 900 } })
  return { ...service, ...watched }
})

// Each test goes on where the one before it ended, as a person does.
describe.skipIf(!hasBrowser)(
  "a person who looks after schedules (skipped without a browser)",
  { timeout: 400_000 },
  () => {
    const session = opened(open)
    const schedules = () => session().page.getByRole("region", { name: "Schedules" })
    const dialog = (name: string) => session().page.getByRole("dialog", { name })

    it("sees ticks as they come, with what became of them, and the next ones", async () => {
      const { page } = session()
      await page.goto("/health")
      await schedules().getByText("runner trigger often").waitFor()
      await schedules().getByText("then", { exact: false }).waitFor()
      await schedules().getByText("Last ticks").click()
      const ticks = schedules().getByRole("region", { name: "Last ticks" })
      await ticks
        .getByRole("row", { name: /succeeded/ })
        .nth(1)
        .waitFor()
      await ticks.getByRole("link", { name: "run" }).first().waitFor()
      assert.deepStrictEqual(await violations(page), [])
    })

    it("is told what pausing comes to and by which command, pauses it, and lets it go on", async () => {
      await schedules().getByRole("button", { name: "Pause" }).click()
      const asked = dialog("Pause often?")
      await asked.getByText("Its ticks would make no run until it is resumed").waitFor()
      await asked.getByText("runner schedule pause often").waitFor()
      await asked.getByRole("button", { name: "Pause" }).click()
      await schedules().getByText("Paused: no tick runs.").waitFor()
      await session().page.getByRole("status").getByText("runner schedule resume often").waitFor()
      await schedules().getByRole("button", { name: "Resume" }).click()
      await dialog("Let often go on?").getByRole("button", { name: "Resume" }).click()
      await schedules().getByText("Next", { exact: false }).waitFor()
    })

    it("is told what a run now would do before there is one, and watches it", async () => {
      const { page } = session()
      const asks: Array<string> = []
      page.on("request", (request) => {
        if (request.url().includes("/trigger")) {
          asks.push(new URL(request.url()).search)
        }
      })
      await schedules().getByRole("button", { name: "Run now" }).click()
      const asked = dialog("Run often now?")
      await asked.getByText(/^A run of \d{4}-\d{2}-\d{2}: /).waitFor()
      await asked.getByText("runner trigger often").waitFor()
      assert.deepStrictEqual(asks, ["?dryRun=true"])
      await asked.getByRole("button", { name: "Run now" }).click()
      await page.waitForURL(/\/runs\/.+/)
      await page.getByRole("heading", { level: 1, name: /succeeded/ }).waitFor()
      await page.waitForFunction(() => /^Run \w+ succeeded · Jobgraph$/.test(document.title))
      assert.deepStrictEqual(asks, ["?dryRun=true", "?dryRun=false"])
    })

    it("met no error, no broken policy and no request to elsewhere", () => assert.deepStrictEqual(session().wrongs, []))
  }
)
