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
import { logLine } from "../print/logLines.ts"
import { paintFor } from "../print/paint.ts"
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

/** Events that are worth a line of their own, above the steps: they stay on the screen when the steps are gone. */
const isWorthKeeping = ({ kind }: Event) => kind === "AttemptFailed" || kind === "CheckEvaluated"

/**
 * Draws the steps of a plan until the scope closes, and then takes them away:
 * the table of the result says the same. Answers who watches the run's events,
 * and the layer that sees its rows.
 */
export const liveProgress = Effect.fnUntraced(function* (plan: Plan, stream: NodeJS.WriteStream) {
  // Loaded here: a pipe needs none of it.
  const { createLogUpdate } = yield* Effect.promise(() => import("log-update"))
  const hasPartitions = plan.partitions.length > 1
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
    const columns = stream.columns ?? 80
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
      const line = isWorthKeeping(event) ? logLine(event, { hasPartitions }) : undefined
      if (line?._tag === "Some") {
        terminal.persist(line.value)
      }
    })
  const layer = Layer.succeed(RowProgress, (rows) => {
    progress = afterRows(progress, rows)
  })
  return { watch, layer }
})
