import type { Retention } from "@jobgraph/assets/Retention"
import { Duration, Effect, Schema } from "effect"

const withDefault = (value: number) =>
  Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)).pipe(Schema.withDecodingDefaultTypeKey(Effect.succeed(value)))

/** How long things are kept that nobody needs any more. */
export const RetentionSettings = Schema.Struct({
  /** Versions that were replaced, with the history of their rows: how far back a run can be rolled back. */
  rollbackDays: withDefault(30),
  /** Versions that a check refused, and versions that were rolled back. */
  refusedDays: withDefault(14),
  /** Events of runs, from their end. */
  eventDays: withDefault(90),
  /** Pages that a run kept for its retry, from its end. */
  pageDays: withDefault(7),
  /** How long a part that nothing refers to is left alone. */
  graceHours: withDefault(24)
}).pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
export type RetentionSettings = typeof RetentionSettings.Type

/** The moments that the settings mean at `now`. */
export const retentionAt = (now: number, settings: RetentionSettings): Retention => {
  const daysAgo = (days: number) => now - Duration.toMillis(Duration.days(days))
  return {
    replacedBefore: daysAgo(settings.rollbackDays),
    refusedBefore: daysAgo(settings.refusedDays),
    eventsBefore: daysAgo(settings.eventDays),
    memoryBefore: daysAgo(settings.pageDays),
    condemnedBefore: now - Duration.toMillis(Duration.hours(settings.graceHours))
  }
}
