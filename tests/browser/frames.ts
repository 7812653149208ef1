import type { Page } from "playwright-core"

/** How long frames took while something was done, in milliseconds: half of them at most `p50`, and so on. */
export interface Frames {
  readonly p50: number
  readonly p95: number
  readonly longest: number
}

/** Notes the time between frames while something is done. */
export const framesWhile = async (page: Page, act: () => Promise<void>): Promise<Frames> => {
  await page.evaluate(() => {
    const times: Array<number> = []
    const note = (time: number) => {
      times.push(time)
      if (document.documentElement.dataset.frames === undefined) {
        requestAnimationFrame(note)
      } else {
        document.documentElement.dataset.frames = times.map((time) => time.toFixed(1)).join(" ")
      }
    }
    requestAnimationFrame(note)
  })
  await act()
  await page.evaluate(() => {
    document.documentElement.dataset.frames = ""
  })
  await page.waitForFunction(() => document.documentElement.dataset.frames !== "")
  const text = await page.evaluate(() => {
    const { frames = "" } = document.documentElement.dataset
    delete document.documentElement.dataset.frames
    return frames
  })
  const times = text.split(" ").map(Number)
  const took = times
    .slice(1)
    .map((time, index) => time - (times[index] ?? 0))
    .toSorted((a, b) => a - b)
  const at = (part: number) => Math.round(took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0)
  return { p50: at(0.5), p95: at(0.95), longest: at(1) }
}
