/**
 * What a run did, line by line: its events in the words of the specification's log.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Event } from "@jobgraph/assets/Event"
import { Effect, Option, Schema, Stream } from "effect"
import type { LogLine } from "../../api/Runs.ts"
import { instant } from "../../print/json.ts"
import { logLine } from "../../print/logLines.ts"
import { cursorsOf } from "../http/cursors.ts"

const cursors = cursorsOf(Schema.Struct({ after: Schema.Int }))

/** Events are read in pages of this size. */
const pageSize = 1_000

export interface LogQuery {
  readonly asset?: string
  readonly level?: LogLine["level"]
  readonly q?: string
  readonly limit?: number
  readonly after?: number
  readonly cursor?: string
}

/** A page of the lines that fit, and how many lines of each level the run has. */
export const logPage = Effect.fnUntraced(function* (runId: string, query: LogQuery) {
  const catalog = yield* Catalog
  const place = yield* cursors.read(query.cursor)
  const events = yield* Stream.paginate(0, (after: number) =>
    Effect.map(catalog.events(runId, after, pageSize), (page) => {
      const last = page.at(-1)
      const next = last !== undefined && page.length === pageSize ? Option.some(last.sequence) : Option.none()
      return [page, next] as const
    })
  ).pipe(Stream.runCollect)
  const all = events.flatMap(lineOf)
  const limit = query.limit ?? 500
  const fitting = all.filter(
    ({ asset, level, message, pos }) =>
      pos > (place?.after ?? query.after ?? 0) &&
      (query.asset === undefined || asset === query.asset) &&
      (query.level === undefined || level === query.level) &&
      (query.q === undefined || message.toLowerCase().includes(query.q.toLowerCase()))
  )
  const lines = fitting.slice(0, limit)
  const last = lines.at(-1)
  const count = (level: LogLine["level"]) => all.filter((line) => line.level === level).length
  return {
    lines,
    counts: { error: count("error"), warning: count("warning"), info: count("info") },
    next: fitting.length > limit && last !== undefined ? cursors.of({ after: last.pos }) : null
  }
})

const lineOf = (event: Event): ReadonlyArray<LogLine> =>
  Option.match(logLine(event, { hasPartitions: false }), {
    onNone: () => [],
    onSome: (text) => [
      {
        pos: event.sequence,
        at: instant(event.at),
        level: levelOf(event),
        asset: event.asset,
        partition: event.partition,
        attempt: typeof event.data["attempt"] === "number" ? event.data["attempt"] : null,
        message: text.replace(/^\[[^\]]*\] /, ""),
        fields: event.data
      }
    ]
  })

const levelOf = ({ data, kind }: Event): LogLine["level"] => {
  const status = data["status"]
  if (status === "failed" || status === "fenced" || status === "crashed") {
    return "error"
  }
  const isRefused = kind === "CheckEvaluated" && data["passed"] === false
  if (isRefused && data["severity"] === "error") {
    return "error"
  }
  return isRefused || kind === "AttemptFailed" || status === "blocked" || status === "cancelled" ? "warning" : "info"
}
