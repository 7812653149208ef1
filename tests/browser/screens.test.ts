import { gzipSync } from "node:zlib"
import { Effect } from "effect"
import type { Page } from "playwright-core"
import { assert, describe, it } from "vitest"
import { shellWords, unknownIn } from "../reference/commandLines.ts"
import { violations } from "./axe.ts"
import { hasBrowser, mostShift, openPage } from "./Browser.ts"
import { openings } from "./dialogs.ts"
import { startServiceWithRun } from "./Service.ts"
import { screens } from "./screens.ts"
import { opened } from "./suite.ts"

const settings = [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { colorScheme: "light", viewport: { width: 390, height: 844 } },
  { colorScheme: "light", viewport: { width: 360, height: 740 } },
  // As wide as 1280 px are when everything is drawn four times as large (WCAG 1.4.10).
  { colorScheme: "light", viewport: { width: 320, height: 640 } },
  { colorScheme: "light", forcedColors: "active", viewport: { width: 1280, height: 800 } }
] as const

/** A browser has six connections to one host over HTTP/1.1. */
const tabs = 8

describe.skipIf(!hasBrowser)("every screen (skipped without a browser)", { timeout: 400_000 }, () => {
  const session = opened(startServiceWithRun)

  it.each(settings)("can be used by everybody: $colorScheme, $viewport.width px", (setting) =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const { url, runId } = session()
          const { page, wrongs } = yield* openPage(url, setting, mostShift.screen)
          const found: Array<string> = []
          const commands = new Set<string>()
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
              for (const text of await page.getByText(/^runner /).allTextContents()) {
                commands.add(text)
              }
            })
          }
          assert.isAbove(commands.size, 5)
          found.push(...(yield* unknownCommands(commands)))
          assert.deepStrictEqual([...found, ...wrongs], [])
        })
      )
    )
  )

  it("can be used by everybody with each of its dialogs open, which show commands that there are", () =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const { runId, url } = session()
          const { page, wrongs } = yield* openPage(url, { viewport: { width: 1440, height: 900 } })
          const found: Array<string> = []
          const commands = new Set<string>()
          for (const { act, dialog, path, says } of openings(runId)) {
            yield* Effect.promise(async () => {
              await page.goto(path)
              await page.getByRole("status").getByText("live", { exact: true }).waitFor()
              await act(page)
              const here = dialog === "" ? page.getByRole("dialog") : page.getByRole("dialog", { name: dialog })
              await here.getByText(says).first().waitFor()
              for (const colorScheme of ["light", "dark"] as const) {
                await page.emulateMedia({ colorScheme })
                found.push(...(await violations(page)).map((line) => `${path}, ${dialog} (${colorScheme}): ${line}`))
              }
              for (const text of await here.getByText(/^runner /).allTextContents()) {
                commands.add(text)
              }
              await page.keyboard.press("Escape")
              await here.waitFor({ state: "detached" })
            })
          }
          assert.isAbove(commands.size, 3)
          assert.deepStrictEqual([...found, ...(yield* unknownCommands(commands)), ...wrongs], [])
        })
      )
    ))

  it("are sent in few bytes: 130 kB of JavaScript at first, 200 kB with the picture of the graph, 15 kB of CSS", () =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const { url } = session()
          const { page } = yield* openPage(url)
          const first = yield* Effect.promise(async () => {
            await page.goto("/runs")
            await page.getByRole("row", { name: /succeeded/ }).waitFor()
            return sentFor(page)
          })
          const graph = yield* Effect.promise(async () => {
            await page.goto("/graph")
            await page
              .getByRole("button", { name: /^fresh: Why: / })
              .first()
              .waitFor()
            return sentFor(page)
          })
          assert.isAbove(first.js, 0)
          assert.isBelow(first.js, 130_000)
          assert.isBelow(graph.js, 200_000)
          assert.isBelow(graph.css, 15_000)
        })
      )
    ))

  it("are live in more tabs than a browser has connections to one host", () =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const { run, url } = session()
          const { page, wrongs } = yield* openPage(url)
          const more = yield* Effect.promise(() =>
            Promise.all(Array.from({ length: tabs - 1 }, () => page.context().newPage()))
          )
          for (const tab of [page, ...more]) {
            yield* Effect.promise(async () => {
              await tab.goto(`${url}/runs`, { timeout: 60_000 })
              await tab.getByRole("status").getByText("live", { exact: true }).waitFor({ timeout: 60_000 })
            })
          }
          const { code, stderr } = yield* run("materialize", "raw", "--source", "sample")
          assert.strictEqual(code, 0, stderr)
          for (const tab of [page, ...more]) {
            const rows = tab.getByRole("row", { name: /succeeded/ })
            yield* Effect.promise(() => rows.nth(1).waitFor({ timeout: 60_000 }))
          }
          assert.deepStrictEqual(wrongs, [])
        })
      )
    ))
})

/** The commands among those that are shown that the command line does not know. */
const unknownCommands = Effect.fnUntraced(function* (lines: Iterable<string>) {
  const unknown: Array<string> = []
  for (const [program, ...words] of [...lines].map(shellWords)) {
    unknown.push(...(program === "runner" ? yield* unknownIn(words) : [`${program} is no program`]))
  }
  return unknown
})

/** The bytes of the scripts and styles that a page has loaded, as gzip makes them. */
const sentFor = async (page: Page) => {
  const names = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name))
  const sum = async (ending: string) => {
    const files = names.filter((name) => name.endsWith(ending))
    const sizes = files.map(async (file) => gzipSync(new Uint8Array(await (await fetch(file)).arrayBuffer())).length)
    return (await Promise.all(sizes)).reduce((all, size) => all + size, 0)
  }
  return { js: await sum(".js"), css: await sum(".css") }
}
