/**
 * Debian's Chromium, and pages that note everything that must not happen on any screen.
 *
 * @module
 */
import { existsSync } from "node:fs"
import { Effect } from "effect"
import { type BrowserContextOptions, chromium, type Page } from "playwright-core"

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"

/** Suites are skipped where there is none. */
export const hasBrowser = existsSync(executablePath)

const offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]

export const openBrowser = Effect.acquireRelease(
  Effect.promise(() => chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...offline] })),
  (browser) => Effect.promise(() => browser.close())
)

/** A page, and what went wrong on it: errors, broken policy, requests to elsewhere. */
export interface WatchedPage {
  readonly page: Page
  readonly wrongs: Array<string>
}

/** Opens a page of its own. A problem that the service answers is no wrong: the page is there to show it. */
export const openPage = Effect.fnUntraced(function* (url: string, options: BrowserContextOptions = {}) {
  const browser = yield* openBrowser
  const context = yield* Effect.promise(() => browser.newContext({ baseURL: url, ...options }))
  const page = yield* Effect.promise(() => context.newPage())
  // Software drawing on a busy machine takes its time.
  page.setDefaultTimeout(60_000)
  const wrongs: Array<string> = []
  page.on("pageerror", ({ message }) => wrongs.push(`error: ${message}`))
  page.on("console", (line) => {
    const isAnswer = line.text().startsWith("Failed to load resource: the server responded")
    if (line.type() === "error" && !isAnswer) {
      wrongs.push(`console: ${line.text()}`)
    }
  })
  page.on("request", (request) => {
    const to = request.url()
    if (!to.startsWith(url) && !/^(data|blob):/.test(to)) {
      wrongs.push(`request to ${to}`)
    }
  })
  yield* Effect.promise(() =>
    page.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) =>
        // biome-ignore lint/suspicious/noConsole: the console is how the page tells us
        console.error(`policy ${violatedDirective}: ${blockedURI}`)
      )
    )
  )
  return { page, wrongs } satisfies WatchedPage
})
