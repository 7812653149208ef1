/**
 * A run shown on a terminal while it works.
 *
 * @module
 */
import type { Event } from "@jobgraph/assets/Event"
import type { Plan } from "@jobgraph/assets/Plan"
import { RowProgress } from "@jobgraph/assets/RowProgress"
import { Clock, Duration, Effect, Layer } from "effect"
import { CliOutput } from "effect/cli"
import { AttemptFailed, CheckEvaluated, decoded } from "../print/eventData.ts"
import { nameOf } from "../print/format.ts"
import { type Paint, paintFor } from "../print/paint.ts"
import { folded } from "../print/table.ts"
import { frameMs, progressLines } from "./progressLines.ts"
import { afterEvent, afterRows, planned } from "./RunProgress.ts"

/** Is there a terminal that can draw over its own lines? Not in CI, where every frame would be kept. */
export const isLive = (
  stream: Pick<NodeJS.WriteStream, "isTTY">,
  variables: Readonly<Record<string, string | undefined>>
): boolean => stream.isTTY === true && variables["TERM"] !== "dumb" && (variables["CI"] ?? "") === ""

/** Takes away lines that a terminal which became narrower has broken, so that they are more than were written. */
const eraseBroken = (lines: ReadonlyArray<string>, columns: number): string => {
  const height = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(CliOutput.displayWidth(line) / columns)), 0)
  // The cursor stands below the last line.
  return `\r${height > 0 ? `\u001B[${height}A` : ""}\u001B[J`
}

/** What stays on the screen above the steps, and when they are gone: checks that found something, failed attempts. */
const keptLine = ({ asset, data, kind, partition }: Event, paint: Paint): string | undefined => {
  const name = nameOf(asset ?? "", partition)
  if (kind === "CheckEvaluated") {
    const { message, name: check, severity } = decoded(CheckEvaluated, data)
    return `${severity === "error" ? paint("bad", "✘") : paint("warning", "!")} ${name}: ${message} (${check})`
  }
  if (kind === "AttemptFailed") {
    const { attempt, error, isLast } = decoded(AttemptFailed, data)
    return isLast ? undefined : `${paint("warning", "↻")} ${name}, attempt ${attempt}: ${error.message}`
  }
  return undefined
}

/**
 * Draws the steps of a plan until the scope closes, and then takes them away:
 * the table of the result says the same. Answers who watches the run's events,
 * and the layer that sees its rows.
 */
export const liveProgress = Effect.fnUntraced(function* (plan: Plan, stream: NodeJS.WriteStream) {
  // Loaded here: a pipe needs none of it.
  const { createLogUpdate } = yield* Effect.promise(() => import("log-update"))
  const paint = paintFor(stream)
  let progress = planned(plan)
  const terminal = yield* Effect.acquireRelease(
    Effect.sync(() => createLogUpdate(stream)),
    (log) =>
      Effect.sync(() => {
        log.clear()
        log.done()
      })
  )
  let drawn: { readonly columns: number; readonly lines: ReadonlyArray<string> } = { columns: 0, lines: [] }
  const draw = Effect.map(Clock.currentTimeMillis, (now) => {
    const columns = stream.columns || 80
    if (columns < drawn.columns) {
      stream.write(eraseBroken(drawn.lines, columns))
      terminal.done()
    }
    const lines = progressLines(progress, now, { columns, rows: stream.rows ?? 24, paint })
    terminal(lines.join("\n"))
    drawn = { columns, lines }
  })
  yield* Effect.forkScoped(Effect.forever(Effect.andThen(draw, Effect.sleep(Duration.millis(frameMs)))))
  const watch = (event: Event) =>
    Effect.sync(() => {
      progress = afterEvent(progress, event)
      const line = keptLine(event, paint)
      if (line !== undefined) {
        terminal.persist(folded(line, stream.columns || 80))
      }
    })
  const layer = Layer.succeed(RowProgress, (rows) => {
    progress = afterRows(progress, rows)
  })
  return { watch, layer }
})
