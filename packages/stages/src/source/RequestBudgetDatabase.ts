/**
 * The quota of a source, kept in the database: all processes of one database share it.
 *
 * @module
 */
import { Database } from "@jobgraph/db/Database"
import type { DatabaseError } from "@jobgraph/db/DatabaseError"
import { forgetRequestsBefore, requestUse, takeRequest, type WindowUse } from "@jobgraph/db/RequestLog"
import { Clock, DateTime, Duration, Effect, Layer } from "effect"
import { QuotaExceeded, QuotaUnknown } from "./BatchRefused.ts"
import type { RequestSettings } from "./CollectSettings.ts"
import { type QuotaUse, type QuotaWindow, RequestBudget } from "./RequestBudget.ts"
import { SourceError } from "./SourceError.ts"

/**
 * The limits of the settings, each over *any* span of its length.
 *
 * Adzuna does not say whether its days and months are calendar ones. A limit
 * that holds in any 24 hours, 7 and 31 days holds in every calendar too.
 */
export const windowsOf = ({ quota, rateLimitPerMinute }: RequestSettings): ReadonlyArray<QuotaWindow> => {
  const window = (name: QuotaWindow["name"], length: Duration.Input, limit: number | null) =>
    limit === null ? [] : [{ name, millis: Duration.toMillis(length), limit }]
  return [
    ...window("minute", "1 minute", rateLimitPerMinute),
    ...window("day", "24 hours", quota.perDay),
    ...window("week", "7 days", quota.perWeek),
    ...window("month", "31 days", quota.perMonth)
  ]
}

/** Counts in `runner.request`. */
export const layer = (settings: RequestSettings) =>
  Layer.effect(
    RequestBudget,
    Effect.gen(function* () {
      const database = yield* Database
      const windows = windowsOf(settings)
      const longest = Math.max(...windows.map(({ millis }) => millis), Duration.toMillis("31 days"))

      const use = Effect.fn("RequestBudget.use")(
        function* (source: string, wanted: number) {
          const uses = yield* requestUse(source, windows, wanted)
          return windows.map((window, index): QuotaUse => {
            const { freeAt, used } = uses[index] ?? { used: 0, freeAt: 0 }
            return { ...window, used, freeAt, left: Math.max(0, window.limit - used) }
          })
        },
        (effect, source) => Effect.mapError(effect, unknown(source)),
        Effect.provideService(Database, database)
      )

      const spend = Effect.fn("RequestBudget.spend")(
        function* (source: string) {
          while (true) {
            const full = yield* Effect.mapError(takeRequest(source, windows), unknown(source))
            const now = yield* Clock.currentTimeMillis
            const longer = full.find(({ name }) => name !== "minute")
            if (longer !== undefined) {
              return yield* new SourceError({ reason: exceeded(source, longer, now) })
            }
            const [minute] = full
            if (minute === undefined) {
              return
            }
            yield* Effect.sleep(Math.max(1, minute.freeAt - now))
          }
        },
        Effect.provideService(Database, database)
      )

      const now = yield* Clock.currentTimeMillis
      // What is old only takes room: that it stays is no reason to fail.
      yield* Effect.ignore(forgetRequestsBefore(DateTime.makeUnsafe(now - longest)), { log: "Debug" })
      return RequestBudget.of({ spend, use })
    })
  )

const exceeded = (source: string, { freeAt, limit, name }: WindowUse, now: number) =>
  new QuotaExceeded({ source, window: name, limit, retryAfterMillis: Math.max(0, freeAt - now) })

const unknown = (source: string) => (error: DatabaseError) =>
  new SourceError({ reason: new QuotaUnknown({ source, detail: error.message, isTransient: error.isTransient }) })
