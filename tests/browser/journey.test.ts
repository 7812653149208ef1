import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect } from "effect"
import type { Page } from "playwright-core"
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

const status = (page: Page, state: RegExp) => page.getByRole("heading", { level: 1, name: state })
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name })
const screen = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name, exact: true })
const notice = (page: Page) => page.getByRole("status").filter({ hasText: "Undone by" })
/** Of the screen, whose commands are no dialog's. */
const button = (page: Page, name: string | RegExp) => page.getByRole("main").getByRole("button", { name, exact: true })

// Each test goes on where the one before it ended, as a person does.
describe.skipIf(!hasBrowser)("a person who runs the pipeline (skipped without a browser)", { timeout: 400_000 }, () => {
  const session = opened(open)

  it("starts a run from the graph and watches it to its end, in the Gantt, the steps and the log", async () => {
    const { page } = session()
    await page.goto("/")
    await page.getByText("missing", { exact: true }).first().waitFor()
    await button(page, "Materialize 5…").click()
    const plan = dialog(page, "Plan")
    await plan.getByText("runner materialize --all").waitFor()
    await plan.getByRole("button", { name: "Start" }).click()
    // The first run of a service that has just begun.
    await status(page, /succeeded/).waitFor()
    await page
      .getByRole("img", { name: /^Time: / })
      .getByText(/^exported/)
      .last()
      .waitFor()
    await page.getByRole("row", { name: /materialized exported/ }).waitFor()
    await page.getByRole("log").getByText("STAGE=export | STATUS=success", { exact: false }).first().waitFor()
  })

  it("sees it in the list and in the grid of runs, and the graph fresh", async () => {
    const { page } = session()
    await screen(page, "Runs").click()
    await page.getByRole("row", { name: /succeeded/ }).waitFor()
    await button(page, "Grid").click()
    await page.getByRole("button", { name: /^raw, .*materialized/ }).waitFor()
    await screen(page, "Graph").click()
    await page.getByRole("button", { name: "fresh: Why: exported" }).waitFor()
    assert.strictEqual(await page.getByRole("button", { name: /^fresh: Why: / }).count(), 5)
  })

  it("goes from the picture to why an asset is as it is, and to the asset, by mouse", async () => {
    const { page } = session()
    await page.getByRole("button", { name: "fresh: Why: tfidf_model" }).click()
    await dialog(page, "Why: tfidf_model")
      .getByText(/features · \d+ ads · /)
      .waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("link", { name: "tfidf_model", exact: true }).click()
    await page.waitForURL(/\/assets\/tfidf_model/)
    await page.getByText("Holds").waitFor()
    await page.goBack()
    await page.getByText("5 of 5").waitFor()
  })

  it("selects in the words of the command, and is shown where they do not parse", async () => {
    const { page } = session()
    const select = page.getByRole("searchbox", { name: "Select" })
    await select.fill("enriched+")
    await page.getByText("3 of 5").waitFor()
    await select.fill("enriched and (raw")
    await page.getByRole("alert").waitFor()
    assert.include((await page.getByRole("alert").textContent()) ?? "", "^")
    await select.fill("")
    await page.getByText("5 of 5").waitFor()
  })

  it("makes a run fail, and reads why and what to do", async () => {
    const { page } = session()
    await page.getByRole("searchbox", { name: "Select" }).fill("raw")
    await page.getByText("1 of 5").waitFor()
    await button(page, /^Materialize/).click()
    const plan = dialog(page, "Plan")
    await plan.getByRole("checkbox").check()
    await plan.getByRole("combobox", { name: "Source" }).selectOption("adzuna")
    await plan.getByText("--source adzuna").waitFor()
    await plan.getByRole("button", { name: "Start" }).click()
    await status(page, /failed/).waitFor()
    const failure = page.getByRole("region", { name: /^raw/ })
    await failure.getByText("This will not pass by itself").waitFor()
    await failure.getByText(/^JG\d{3}$/).waitFor()
    await failure
      .getByRole("list", { name: "What to do" })
      .getByText("developer.adzuna.com", { exact: false })
      .first()
      .waitFor()
    await failure.getByText(/^runner runs retry/).waitFor()
    await page.getByRole("log").getByText("STATUS=failed", { exact: false }).first().waitFor()
    await page.keyboard.press("e")
    await page.getByRole("region", { name: "The line in full" }).getByText('"tag"').waitFor()
    assert.notInclude(await page.content(), "test-key")
  })

  it("retries it, after it was told what that would do", async () => {
    const { page } = session()
    const failed = page.url()
    await button(page, "Retry").click()
    const asked = dialog(page, "Retry this run?")
    await asked.getByText("1 step would run again").waitFor()
    await asked.getByText(/^runner runs retry /).waitFor()
    await asked.getByRole("button", { name: "Retry" }).click()
    await notice(page)
      .getByText(/^runner runs cancel /)
      .waitFor()
    await page.waitForURL((url) => url.href !== failed)
    await status(page, /failed/).waitFor()
    await page.getByRole("button", { name: "Close the notice" }).click()
  })

  it("rolls the good run back, reads what is held, and releases it", async () => {
    const { page } = session()
    await page.goto("/assets/exported")
    await button(page, "Roll back").click()
    const asked = dialog(page, "Roll this run back?")
    await asked.getByText("5 versions are taken back").waitFor()
    await asked.getByText(/^runner runs rollback /).waitFor()
    await asked.getByRole("button", { name: "Roll back" }).click()
    await notice(page)
      .getByText(/^runner runs release /)
      .waitFor()
    await status(page, /held/).waitFor()
    await page.keyboard.press("w")
    await dialog(page, "Why: exported")
      .getByText(/^exported .* is held/)
      .waitFor()
    await page.keyboard.press("Escape")
    await button(page, "Release").click()
    const release = dialog(page, "Release what is held?")
    await release.getByText(/^runner runs release /).waitFor()
    await release.getByRole("button", { name: "Release" }).click()
    await status(page, /missing/).waitFor()
  })

  it("starts anew, moves the model by hand, and is told how to undo it", async () => {
    const { page } = session()
    await page.goto("/graph")
    await button(page, /^Materialize \d…$/).click()
    await dialog(page, "Plan").getByRole("button", { name: "Start" }).click()
    await status(page, /succeeded/).waitFor()
    await screen(page, "Models").click()
    await button(page, /^Pin: /)
      .first()
      .click()
    const asked = dialog(page, "Pin this model?")
    await asked.getByText(/--pin$/).waitFor()
    await asked.getByRole("button", { name: "Pin" }).click()
    await notice(page)
      .getByText(/^runner models activate /)
      .waitFor()
    await page.getByText("in use, pinned").waitFor()
    await page
      .getByRole("region", { name: /^Terms of/ })
      .getByText("Greatest mean weights")
      .waitFor()
  })

  it("finds an ad by words and filters, and others find it by the address", async () => {
    const { page } = session()
    await screen(page, "Jobs").click()
    await page.getByText(/^\d+ ads$/).waitFor()
    await page.getByRole("checkbox", { name: /^Paris/ }).check()
    await page.waitForURL(/city=Paris/)
    await page.getByRole("searchbox").fill("data")
    await page.waitForURL(/q=data/)
    await page.locator("mark", { hasText: /data/i }).first().waitFor()
    await page.reload()
    assert.isTrue(await page.getByRole("checkbox", { name: /^Paris/ }).isChecked())
    assert.strictEqual(await page.getByRole("searchbox").inputValue(), "data")
    await page.getByRole("article").first().getByRole("button").first().click()
    await page.getByRole("dialog").getByText("Company").waitFor()
    await page.getByRole("dialog").getByText("What each batch said of it").click()
    await page
      .getByRole("dialog")
      .getByText(/stands now/)
      .waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached" })
  })

  it("finds ads by likeness, reads why, and goes on to those like one of them", async () => {
    const { page } = session()
    await page.goto("/jobs")
    await button(page, "Similar").click()
    await page.getByRole("textbox", { name: /^A text/ }).fill("ingénieur données python")
    await page.getByText(/^Known to the model:/).waitFor()
    await page
      .getByText(/^Likeness 0\.\d+:/)
      .first()
      .waitFor()
    await page.getByText(/^runner search /).waitFor()
    await page
      .getByRole("button", { name: /^Similar ads: / })
      .first()
      .click()
    await page.waitForURL(/similarTo=/)
    await page.getByText(/^runner similar /).waitFor()
    await page.getByRole("article").first().waitFor()
  })

  it("met no error, no broken policy and no request to elsewhere", () => assert.deepStrictEqual(session().wrongs, []))
})

