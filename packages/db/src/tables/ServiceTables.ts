/**
 * What the service keeps: its queue, schedules, alerts.
 *
 * @module
 */
import type { Generated, GeneratedAlways } from "kysely"
import type { DateColumn, Json } from "./columns.ts"

export interface ServiceTable {
  readonly id: string
  readonly url: string
  readonly owner: Json
  readonly started_at: number
  readonly seen_at: number
  readonly is_draining: Generated<boolean>
}

export interface BackfillTable {
  readonly id: string
  readonly from_date: DateColumn
  readonly to_date: DateColumn
  readonly selection: string
  readonly source: string | null
  readonly state: string
  readonly created_at: number
}

export interface QueueTable {
  readonly run_id: string
  readonly state: string
  readonly request: Json
  readonly trigger: string
  readonly selection: string
  readonly partitions: ReadonlyArray<string>
  readonly priority: number
  readonly pool: string
  readonly backfill_id: string | null
  readonly queued_at: number
  readonly service_id: string | null
  readonly claimed_until: number | null
  readonly is_cancelled: Generated<boolean>
  readonly is_handed_over: Generated<boolean>
  readonly owner: Json | null
  readonly outcome: string | null
  readonly reason: Generated<string>
  readonly ended_at: number | null
}

export interface ScheduleTable {
  readonly name: string
  readonly is_paused: Generated<boolean>
  readonly looked_at: number
}

export interface TickTable {
  readonly schedule: string
  readonly at: number
  readonly state: string
  readonly run_id: string | null
  readonly reason: string
  readonly noticed_at: number
}

export interface AlertTable {
  readonly id: GeneratedAlways<number>
  readonly kind: string
  readonly subject: string
  readonly message: string
  readonly run_id: string | null
  readonly opened_at: number
  readonly recovered_at: number | null
}

export interface AlertDeliveryTable {
  readonly alert_id: number
  readonly about: string
  readonly channel: string
  readonly state: string
  readonly attempts: Generated<number>
  readonly detail: Generated<string>
  readonly due_at: number
  readonly sent_at: number | null
}
