/**
 * A run's progress as lines of a terminal: one line a step, none wider than the terminal.
 *
 * ```
 * ✔ raw          2026-03-07/fr     245 rows         1.2s
 * ⠋ validated    2026-03-07/fr   8,192 rows  5,400/s  2s
 * ↻ raw          2026-03-07/gb  again in 43s (attempt 2): adzuna cannot be reached (503)
 * · enriched     2026-03-07/fr
 * ```
 *
 * @module
 */
import { CliOutput } from "effect/cli"
import { counted, figure, rowsOf, seconds } from "../print/format.ts"
import type { Paint, Tone } from "../print/paint.ts"
import type { RunProgress, StepProgress } from "./RunProgress.ts"

export interface Screen {
  readonly columns: number
  readonly rows: number
  readonly paint: Paint
}

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

/** One frame of the spinner. */
export const frameMs = 125

/** Below the steps: a line that sums up, and one for the cursor. */
const linesBelow = 2

export const progressLines = (progress: RunProgress, now: number, screen: Screen): ReadonlyArray<string> => {
  const steps = [...progress.values()]
  const widths = {
    asset: Math.max(0, ...steps.map(({ asset }) => CliOutput.displayWidth(asset))),
    partition: Math.max(0, ...steps.map(({ partition }) => CliOutput.displayWidth(partition ?? "")))
  }
  const shown = steps.length + linesBelow <= screen.rows ? steps : mostUrgent(steps, screen.rows - linesBelow)
  const lines = shown.map((step) => stepLine(step, now, widths, screen))
  const hidden = steps.length - shown.length
  return [...lines, summaryLine(steps, hidden, screen)]
}

/** What is at work first, then what has gone wrong, then what has not begun; in the order of the plan. */
const mostUrgent = (steps: ReadonlyArray<StepProgress>, room: number): ReadonlyArray<StepProgress> => {
  const urgency = ({ status }: StepProgress) =>
    status === "running" || status === "waiting" ? 0 : isBad(status) ? 1 : status === "pending" ? 2 : 3
  const chosen = new Set([...steps].sort((a, b) => urgency(a) - urgency(b)).slice(0, Math.max(1, room)))
  return steps.filter((step) => chosen.has(step))
}

const isBad = (status: StepProgress["status"]) => status === "failed" || status === "blocked" || status === "fenced"

const isOver = ({ status }: StepProgress) => status !== "running" && status !== "waiting" && status !== "pending"

interface Widths {
  readonly asset: number
  readonly partition: number
}

const stepLine = (step: StepProgress, now: number, widths: Widths, { columns, paint }: Screen): string => {
  const [sign, tone] = signOf(step, now)
  const name = `${padded(step.asset, widths.asset)}  ${padded(step.partition ?? "", widths.partition)}`
  const text = fitted(` ${name}  ${detailOf(step, now)}`, columns - 2)
  return paint(tone, sign) + (step.status === "pending" ? paint("quiet", text) : text)
}

const signOf = ({ status }: StepProgress, now: number): readonly [sign: string, tone: Tone] => {
  switch (status) {
    case "running":
      return [spinner[Math.floor(now / frameMs) % spinner.length] ?? "*", "active"]
    case "waiting":
      return ["↻", "warning"]
    case "pending":
      return ["·", "quiet"]
    case "materialized":
      return ["✔", "good"]
    default:
      return isBad(status) ? ["✘", "bad"] : ["–", "quiet"]
  }
}

const detailOf = (step: StepProgress, now: number): string => {
  const { attempt, durationMs, note, rows, since, status, until } = step
  if (status === "running") {
    const elapsed = since === null ? 0 : now - since
    const rate = rows === null || elapsed < 1_000 ? "" : `${figure(Math.round((rows * 1_000) / elapsed))}/s`
    return columnsOf(
      rowsText(step),
      rate,
      wholeSeconds(Math.floor(elapsed / 1_000)),
      attempt > 1 ? `attempt ${attempt}` : ""
    )
  }
  if (status === "waiting") {
    return until === null
      ? note
      : `again in ${wholeSeconds(Math.ceil((until - now) / 1_000))} (attempt ${attempt + 1}): ${note}`
  }
  if (status === "pending") {
    return ""
  }
  const time = durationMs === null || durationMs === 0 ? "" : seconds(durationMs)
  return status === "materialized"
    ? columnsOf(rowsText(step), "", time, attempt > 1 ? `${attempt} attempts` : "")
    : [status, note].filter((text) => text !== "").join(": ")
}

/** Widths that hold a million rows. */
const columnsOf = (rows: string, rate: string, time: string, rest: string): string =>
  [rows.padStart(14), rate.padStart(9), time.padStart(6), rest].join("  ").trimEnd()

const rowsText = ({ asset, rows }: StepProgress): string => {
  const text = rowsOf(asset, rows)
  return text === "" || rows === null ? "" : counted(rows, "row")
}

/** Whole ones, so that nothing jumps ten times a second. */
const wholeSeconds = (count: number): string => {
  const total = Math.max(0, count)
  return total < 120 ? `${total}s` : `${Math.floor(total / 60)}m ${total % 60}s`
}

const summaryLine = (steps: ReadonlyArray<StepProgress>, hidden: number, { columns, paint }: Screen): string => {
  const over = steps.filter(isOver).length
  const bad = steps.filter(({ status }) => isBad(status)).length
  const text = [
    `${over} of ${counted(steps.length, "step")} done`,
    bad === 0 ? "" : `${bad} failed or blocked`,
    hidden === 0 ? "" : `${hidden} not shown`
  ]
  return paint(bad === 0 ? "quiet" : "bad", fitted(`  ${text.filter((part) => part !== "").join(", ")}`, columns - 1))
}

const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - CliOutput.displayWidth(text)))

/** The text on one line of at most `width` cells, cut with an ellipsis. */
export const fitted = (text: string, width: number): string => {
  const line = text.replaceAll(/\s*[\r\n]+\s*/g, " ").trimEnd()
  if (CliOutput.displayWidth(line) <= width) {
    return line
  }
  let kept = ""
  for (const letter of line) {
    if (CliOutput.displayWidth(kept + letter) > width - 1) {
      break
    }
    kept += letter
  }
  return width < 1 ? "" : `${kept}…`
}
