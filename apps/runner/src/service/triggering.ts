/**
 * Schedules as people see them, and runs of schedules that people ask for.
 *
 * @module
 */
import * as Queue from "@jobgraph/db/service/Queue"
import * as Schedules from "@jobgraph/db/service/Schedules"
import { Clock, Effect, Schema } from "effect"
import { type ScheduleStatus, type Tick, TickState } from "../api/Schedules.ts"
import { UsageError } from "../command/CommandFailure.ts"
import { instant } from "../print/json.ts"
import { suggestion } from "../print/nearest.ts"
import type { Schedule } from "../settings/ServiceSettings.ts"
import type { Settings } from "../settings/Settings.ts"
import { dateOf, entryOf, nextTicks } from "./Schedules.ts"

/** The schedules of the settings with their next and last ticks. */
export const scheduleStatuses = Effect.fnUntraced(function* (settings: Settings) {
  const now = yield* Clock.currentTimeMillis
  const paused = yield* Schedules.paused
  return yield* Effect.forEach(Object.entries(settings.schedules), ([name, schedule]) =>
    Effect.map(
      Schedules.ticks(name, 10),
      (ticks): ScheduleStatus => ({
        name,
        cron: schedule.cron,
        zone: schedule.zone,
        selection: schedule.selection,
        catchUp: schedule.catchUp,
        priority: schedule.priority,
        pool: schedule.pool,
        paused: paused.has(name),
        next: nextTicks(schedule, now, 5).map(instant),
        ticks: ticks.map(tickView)
      })
    )
  )
})

const decodeState = Schema.decodeUnknownSync(TickState)

/** A tick in the words of its run. */
const tickView = (tick: Schedules.TickRow): Tick => ({
  at: instant(tick.at),
  runId: tick.runId,
  state: decodeState(stateOf(tick)),
  reason: tick.entryReason === null || tick.entryReason === "" ? tick.reason : tick.entryReason
})

const stateOf = ({ entryState, outcome, state }: Schedules.TickRow): string => {
  if (state !== "queued") {
    return state === "paused" ? "skipped" : state
  }
  if (entryState !== "ended") {
    return entryState === "claimed" ? "running" : "queued"
  }
  return outcome === "nothing" || outcome === "success" ? "success" : outcome === "cancelled" ? "cancelled" : "failed"
}

/** The schedule of a name, or an error that says which there are. */
export const scheduleNamed = (settings: Settings, name: string): Effect.Effect<Schedule, UsageError> => {
  const schedule = Object.hasOwn(settings.schedules, name) ? settings.schedules[name] : undefined
  const known = Object.keys(settings.schedules)
  const others = known.length === 0 ? ": the settings have none" : `; there is ${known.join(", ")}`
  return schedule === undefined
    ? Effect.fail(
        new UsageError({
          message: `There is no schedule "${name}"${suggestion(name, known) || others}`
        })
      )
    : Effect.succeed(schedule)
}

/** What a run of a schedule asks for, for a batch date; absent, today in the schedule's zone. */
export const entryFor = Effect.fnUntraced(function* (settings: Settings, name: string, date: string | undefined) {
  const schedule = yield* scheduleNamed(settings, name)
  const queuedAt = yield* Clock.currentTimeMillis
  return entryOf(name, schedule, { date: date ?? dateOf(schedule, queuedAt), queuedAt, trigger: `trigger:${name}` })
})

/** Queues it. */
export const trigger = Effect.fnUntraced(function* (settings: Settings, name: string, date: string | undefined) {
  const entry = yield* entryFor(settings, name, date)
  yield* Queue.enqueue(entry)
  return entry
})