describe.skipIf(!hasBrowser)("a person with a keyboard alone (skipped without a browser)", { timeout: 400_000 }, () => {
  const session = opened(open)
  const press = async (...keys: ReadonlyArray<string>) => {
    for (const key of keys) {
      await session().page.keyboard.press(key)
    }
  }
  const focused = () =>
    session().page.evaluate(() => {
      const here = document.activeElement
      const labels = here instanceof HTMLInputElement || here instanceof HTMLSelectElement ? (here.labels ?? []) : []
      const label = [...labels].map((one) => one.textContent).join(" ")
      return (here?.getAttribute("aria-label") ?? (label || here?.textContent || "")).trim()
    })
  /** By Tab alone, once around the page at most. */
  const tabTo = async (name: string | RegExp) => {
    for (let tries = 0; tries < 120; tries++) {
      await press("Tab")
      const here = await focused()
      if (typeof name === "string" ? here === name : name.test(here)) {
        return
      }
    }
    throw new Error(`Tab does not come to ${name}`)
  }
  /** An option of the search, by arrows. */
  const choose = async (option: RegExp) => {
    const { page } = session()
    const options = page.getByRole("dialog").getByRole("option")
    await options.filter({ hasText: option }).first().waitFor()
    for (let tries = 0; tries < 20; tries++) {
      if (option.test((await page.getByRole("dialog").getByRole("option", { selected: true }).textContent()) ?? "")) {
        break
      }
      await press("ArrowDown")
    }
    await press("Enter")
  }

  it("skips to the screen first", async () => {
    const { page } = session()
    await page.goto("/graph")
    await page.getByText("missing", { exact: true }).first().waitFor()
    await press("Tab")
    assert.strictEqual(await focused(), "Skip to the screen")
  })

  it("starts a run and watches it", async () => {
    const { page } = session()
    await button(page, "Materialize 5…").waitFor()
    await press("m")
    await dialog(page, "Plan").getByText("runner materialize --all").waitFor()
    await tabTo("Start")
    await press("Enter")
    await status(page, /succeeded/).waitFor()
  })

  it("goes from screen to screen, and from row to row", async () => {
    const { page } = session()
    await press("g", "r")
    await page.getByRole("row", { name: /succeeded/ }).waitFor()
    await press("j", "Enter")
    await page.waitForURL(/\/runs\/.+/)
    await status(page, /succeeded/).waitFor()
    await press("Escape")
    await page.waitForURL(/\/runs$/)
    await press("g", "j")
    await page.getByRole("article").first().waitFor()
    await press("j", "Enter")
    await page.getByRole("dialog").getByText("Company").waitFor()
    await press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached" })
  })

  it("makes a run fail, and reads why and what to do", async () => {
    const { page } = session()
    await press("g", "g")
    await page.getByText("5 of 5").waitFor()
    await tabTo(/^Select/)
    await page.keyboard.type("raw")
    await page.getByText("1 of 5").waitFor()
    await tabTo(/^Materialize/)
    await press("Enter")
    const plan = dialog(page, "Plan")
    await plan.getByRole("checkbox").waitFor()
    await tabTo(/^Also what is fresh/)
    await press("Space")
    await tabTo(/^Source/)
    await press("a")
    await plan.getByText("--source adzuna").waitFor()
    await tabTo("Start")
    await press("Enter")
    await status(page, /failed/).waitFor()
    const failure = page.getByRole("region", { name: /^raw/ })
    await failure.getByText("This will not pass by itself").waitFor()
    await failure.getByText(/runner runs retry/).waitFor()
    await page.getByRole("log").getByText("STATUS=failed", { exact: false }).first().waitFor()
    await press("e")
    const line = page.getByRole("region", { name: "The line in full" })
    await line.getByText('"tag"').waitFor()
    const before = await line.getByRole("paragraph").textContent()
    await page.getByRole("log").focus()
    await press("ArrowUp")
    await page.waitForFunction(
      (before) => document.querySelector("[aria-label='The line in full'] p")?.textContent !== before,
      before
    )
    await press("Enter")
    await line.waitFor({ state: "detached" })
  })

  it("retries it, and comes back to where it was when it does not want to", async () => {
    const { page } = session()
    const failed = page.url()
    const asked = dialog(page, "Retry this run?")
    await press("r")
    await asked.getByText("1 step would run again").waitFor()
    await press("Escape")
    await asked.waitFor({ state: "detached" })
    await press("r")
    await asked.getByText("1 step would run again").waitFor()
    await tabTo("Retry")
    await press("Enter")
    await page.waitForURL((url) => url.href !== failed && /\/runs\/.+/.test(url.pathname))
    await status(page, /failed/).waitFor()
    await tabTo("Close the notice")
    await press("Enter")
    await notice(page).waitFor({ state: "detached" })
  })

  it("rolls the good run back, reads why it is held, and releases it", async () => {
    const { page } = session()
    await press("/")
    await page.getByRole("combobox", { name: /every button/ }).waitFor()
    await page.keyboard.type("exported")
    await choose(/^exported .*asset$/)
    await page.waitForURL(/\/assets\/exported/)
    await tabTo("Roll back")
    await press("Enter")
    const asked = dialog(page, "Roll this run back?")
    await asked.getByText("5 versions are taken back").waitFor()
    await tabTo("Roll back")
    await press("Enter")
    await notice(page)
      .getByText(/^runner runs release /)
      .waitFor()
    await status(page, /held/).waitFor()
    await press("w")
    await dialog(page, "Why: exported")
      .getByText(/^exported .* is held/)
      .waitFor()
    await press("Escape")
    await dialog(page, "Why: exported").waitFor({ state: "detached" })
    await tabTo("Release")
    await press("Enter")
    const release = dialog(page, "Release what is held?")
    await release.getByText(/^runner runs release /).waitFor()
    await tabTo("Release")
    await press("Enter")
    await status(page, /missing/).waitFor()
  })

  it("makes it anew from there", async () => {
    const { page } = session()
    await press("g", "g")
    await page.getByText("5 of 5").waitFor()
    await button(page, /^Materialize \d…$/).waitFor()
    await press("m")
    await dialog(page, "Plan")
      .getByText(/^runner materialize /)
      .waitFor()
    await tabTo("Start")
    await press("Enter")
    await status(page, /succeeded/).waitFor()
  })

  it("moves in the grid of runs by arrows", async () => {
    const { page } = session()
    await page.goto("/runs?view=grid")
    await page
      .getByRole("button", { name: /^raw, / })
      .last()
      .focus()
    await press("ArrowDown")
    assert.match(await focused(), /^validated, /)
    await press("Enter")
    await page.waitForURL(/\/runs\/.+step=validated/)
  })

  it("finds and presses anything by a few words", async () => {
    const { page } = session()
    await page.goto("/graph")
    await page.getByRole("button", { name: "fresh: Why: exported" }).waitFor()
    await press("/")
    const field = page.getByRole("combobox", { name: /every button/ })
    await field.waitFor()
    await page.keyboard.type("why exported")
    await page
      .getByRole("option", { name: /Why: exported/ })
      .first()
      .waitFor()
    await press("Enter")
    await dialog(page, "Why: exported").waitFor()
    await press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached" })
    await press("Control+k")
    await field.waitFor()
    await page.keyboard.type("validated")
    await choose(/^validated .*asset$/)
    await page.waitForURL(/\/assets\/validated/)
  })

  it("is shown what the keys do, and can switch letters off", async () => {
    const { page } = session()
    await page.goto("/runs")
    await page.getByRole("row", { name: /succeeded/ }).waitFor()
    await press("?")
    await dialog(page, "Keys").getByRole("checkbox").uncheck()
    await press("Escape", "g", "h", "/")
    assert.match(page.url(), /\/runs$/)
    assert.strictEqual(await page.getByRole("dialog").count(), 0)
    await page.getByRole("button", { name: "Keys" }).click()
    await dialog(page, "Keys").getByRole("checkbox").check()
    await press("Escape")
  })

  it("types letters into fields, and they stay letters", async () => {
    const { page } = session()
    await page.goto("/jobs")
    await page.getByRole("searchbox").focus()
    await page.keyboard.type("gr jk")
    assert.strictEqual(await page.getByRole("searchbox").inputValue(), "gr jk")
    assert.match(page.url(), /\/jobs/)
  })

  it("met no error, no broken policy and no request to elsewhere", () => assert.deepStrictEqual(session().wrongs, []))
})
