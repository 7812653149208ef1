/**
 * Colours by what they mean; without them every text says the same.
 *
 * @module
 */
import { styleText } from "node:util"

export type Tone = "good" | "bad" | "warning" | "quiet" | "active"

export type Paint = (tone: Tone, text: string) => string

const styles = { good: "green", bad: "red", warning: "yellow", quiet: "dim", active: "cyan" } as const

export const plain: Paint = (_, text) => text

/** Paints where the stream is a terminal that shows colours, and `NO_COLOR` is not set; `FORCE_COLOR` paints anywhere. */
export const paintFor =
  (stream: NodeJS.WriteStream): Paint =>
  (tone, text) =>
    text === "" ? "" : styleText(styles[tone], text, { stream })

/** How a status is meant, of an asset, a run or a step. */
export const toneOf = (status: string): Tone => tones[status] ?? "quiet"

const tones: Readonly<Record<string, Tone>> = {
  materialized: "good",
  success: "good",
  fresh: "good",
  failed: "bad",
  crashed: "bad",
  blocked: "bad",
  fenced: "bad",
  missing: "warning",
  stale: "warning",
  waiting: "warning",
  cancelled: "warning",
  superseded: "warning",
  running: "active"
}
