/**
 * Takes a picture of every screen: light, dark and on a phone. `pnpm screenshots [FOLDER]`, by default `.screenshots`.
 *
 * @module
 */
import { mkdirSync } from "node:fs"
import { join, resolve } from "node:path"
import { Effect } from "effect"
import { hasBrowser, openPage } from "./Browser.ts"
import { startServiceWithRun } from "./Service.ts"
import { screens } from "./screens.ts"

// pnpm runs it in the folder of the tests.
const folder = resolve(import.meta.dirname, "../..", process.argv[2] ?? ".screenshots")

const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } }
] as const

const take = Effect.gen(function* () {
  const { url, runId } = yield* startServiceWithRun
  for (const { name: look, ...options } of looks) {
    const { page } = yield* openPage(url, { ...options, reducedMotion: "reduce" })
    for (const [name, path] of screens(runId)) {
      yield* Effect.promise(async () => {
        await page.goto(path)
        await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" })
        await page.waitForLoadState("load")
        // The picture of the graph is laid out after its data have come.
        await page.waitForTimeout(1_000)
        await page.screenshot({ path: join(folder, `${name}-${look}.png`) })
      })
    }
  }
})

if (hasBrowser) {
  mkdirSync(folder, { recursive: true })
  await Effect.runPromise(Effect.scoped(take))
  process.stdout.write(`${folder}\n`)
} else {
  process.stderr.write("There is no browser: install Debian's chromium, or name one in CHROMIUM\n")
  process.exitCode = 2
}
