import { Effect } from "effect"
import { assert, describe, it } from "vitest"
import { violations } from "./axe.ts"
import { hasBrowser, openPage } from "./Browser.ts"
import { startService } from "./Service.ts"
import { opened } from "./suite.ts"

const token = "a-long-random-word-of-this-test"

const open = Effect.gen(function* () {
  const service = yield* startService({ RUNNER__source: "sample", RUNNER_API_TOKEN: token })
  const watched = yield* openPage(service.url)
  return { ...service, ...watched }
})

// Each test goes on where the one before it ended, as a person does.
describe.skipIf(!hasBrowser)(
  "a person whom the service wants a token of (skipped without a browser)",
  { timeout: 400_000 },
  () => {
    const session = opened(open)
    const main = () => session().page.getByRole("main")
    const enter = async (text: string) => {
      await main().getByLabel("Token").fill(text)
      await main().getByRole("button", { name: "Sign in" }).click()
    }

    it("is asked for it in place of any screen", async () => {
      const { page } = session()
      await page.goto("/runs")
      await main().getByLabel("Token").waitFor()
      assert.deepStrictEqual(await violations(page), [])
    })

    it("is told that a wrong one is wrong", async () => {
      await enter("some-other-word")
      await main().getByRole("alert").waitFor()
      assert.isTrue(await main().getByLabel("Token").isVisible())
    })

    it("comes to what was asked for with the right one, which no script can read, and stays after a reload", async () => {
      const { page } = session()
      await enter(token)
      await page.getByText("No run yet.").waitFor()
      assert.match(page.url(), /\/runs$/)
      const readable = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }]))
      assert.notInclude(readable, token)
      await page.reload()
      await page.getByText("No run yet.").waitFor()
    })

    it("signs out, and is asked again", async () => {
      const { page } = session()
      await page.getByRole("button", { name: "Sign out" }).click()
      await main().getByLabel("Token").waitFor()
      await page.goto("/jobs")
      await main().getByLabel("Token").waitFor()
    })

    it("met no error, no broken policy and no request to elsewhere", () => assert.deepStrictEqual(session().wrongs, []))
  }
)
