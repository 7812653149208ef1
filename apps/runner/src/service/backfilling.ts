/**
 * Backfills: one run for each day of a range.
 *
 * @module
 */
import * as Partitions from "@jobgraph/assets/Partitions"
import * as Selection from "@jobgraph/assets/Selection"
import * as Backfills from "@jobgraph/db/service/Backfills"
import * as Queue from "@jobgraph/db/service/Queue"
import { Clock, Effect } from "effect"
import { v7 as uuidv7 } from "uuid"
import { UsageError } from "../command/CommandFailure.ts"

/** More days than that are more likely a mistake. */
const mostDays = 3_660

export interface BackfillRequest {
  readonly from: string
  readonly to: string
  /** Absent: everything, fresh or not, of the stored inputs; a past day is not collected again. */
  readonly selection?: string | undefined
  readonly source?: string | undefined
}

/** Queues a backfill: oldest day first, in the pool `backfill`, behind everything else. */
export const begin = Effect.fnUntraced(function* ({ from, selection, source, to }: BackfillRequest) {
  yield* Effect.fromResult(Selection.parse(selection ?? "*"))
  const selector = yield* Effect.fromResult(Partitions.parseSelector(`${from}..${to}`))
  const days = yield* Effect.fromResult(Partitions.expand(Partitions.daily, selector, { date: from, fixed: [] }))
  if (days.length > mostDays) {
    return yield* new UsageError({
      message: `${days.length} days are too many for one backfill: ${mostDays} are the most`
    })
  }
  const createdAt = yield* Clock.currentTimeMillis
  const id = uuidv7({ msecs: createdAt })
  const entries = days.map(
    (day, index): Queue.NewEntry => ({
      runId: uuidv7({ msecs: createdAt + index }),
      request: { selection: selection ?? "*", stale: selection === undefined, partition: day, source: source ?? null },
      trigger: `backfill:${id}`,
      selection: selection ?? "*",
      partitions: day === null ? [] : [day],
      priority: -10,
      pool: "backfill",
      backfillId: id,
      // The oldest day first.
      queuedAt: createdAt + index
    })
  )
  yield* Backfills.create({ id, from, to, selection: selection ?? "*", source: source ?? null, createdAt }, entries)
  return { id, days: days.length }
})

/** What can be done to a backfill that was not cancelled. */
export type Verb = "pause" | "resume" | "cancel"

/** Pauses, resumes or cancels a backfill; answers false, and does nothing, where it was cancelled before. */
export const turn = Effect.fnUntraced(function* (id: string, verb: Verb) {
  return verb === "cancel"
    ? yield* Backfills.cancel(id, yield* Clock.currentTimeMillis)
    : yield* Backfills.setState(id, verb === "pause" ? "paused" : "running")
})

/** Queues again, as new runs, the days whose last run did not succeed; answers how many. */
export const retry = Effect.fnUntraced(function* (id: string) {
  const entries = yield* Backfills.failed(id)
  const queuedAt = yield* Clock.currentTimeMillis
  for (const [index, entry] of entries.entries()) {
    const at = queuedAt + index
    // A new run of the day: what it continued, if it did, was continued by then and cannot be again.
    const { retry: _, ...request } = entry.request
    yield* Queue.enqueue({ ...entry, request, runId: uuidv7({ msecs: at }), queuedAt: at })
  }
  yield* Backfills.reopen(id)
  return entries.length
})

/** A backfill of which nothing waits or works is done, or failed if a day of it did. */
export const stateOf = ({ days, state }: Backfills.BackfillStatus) => {
  if (state === "cancelled") {
    return "cancelled" as const
  }
  if ((days["queued"] ?? 0) + (days["claimed"] ?? 0) > 0) {
    return state
  }
  return Object.keys(days).some((outcome) => !["success", "nothing"].includes(outcome))
    ? ("failed" as const)
    : ("done" as const)
}
