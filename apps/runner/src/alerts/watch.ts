/**
 * Looks for conditions, keeps the alerts, and sends what is due. Nothing here can fail a run.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import * as AlertFacts from "@jobgraph/db/service/AlertFacts"
import * as AlertMessages from "@jobgraph/db/service/AlertMessages"
import * as Alerts from "@jobgraph/db/service/Alerts"
import { RequestBudget } from "@jobgraph/stages/source/RequestBudget"
import { Clock, Effect } from "effect"
import { freshnessOf } from "../service/freshness.ts"
import type { Settings } from "../settings/Settings.ts"
import type { Channel } from "./channels.ts"
import { alertKinds, conditionsOf, type Facts, newsMillis, overdueRuns } from "./conditions.ts"

/** The waits between attempts to send a message. */
const waits = [30_000, 120_000, 600_000, 3_600_000]

/** A message that a process took and did not settle is due again after so long: longer than sending may take. */
const reserveMillis = 120_000

/** How long a channel may take for one message, however slowly it goes on answering. */
const patience = "60 seconds"

/** Messages of one channel at the same time, so that one that hangs keeps the others waiting for `patience` at most. */
const atOnce = 3

/** What is known now. */
const factsNow = Effect.fnUntraced(function* (settings: Settings) {
  const catalog = yield* Catalog
  const now = yield* Clock.currentTimeMillis
  const currents = yield* catalog.currents()
  return {
    now,
    levels: settings.serviceLevels,
    errorRate: settings.alerts.errorRate,
    working: yield* AlertFacts.workingSteps,
    timedOut: yield* AlertFacts.timedOutRuns(now - newsMillis),
    failedRuns: yield* AlertFacts.failedRuns(now - newsMillis),
    attempts: yield* catalog.lastAttempts(),
    currents,
    freshness: freshnessOf(settings.freshness, currents, now, yield* AlertFacts.scheduledSince),
    quota: yield* (yield* RequestBudget).use("adzuna", 1)
  } satisfies Facts
})

/** Looks once: opens and ends alerts, and stops the scheduled runs that take longer than they may. */
export const look = Effect.fnUntraced(function* (settings: Settings, channels: ReadonlyArray<Channel>) {
  const catalog = yield* Catalog
  const names = channels.map(({ name }) => name)
  const facts = yield* Alerts.looking(
    Effect.tap(factsNow(settings), (facts) => Alerts.sync(conditionsOf(facts), alertKinds, names, facts.now))
  )
  yield* Effect.forEach(overdueRuns(facts), ({ runId }) => catalog.requestCancel(runId, "its service level"), {
    discard: true
  })
})

/** Sends the messages that are due; one that cannot be sent is tried again later, a few times. */
export const send = Effect.fnUntraced(function* (settings: Settings, channels: ReadonlyArray<Channel>) {
  const { perHour } = settings.alerts
  const due = yield* AlertMessages.take({ atOnce, perHour, reserveMillis }, yield* Clock.currentTimeMillis)
  yield* Effect.forEach(due, (delivery) => deliver(delivery, channels), { concurrency: "unbounded", discard: true })
})

const deliver = Effect.fnUntraced(function* (delivery: AlertMessages.Delivery, channels: ReadonlyArray<Channel>) {
  const { about, alert, attempts } = delivery
  const channel = channels.find(({ name }) => name === delivery.channel)
  const { kind, message, runId, subject } = alert
  const at = about === "recovered" ? (alert.recoveredAt ?? alert.openedAt) : alert.openedAt
  const error =
    channel === undefined
      ? { detail: "the channel is not configured any more", isTransient: false }
      : yield* channel.send({ about, kind, subject, message, runId, at }).pipe(
          Effect.timeout(patience),
          Effect.match({
            onFailure: (error) =>
              error._tag === "TimeoutError" ? { detail: `no answer within ${patience}`, isTransient: true } : error,
            onSuccess: () => null
          })
        )
  const now = yield* Clock.currentTimeMillis
  const wait = waits[attempts]
  const again = error?.isTransient === true && wait !== undefined
  yield* AlertMessages.settle(
    delivery,
    {
      state: error === null ? "sent" : again ? "pending" : "failed",
      detail: error?.detail ?? "",
      dueAt: now + (wait ?? 0)
    },
    now
  )
})
