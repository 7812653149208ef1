import { StepStatus } from "@jobgraph/assets/Run"
import * as Queue from "@jobgraph/db/service/Queue"
import * as RunList from "@jobgraph/db/service/RunList"
import { graph } from "@jobgraph/stages/pipeline"
import { DateTime, Effect, Option, Schema } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { cursorsOf, defaultLimit, pageOf } from "../http/cursors.ts"
import { answering, refused } from "../http/problems.ts"
import { planView, submit } from "../submitted.ts"
import { acted } from "./acted.ts"
import { cancelled, holds, releasedOfPartition, releasedOfRun, retried, rolledBack } from "./runActions.ts"
import { detail, idOf } from "./runDetail.ts"
import { makeLogPage } from "./runLogs.ts"
import { entryView, runView } from "./runViews.ts"
import { runEvents } from "./streams.ts"

const cursors = cursorsOf(Schema.Struct({ startedAt: Schema.Finite, runId: Schema.String }))

interface FilterQuery {
  readonly status?: string
  readonly asset?: string
  readonly partition?: string
  readonly trigger?: string
  readonly from?: string
  readonly to?: string
}

interface ListQuery extends FilterQuery {
  readonly limit?: number
  readonly cursor?: string
}

const filterOf = Effect.fnUntraced(function* ({ asset, from, partition, status, to, trigger }: FilterQuery) {
  const bounds = { from: yield* timeOf("from", from), to: yield* timeOf("to", to) }
  return { status, asset, partition, trigger, ...bounds }
})

const listed = Effect.fnUntraced(function* (query: ListQuery) {
  if (query.status === "queued") {
    return yield* waitingListed(query)
  }
  const limit = query.limit ?? defaultLimit
  const after = yield* cursors.read(query.cursor)
  const rows = yield* RunList.list({ ...(yield* filterOf(query)), after, limit: limit + 1 })
  const page = pageOf(rows, limit, runView, ({ run }) => cursors.of({ startedAt: run.startedAt, runId: run.runId }))
  const isFirst = after === undefined && query.status === undefined
  const waiting = isFirst ? (yield* fitting(query)).slice(0, mostBefore) : []
  return { ...page, items: [...waiting.map(entryView), ...page.items] }
})

/** So many that wait come before the runs; `status=queued` lists all of them. */
const mostBefore = 200

const waitingCursors = cursorsOf(Schema.Struct({ priority: Schema.Int, queuedAt: Schema.Finite, runId: Schema.String }))

const waitingListed = Effect.fnUntraced(function* (query: ListQuery) {
  const limit = query.limit ?? defaultLimit
  const after = yield* waitingCursors.read(query.cursor)
  const entries = yield* fitting(query)
  const rest = after === undefined ? entries : entries.filter((entry) => isBehind(entry, after))
  return pageOf(rest, limit, entryView, ({ priority, queuedAt, runId }) =>
    waitingCursors.of({ priority, queuedAt, runId })
  )
})

type WaitingPlace = Pick<Queue.Entry, "priority" | "queuedAt" | "runId">

/** In the order in which they will begin. */
const isBehind = (a: WaitingPlace, b: WaitingPlace): boolean =>
  a.priority !== b.priority
    ? a.priority < b.priority
    : a.queuedAt !== b.queuedAt
      ? a.queuedAt > b.queuedAt
      : a.runId > b.runId

/** More than all backfills that a person would begin. */
const mostWaiting = 100_000

/** What waits and fits; it has no steps yet, so that nobody knows which assets it will come to. */
const fitting = Effect.fnUntraced(function* (query: FilterQuery) {
  const { asset, from, partition, to, trigger } = yield* filterOf(query)
  const waiting = asset === undefined ? yield* Queue.waiting(mostWaiting) : []
  return waiting.filter(
    (entry) =>
      (trigger === undefined || entry.trigger === trigger) &&
      (partition === undefined || entry.partitions.includes(partition)) &&
      (from === undefined || entry.queuedAt >= from) &&
      (to === undefined || entry.queuedAt < to)
  )
})

/** A date or a time of day as milliseconds. */
const timeOf = Effect.fnUntraced(function* (name: string, text: string | undefined) {
  if (text === undefined) {
    return undefined
  }
  const time = DateTime.make(text)
  return Option.isSome(time)
    ? DateTime.toEpochMillis(time.value)
    : yield* refused(`"${text}" is not a time`, { where: name, next: "Write 2026-01-08 or 2026-01-08T00:30:00Z" })
})

const grid = Effect.fnUntraced(function* (query: FilterQuery & { readonly limit?: number }) {
  const rows = yield* RunList.list({ ...(yield* filterOf(query)), limit: query.limit ?? defaultLimit })
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

/** The number after which a stream begins: what the browser saw last goes before what the address says. */
const afterOf = (lastEventId: string | undefined, after: number | undefined): number =>
  lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : (after ?? 0)

export const runHandlers = HttpApiBuilder.group(Api, "runs", (handlers) => {
  const logPage = makeLogPage()
  return handlers.handleAll({
    plan: ({ payload }) => answering(planView(payload)),
    list: ({ query }) => answering(listed(query)),
    grid: ({ query }) => answering(grid(query)),
    create: ({ payload }) =>
      answering(
        Effect.map(submit(payload, "api"), (result) =>
          HttpServerResponse.jsonUnsafe(result, { status: "runId" in result ? 202 : 200 })
        )
      ),
    show: ({ params }) => answering(detail(params.runId)),
    logs: ({ params, query }) => answering(Effect.flatMap(idOf(params.runId), (runId) => logPage(runId, query))),
    events: ({ headers, params, query }) =>
      answering(
        Effect.flatMap(idOf(params.runId), (runId) => runEvents(runId, afterOf(headers["last-event-id"], query.after)))
      ),
    cancel: ({ params, query }) => acted(cancelled(params.runId, { isDryRun: query.dryRun === "true" })),
    retry: ({ params, query }) =>
      acted(retried(params.runId, { isDryRun: query.dryRun === "true", fromStart: query.fromStart === "true" })),
    rollback: ({ params, query }) =>
      acted(rolledBack(params.runId, { isDryRun: query.dryRun === "true", cascade: query.cascade === "true" })),
    release: ({ params, query }) => acted(releasedOfRun(params.runId, { isDryRun: query.dryRun === "true" })),
    holds: () => answering(holds),
    releaseHolds: ({ query }) => acted(releasedOfPartition(query.partition, { isDryRun: query.dryRun === "true" }))
  })
})
