import { type Action, isEmpty } from "@jobgraph/assets/Plan"
import * as Backfills from "@jobgraph/db/service/Backfills"
import * as DbSchedules from "@jobgraph/db/service/Schedules"
import { Clock, Effect, Option, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { ActionResult } from "../../api/Common.ts"
import type { Backfill } from "../../api/Schedules.ts"
import { counted } from "../../print/format.ts"
import { instant } from "../../print/json.ts"
import { begin, retry, stateOf, turn, type Verb } from "../backfilling.ts"
import { cursorsOf, defaultLimit, pageOf } from "../http/cursors.ts"
import { answering, conflict, notFound } from "../http/problems.ts"
import { Project } from "../Project.ts"
import { planned } from "../Requests.ts"
import { entryFor, scheduleStatuses, trigger } from "../triggering.ts"
import { Worker } from "../Worker.ts"
import { acted } from "./acted.ts"

/** Fails with 404 unless the settings have it. */
const known = Effect.fnUntraced(function* (name: string) {
  const { settings } = yield* Project
  return Object.hasOwn(settings.schedules, name)
    ? settings
    : yield* notFound(`schedule ${name}`, "See /api/v1/schedules, and the setting schedules")
})

const setPaused = Effect.fnUntraced(function* (name: string, isPaused: boolean, isDryRun: boolean) {
  yield* known(name)
  const command = `runner schedule ${isPaused ? "pause" : "resume"} ${name}`
  if (isDryRun) {
    const message = isPaused
      ? "Its ticks would make no run until it is resumed"
      : "Its ticks from now on would make runs"
    return { done: false, allowed: true, message, command }
  }
  yield* DbSchedules.setPaused(name, isPaused, yield* Clock.currentTimeMillis)
  const message = isPaused ? `Schedule ${name} is paused: its ticks make no run` : `Schedule ${name} goes on`
  return { done: true, message, command }
})

/** What a run of a schedule would do now: it is planned, and not queued. */
const wouldTrigger = Effect.fnUntraced(function* (name: string, date: string | undefined) {
  const settings = yield* known(name)
  const { partitions, request } = yield* entryFor(settings, name, date)
  const { plan } = yield* planned(request)
  const count = (action: Action) => plan.steps.filter((step) => step.action === action).length
  const what = isEmpty(plan)
    ? "nothing to do: everything is fresh"
    : `${count("run")} to run, ${count("maybe")} may run, ${count("skip")} skipped`
  return {
    done: false,
    allowed: true,
    message: `A run of ${partitions.join(", ")}: ${what}`,
    command: command(name, date)
  }
})

const command = (name: string, date: string | undefined) =>
  `runner trigger ${name}${date === undefined ? "" : ` --date ${date}`}`

/** The run that is queued. */
const queuedRun = Effect.fnUntraced(function* (name: string, date: string | undefined) {
  const { runId } = yield* triggered(name, date)
  const message = `Run ${runId} of ${name} waits in the queue`
  return { runId, done: true, message, command: command(name, date) } satisfies ActionResult
})

const triggered = Effect.fnUntraced(function* (name: string, date: string | undefined) {
  const settings = yield* known(name)
  const entry = yield* trigger(settings, name, date)
  yield* (yield* Worker).wake
  return entry
})

export const scheduleHandlers = HttpApiBuilder.group(Api, "schedules", (handlers) =>
  handlers.handleAll({
    list: () => answering(Effect.flatMap(Project, ({ settings }) => scheduleStatuses(settings))),
    pause: ({ params, query }) => acted(setPaused(params.name, true, query.dryRun === "true")),
    resume: ({ params, query }) => acted(setPaused(params.name, false, query.dryRun === "true")),
    trigger: ({ params, query }) =>
      query.dryRun === "true" ? acted(wouldTrigger(params.name, query.date)) : acted(queuedRun(params.name, query.date))
  })
)

/** What scripts for Airflow look at in the answer. */
export const airflowHandlers = HttpApiBuilder.group(Api, "airflow", (handlers) =>
  handlers.handleAll({
    trigger: ({ params }) =>
      answering(
        Effect.map(triggered(params.dagId, undefined), ({ queuedAt, runId }) => ({
          dag_id: params.dagId,
          dag_run_id: runId,
          run_type: "manual" as const,
          state: "queued" as const,
          logical_date: instant(queuedAt),
          conf: {}
        }))
      )
  })
)

const cursors = cursorsOf(Schema.Struct({ createdAt: Schema.Finite, id: Schema.String }))

const backfillView = (backfill: Backfills.BackfillStatus): Backfill => ({
  id: backfill.id,
  from: backfill.from,
  to: backfill.to,
  selection: backfill.selection,
  state: stateOf(backfill),
  createdAt: instant(backfill.createdAt),
  days: backfill.days
})

const named = Effect.fnUntraced(function* (id: string) {
  const found = yield* Backfills.find(id)
  return Option.isSome(found) ? found.value : yield* notFound(`backfill ${id}`)
})

const turned = Effect.fnUntraced(function* (text: string, verb: Verb) {
  const { id } = yield* named(text)
  if (!(yield* turn(id, verb))) {
    return yield* conflict(`Backfill ${id} was cancelled`, { next: "Retry it, or begin another" })
  }
  yield* (yield* Worker).wake
  const done = { pause: "is paused", resume: "goes on", cancel: "is cancelled" }[verb]
  return { done: true, message: `Backfill ${id} ${done}`, command: `runner backfill ${verb} ${id}` }
})

export const backfillHandlers = HttpApiBuilder.group(Api, "backfills", (handlers) =>
  handlers.handleAll({
    list: ({ query }) =>
      answering(
        Effect.gen(function* () {
          const limit = query.limit ?? defaultLimit
          const place = yield* cursors.read(query.cursor)
          const rows = yield* Backfills.list(limit + 1, place ?? null)
          return pageOf(rows, limit, backfillView, ({ createdAt, id }) => cursors.of({ createdAt, id }))
        })
      ),
    create: ({ payload }) =>
      answering(
        Effect.gen(function* () {
          const { days, id } = yield* begin(payload)
          yield* (yield* Worker).wake
          const command = `runner backfill --from ${payload.from} --to ${payload.to}`
          return { done: true, message: `Backfill ${id} queues ${counted(days, "day")}`, command }
        })
      ),
    pause: ({ params }) => answering(turned(params.id, "pause")),
    resume: ({ params }) => answering(turned(params.id, "resume")),
    cancel: ({ params }) => answering(turned(params.id, "cancel")),
    retry: ({ params }) =>
      answering(
        Effect.gen(function* () {
          const { id } = yield* named(params.id)
          const count = yield* retry(id)
          yield* (yield* Worker).wake
          const message =
            count === 0
              ? "No day of it failed"
              : `${counted(count, "day")} of backfill ${id} ${count === 1 ? "waits" : "wait"} again`
          return { done: true, message, command: `runner backfill retry ${id}` }
        })
      )
  })
)
