/**
 * When schedules are due, and what becomes of their ticks. Pure, but for the ids of runs.
 *
 * @module
 */
import type { NewEntry } from "@jobgraph/db/service/Queue"
import type { Decision, NewTick } from "@jobgraph/db/service/Schedules"
import { Cron, DateTime } from "effect"
import { v7 as uuidv7 } from "uuid"
import type { Schedule } from "../settings/ServiceSettings.ts"

/** The ticks of a long time that nobody was there for are looked through by so many, each lot in a transaction of its own. */
export const mostTicks = 1_000

/**
 * The library looks for the next moment from where it stands, and does not find the one that stands for an hour which
 * daylight saving left out when it stands just behind it. So it begins well before; the moments there are left out.
 */
const runUp = 3 * 3_600_000

/** The moments after a time, in milliseconds, without end. */
function* ticksAfter({ cron, zone }: Schedule, since: number): Generator<number> {
  for (const date of Cron.sequence(Cron.parseUnsafe(cron, zone), DateTime.makeUnsafe(since - runUp))) {
    if (date.getTime() > since) {
      yield date.getTime()
    }
  }
}

/** The first `mostTicks` moments after `since`, up to and with `until`, in milliseconds. */
export const ticksBetween = (schedule: Schedule, since: number, until: number): ReadonlyArray<number> => {
  const ticks: Array<number> = []
  for (const tick of ticksAfter(schedule, since)) {
    if (tick > until || ticks.length >= mostTicks) {
      break
    }
    ticks.push(tick)
  }
  return ticks
}

/** The next moments after now. */
export const nextTicks = (schedule: Schedule, now: number, count: number): ReadonlyArray<number> => {
  const ticks: Array<number> = []
  for (const tick of ticksAfter(schedule, now)) {
    ticks.push(tick)
    if (ticks.length >= count) {
      break
    }
  }
  return ticks
}

/** The batch date of a tick: its calendar date in the schedule's own zone. */
export const dateOf = ({ zone }: Schedule, at: number): string =>
  DateTime.formatIsoDate(DateTime.makeZonedUnsafe(at, { timeZone: zone }))

/** What a run of a schedule for a batch date asks for. */
export const entryOf = (
  name: string,
  schedule: Schedule,
  run: { readonly date: string; readonly queuedAt: number; readonly trigger?: string }
): NewEntry => {
  const partition = schedule.market === undefined ? run.date : `${run.date}/${schedule.market}`
  return {
    runId: uuidv7({ msecs: run.queuedAt }),
    request: {
      selection: schedule.selection,
      stale: schedule.stale,
      partition,
      source: schedule.source ?? null
    },
    trigger: run.trigger ?? `schedule:${name}`,
    selection: schedule.selection,
    partitions: [partition],
    priority: schedule.priority,
    pool: schedule.pool,
    backfillId: null,
    queuedAt: run.queuedAt
  }
}

/**
 * What becomes of the ticks since a schedule was last looked after.
 *
 * A tick that is noticed within the grace runs. Of older ones, nobody was there
 * for them: `none` runs, the `latest` does, or `all` do. A paused schedule's
 * ticks do not run, and are not caught up later. Of very many ticks it decides
 * the oldest; `until` says up to when.
 */
export const decide = (
  name: string,
  schedule: Schedule,
  { isPaused, now, since }: { readonly since: number; readonly now: number; readonly isPaused: boolean }
): Decision => {
  const ticks = ticksBetween(schedule, since, now)
  const isAll = ticks.length < mostTicks
  const decided = ticks.map((at, index): NewTick => {
    if (isPaused) {
      return { at, state: "paused", reason: "the schedule was paused", entry: null }
    }
    const isLate = now - at > schedule.graceMinutes * 60_000
    const isCaughtUp =
      schedule.catchUp === "all" || (schedule.catchUp === "latest" && isAll && index === ticks.length - 1)
    if (isLate && !isCaughtUp) {
      return { at, state: "missed", reason: "no scheduler was there, and catchUp leaves it out", entry: null }
    }
    // Asked for when it was due, so that the older of several goes first.
    const entry = entryOf(name, schedule, { date: dateOf(schedule, at), queuedAt: at })
    return { at, state: "queued", reason: isLate ? "it was due earlier, and is caught up" : "it was due", entry }
  })
  return { ticks: decided, until: isAll ? now : (ticks.at(-1) ?? now) }
}
