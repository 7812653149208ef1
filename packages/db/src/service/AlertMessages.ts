/**
 * The messages about alerts, by channel: asked for, taken, sent or tried again.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"

export interface AlertRow {
  readonly id: number
  readonly kind: string
  readonly subject: string
  readonly message: string
  readonly runId: string | null
  readonly openedAt: number
  readonly recoveredAt: number | null
}

export interface Delivery {
  readonly alert: AlertRow
  readonly about: "opened" | "recovered"
  readonly channel: string
  readonly attempts: number
}

/** Those of an `AlertRow`. */
export const alertColumns = sql`
  id::double precision as id, kind, subject, message, run_id as "runId", opened_at as "openedAt",
  recovered_at as "recoveredAt"
`

/** Asks for a message about each alert on each channel. */
export const tell = Effect.fnUntraced(function* (
  ids: ReadonlyArray<number>,
  about: Delivery["about"],
  channels: ReadonlyArray<string>,
  now: number
) {
  const database = yield* Database
  const rows = ids.flatMap((id) =>
    channels.map((channel) => ({ alert_id: id, about, channel, state: "pending", due_at: now }))
  )
  if (rows.length > 0) {
    yield* database.run("alerts.tell", (db) =>
      db
        .insertInto("runner.alert_delivery")
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    )
  }
})

/**
 * Takes the messages that are due, for `reserveMillis`: one that is not settled
 * by then is due again. Of a channel no more than `perHour` in an hour, and no
 * more than `atOnce` now; the others wait.
 */
export const take = Effect.fnUntraced(function* (
  {
    atOnce,
    perHour,
    reserveMillis
  }: { readonly atOnce: number; readonly perHour: number; readonly reserveMillis: number },
  now: number
) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      yield* database.run("alerts.lock", (db) =>
        sql`select pg_advisory_xact_lock(hashtextextended('jobgraph alerts', 0))`.execute(db)
      )
      return yield* database.run("alerts.take", (db) =>
        sql<Omit<Delivery, "alert"> & AlertRow>`
          with due as (
            select alert_id, about, channel,
              row_number() over (partition by channel order by due_at, alert_id, about) as turn,
              (select count(*) from runner.alert_delivery as sent
                   where sent.channel = delivery.channel and sent.sent_at > ${now - 3_600_000}) as sent
            from runner.alert_delivery as delivery where state = 'pending' and due_at <= ${now}
          ), taken as (
            update runner.alert_delivery as delivery set due_at = ${now + reserveMillis}
            from due
            where due.turn <= ${atOnce} and due.turn + due.sent <= ${perHour} and delivery.alert_id = due.alert_id and delivery.about = due.about
              and delivery.channel = due.channel
            returning delivery.alert_id, delivery.about, delivery.channel, delivery.attempts
          )
          select about, channel, attempts, ${alertColumns} from taken join runner.alert on alert.id = taken.alert_id
          order by id, about, channel
        `
          .execute(db)
          .then(({ rows }) =>
            rows.map(({ about, attempts, channel, ...alert }): Delivery => ({ about, attempts, channel, alert }))
          )
      )
    })
  )
})

/** Says how sending a message went; one that may be tried again has a time for that. */
export const settle = Effect.fnUntraced(function* (
  { about, alert, attempts, channel }: Delivery,
  outcome: { readonly state: "sent" | "pending" | "failed"; readonly detail: string; readonly dueAt: number },
  now: number
) {
  const database = yield* Database
  yield* database.run("alerts.settle", (db) =>
    db
      .updateTable("runner.alert_delivery")
      .set({
        state: outcome.state,
        detail: outcome.detail,
        due_at: outcome.dueAt,
        attempts: attempts + 1,
        sent_at: outcome.state === "sent" ? now : null
      })
      .where("alert_id", "=", alert.id)
      .where("about", "=", about)
      .where("channel", "=", channel)
      .execute()
  )
})
