/**
 * Documents about what happens by itself: schedules, backfills, alerts, batches.
 *
 * @module
 */
import { Schema } from "effect"
import { BatchError, DaySuccess, ServiceLevel, StageTime } from "../api/Batches.ts"
import { Alert, Backfill, ScheduleStatus } from "../api/Schedules.ts"
import { at, count, maybeText, text, told } from "./fields.ts"

export const Schedules = Schema.Struct({ schedules: Schema.Array(ScheduleStatus) })

export const Ticks = Schema.Struct({ ticks: Schema.Array(Schema.Struct({ at, batchDate: text })) })

export const Triggered = Schema.Struct({
  runId: told(text, "That its run will have"),
  schedule: text,
  partition: maybeText,
  service: told(maybeText, "The address of the service that takes it")
})

export const BackfillQueued = Schema.Struct({ id: text, days: told(count, "How many runs were queued") })

export const Backfills = Schema.Struct({ backfills: told(Schema.Array(Backfill), "Newest first") })

const delivery = {
  channel: text,
  about: told(text, "`opened` or `recovered`"),
  state: told(text, "`sent`, `pending` or `failed`"),
  detail: text
}

export const Alerts = Schema.Struct({
  alerts: told(
    Schema.Array(Schema.Struct({ ...Alert.fields, deliveries: Schema.Array(Schema.Struct(delivery)) })),
    "The last 50, newest first"
  )
})

export const AlertTests = Schema.Struct({
  results: Schema.Array(
    Schema.Struct({ channel: text, sent: Schema.Boolean, detail: told(text, "Why it was not sent") })
  )
})

const { points: _, ...level } = ServiceLevel.fields

export const Stats = Schema.Struct({
  current: told(
    Schema.Array(
      Schema.Struct({
        stage: text,
        status: text,
        batchDate: text,
        jobsCollected: count,
        jobsEnriched: count,
        jobsFailed: count,
        executionTimeSeconds: Schema.NullOr(Schema.Finite)
      })
    ),
    "The stages of the newest batch"
  ),
  successRate: told(Schema.Array(DaySuccess), "By day, of a week at most"),
  stageTimes: told(Schema.Array(StageTime), "Of --days"),
  serviceLevels: told(
    Schema.Array(Schema.Struct({ ...level, batches: told(count, "Batches that were looked at") })),
    "All times in seconds"
  ),
  errors: told(Schema.Array(BatchError), "The last ten")
})
