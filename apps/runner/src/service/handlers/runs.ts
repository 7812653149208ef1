import { Catalog } from "@jobgraph/assets/Catalog"
import { StepStatus } from "@jobgraph/assets/Run"
import * as Queue from "@jobgraph/db/service/Queue"
import * as RunList from "@jobgraph/db/service/RunList"
import { graph } from "@jobgraph/stages/pipeline"
import { Clock, DateTime, Effect, Option, Schema } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { RunDetail } from "../../api/Runs.ts"
import { cursorsOf, defaultLimit, pageOf } from "../http/cursors.ts"
import { answering, conflict, notFound, refused } from "../http/problems.ts"
import { planView, submit } from "../submitted.ts"
import { logPage } from "./runLogs.ts"
import { entryView, runView, stepView } from "./runViews.ts"
import { runEvents } from "./streams.ts"

const cursors = cursorsOf(Schema.Struct({ startedAt: Schema.Finite, runId: Schema.String }))

interface ListQuery {
  readonly status?: string
  readonly asset?: string
  readonly partition?: string
  readonly trigger?: string
  readonly from?: string
  readonly to?: string
  readonly limit?: number
  readonly cursor?: string
}

const listed = Effect.fnUntraced(function* (query: ListQuery) {
  const limit = query.limit ?? defaultLimit
  const after = yield* cursors.read(query.cursor)
  const rows = yield* RunList.list({
    status: query.status,
    asset: query.asset,
    partition: query.partition,
    trigger: query.trigger,
    from: yield* timeOf("from", query.from),
    to: yield* timeOf("to", query.to),
    after,
    limit: limit + 1
  })
  const page = pageOf(rows, limit, runView, ({ run }) => cursors.of({ startedAt: run.startedAt, runId: run.runId }))
  const isFirst = after === undefined && query.asset === undefined && query.from === undefined && query.to === undefined
  const waiting = isFirst && (query.status === undefined || query.status === "queued") ? yield* Queue.waiting(200) : []
  const fitting = waiting.filter(
    ({ partitions, trigger }) =>
      (query.trigger === undefined || trigger === query.trigger) &&
      (query.partition === undefined || partitions.includes(query.partition))
  )
  return { ...page, items: [...fitting.map(entryView), ...page.items] }
})

/** A date or a time of day as milliseconds. */
const timeOf = Effect.fnUntraced(function* (name: string, text: string | undefined) {
  if (text === undefined) {
    return undefined
  }
  const time = DateTime.make(text)
  return Option.isSome(time)
    ? DateTime.toEpochMillis(time.value)
    : yield* refused(`"${text}" is no time`, { where: name, next: "Write 2026-01-08 or 2026-01-08T00:30:00Z" })
})

const grid = Effect.fnUntraced(function* (limit: number) {
  const rows = yield* RunList.list({ limit })
  const ids = rows.map(({ run }) => run.runId)
  const assets = graph.assets.map(({ key }) => key)
  const cells = (yield* RunList.cells(ids)).flatMap(({ asset, ms, runId, status }) => {
    const known = decodeStatus(status)
    return assets.includes(asset) && Option.isSome(known)
      ? [[ids.indexOf(runId), assets.indexOf(asset), known.value, ms] as const]
      : []
  })
  return { runs: rows.map(runView), assets, cells }
})

const decodeStatus = Schema.decodeUnknownOption(StepStatus)

/** The id that a path means. */
const idOf = Effect.fnUntraced(function* (runId: string) {
  if (runId !== "last") {
    return runId
  }
  const [last] = yield* (yield* Catalog).runs({ limit: 1 })
  return last?.runId ?? (yield* notFound("run yet", "POST /api/v1/runs begins one"))
})

const detail = Effect.fnUntraced(function* (text: string) {
  const runId = yield* idOf(text)
  const [row] = yield* RunList.byIds([runId])
  const entry = yield* Queue.find(runId)
  if (row === undefined) {
    const { value } = Option.isSome(entry) ? entry : { value: yield* notFound(`run ${runId}`) }
    return {
      ...entryView(value),
      stepList: [],
      holder: null,
      actions: actionsOf(runId, value.state === "queued" ? "queued" : "ended"),
      lastEvent: 0
    } satisfies RunDetail
  }
  const known = yield* (yield* Catalog).run(runId)
  const steps = Option.isSome(known) ? known.value.steps : []
  const { endedAt, owner, status } = row.run
  return {
    ...runView(row),
    stepList: steps.map(stepView),
    holder: endedAt === null ? { host: owner.host, pid: owner.pid } : null,
    actions: actionsOf(runId, status === "running" ? "running" : "ended"),
    lastEvent: row.lastEvent
  } satisfies RunDetail
})

const actionsOf = (runId: string, state: "queued" | "running" | "ended"): RunDetail["actions"] => [
  {
    name: "cancel",
    allowed: state !== "ended",
    reason: state === "ended" ? "it has ended" : state === "queued" ? "it waits in the queue" : "it is running",
    command: `runner runs cancel ${runId}`
  }
]

const cancelled = Effect.fnUntraced(function* (text: string, isDryRun: boolean) {
  const runId = yield* idOf(text)
  const { actions, status } = yield* detail(runId)
  const cancel = actions.find(({ name }) => name === "cancel")
  if (cancel?.allowed !== true) {
    return yield* conflict(`Run ${runId} cannot be cancelled: ${cancel?.reason ?? status}`, { where: runId })
  }
  const result = { runId, done: !isDryRun, command: cancel.command }
  if (isDryRun) {
    return { ...result, message: `Run ${runId} would be cancelled: ${cancel.reason}` }
  }
  const isAsked = yield* (yield* Catalog).requestCancel(runId, "the API")
  const entry = yield* Queue.cancel(runId, yield* Clock.currentTimeMillis)
  if (!isAsked && Option.isNone(entry)) {
    return yield* conflict(`Run ${runId} has just ended`, { where: runId })
  }
  return { ...result, message: `Run ${runId} is being cancelled` }
})

/** The number after which a stream begins: what the browser saw last goes before what the address says. */
const afterOf = (lastEventId: string | undefined, after: number | undefined): number =>
  lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : (after ?? 0)

export const runHandlers = HttpApiBuilder.group(Api, "runs", (handlers) =>
  handlers.handleAll({
    plan: ({ payload }) => answering(planView(payload)),
    list: ({ query }) => answering(listed(query)),
    grid: ({ query }) => answering(grid(query.limit ?? defaultLimit)),
    create: ({ payload }) =>
      answering(
        Effect.map(submit(payload, "api"), (result) =>
          HttpServerResponse.jsonUnsafe(result, { status: "runId" in result ? 202 : 200 })
        )
      ),
    show: ({ params }) => answering(detail(params.runId)),
    logs: ({ params, query }) => answering(Effect.flatMap(detail(params.runId), ({ runId }) => logPage(runId, query))),
    events: ({ headers, params, query }) =>
      answering(
        Effect.flatMap(detail(params.runId), ({ runId }) =>
          runEvents(runId, afterOf(headers["last-event-id"], query.after))
        )
      ),
    cancel: ({ params, query }) => answering(cancelled(params.runId, query.dryRun === "true"))
  })
)
