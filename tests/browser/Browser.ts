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

/**
 * What may move by itself at once, as the sum of layout shifts. The aim holds where each screen is opened alone, and a
 * failure can be looked at twice; on the way through many of them a busy machine paints answers apart that come together
 * elsewhere, so that the limit there is the one up to which the measure counts as good.
 */
export const mostShift = { screen: 0.02, journey: 0.1 } as const

interface LayoutShift {
  readonly value: number
  readonly hadRecentInput: boolean
  readonly sources: ReadonlyArray<{ readonly node: Node | null }>
}

/** A page, and what went wrong on it: errors, broken policy, requests to elsewhere. */
export interface WatchedPage {
  readonly page: Page
  readonly wrongs: Array<string>
}

/** Opens a page of its own. A problem that the service answers is no wrong: the page is there to show it. */
export const openPage = Effect.fnUntraced(function* (
  url: string,
  options: BrowserContextOptions = {},
  most: number = mostShift.journey
) {
  const browser = yield* openBrowser
  const context = yield* Effect.promise(() => browser.newContext({ baseURL: url, ...options }))
  const page = yield* Effect.promise(() => context.newPage())
  // Software drawing on a busy machine takes its time; so does a run, which comes after whatever else wants the processor.
  page.setDefaultTimeout(180_000)
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
    page.addInitScript((most: number) => {
      // biome-ignore lint/suspicious/noConsole: the console is how the page tells us
      const tell = (text: string) => console.error(text)
      document.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) =>
        tell(`policy ${violatedDirective}: ${blockedURI}`)
      )
      // A busy machine answers what a person does later than the half second for which the browser knows of it.
      let input = Number.NEGATIVE_INFINITY
      for (const kind of ["pointerdown", "keydown"]) {
        addEventListener(kind, ({ timeStamp }) => (input = timeStamp), { capture: true })
      }
      let [sum, began, last] = [0, 0, 0]
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          // The types of the DOM do not know this kind of entry.
          const { hadRecentInput, sources, value } = entry as unknown as LayoutShift
          const { startTime } = entry
          const isAsked = hadRecentInput || startTime - input < 1_500
          // Counted as the measure "cumulative layout shift" has it: what comes together, for five seconds at most.
          if (startTime - last > 1_000 || startTime - began > 5_000) {
            sum = 0
            began = startTime
          }
          last = startTime
          sum += isAsked ? 0 : value
          if (!isAsked && sum > most) {
            const moved = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : "?"))
            tell(`layout shift ${sum.toFixed(3)} on ${location.pathname}${location.search}: ${moved.join(" | ")}`)
          }
        }
      }).observe({ type: "layout-shift", buffered: true })
    }, most)
  )
  return { page, wrongs } satisfies WatchedPage
})
