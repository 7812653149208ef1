/**
 * What a run did, line by line: its events in the words of the specification's log.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Event } from "@jobgraph/assets/Event"
import { Effect, Option, Schema, Stream } from "effect"
import type { LogLine, LogPage } from "../../api/RunAnswers.ts"
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

type Counts = LogPage["counts"]

/** How many lines of each level a run has, up to the event of a number. */
interface Counted {
  readonly after: number
  readonly counts: Counts
}

const nothing: Counted = { after: 0, counts: { error: 0, warning: 0, info: 0 } }

/** Of so many runs it is remembered how many lines they have; of others it is counted anew. */
const mostRemembered = 200

/**
 * Answers a page of the lines that fit, and how many lines of each level the run has.
 *
 * A page reads no more events than it needs. Events are only ever appended, so
 * that lines which were counted once are not counted again.
 */
export const makeLogPage = () => {
  const remembered = new Map<string, Counted>()
  const counted = Effect.fnUntraced(function* (runId: string) {
    const before = remembered.get(runId) ?? nothing
    const now = yield* eventPages(runId, before.after).pipe(Stream.runFold(() => before, countedOn))
    remembered.delete(runId)
    remembered.set(runId, now)
    for (const oldest of remembered.keys()) {
      if (remembered.size <= mostRemembered) {
        break
      }
      remembered.delete(oldest)
    }
    return now.counts
  })
  return Effect.fnUntraced(function* (runId: string, query: LogQuery) {
    const place = yield* cursors.read(query.cursor)
    const limit = query.limit ?? 500
    const fitting = yield* eventPages(runId, place?.after ?? query.after ?? 0).pipe(
      Stream.flatMap((page) => Stream.fromIterable(page.flatMap(lineOf))),
      Stream.filter(fits(query)),
      // One more tells whether there is another page.
      Stream.take(limit + 1),
      Stream.runCollect
    )
    const lines = fitting.slice(0, limit)
    const last = lines.at(-1)
    return {
      lines,
      counts: yield* counted(runId),
      next: fitting.length > limit && last !== undefined ? cursors.of({ after: last.pos }) : null
    } satisfies LogPage
  })
}

/** The events of a run after a number, page by page, read as they are needed. */
const eventPages = (runId: string, after: number) =>
  Stream.paginate(
    after,
    Effect.fnUntraced(function* (after: number) {
      const page = yield* (yield* Catalog).events(runId, after, pageSize)
      const last = page.at(-1)
      const next = last !== undefined && page.length === pageSize ? Option.some(last.sequence) : Option.none()
      return [[page], next] as const
    })
  )

const countedOn = ({ after, counts }: Counted, page: ReadonlyArray<Event>): Counted => {
  const more = { ...counts }
  for (const { level } of page.flatMap(lineOf)) {
    more[level] += 1
  }
  return { after: page.at(-1)?.sequence ?? after, counts: more }
}

const fits =
  ({ asset, level, q }: LogQuery) =>
  (line: LogLine): boolean =>
    (asset === undefined || line.asset === asset) &&
    (level === undefined || line.level === level) &&
    (q === undefined || line.message.toLowerCase().includes(q.toLowerCase()))

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
