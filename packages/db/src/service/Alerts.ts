/**
 * Alerts: conditions that last.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { type AlertRow, alertColumns, tell } from "./AlertMessages.ts"

/** Something that holds now and that somebody should know. */
export interface Condition {
  readonly kind: string
  readonly subject: string
  readonly message: string
  readonly runId: string | null
  /** False of what began long ago: it holds, and is told only where it was told when it began. */
  readonly isNews?: boolean
}

/**
 * Runs `effect` with nobody else looking at the conditions, so that what it has
 * read is still so when it says what holds: else a service that read earlier and
 * wrote later would end, and tell as ended, what another one has just begun.
 */
export const looking = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const database = yield* Database
    const lock = database.run("alerts.look", (db) =>
      sql`select pg_advisory_xact_lock(hashtextextended('jobgraph conditions', 0))`.execute(db)
    )
    return yield* database.transaction(Effect.andThen(lock, effect))
  })

/**
 * Brings the alerts to the conditions that hold now, and asks for a message a
 * channel about each that began or ended: one message however many notice it.
 * Those of kinds that are not looked at are left alone.
 */
export const sync = Effect.fnUntraced(function* (
  conditions: ReadonlyArray<Condition>,
  kinds: ReadonlyArray<string>,
  channels: ReadonlyArray<string>,
  now: number
) {
  const database = yield* Database
  yield* database.transaction(
    Effect.gen(function* () {
      for (const { kind, message, runId, subject } of conditions.filter(({ isNews = true }) => isNews)) {
        const opened = yield* database.run("alerts.open", (db) =>
          sql<{ readonly id: number }>`
            insert into runner.alert (kind, subject, message, run_id, opened_at)
            values (${kind}, ${subject}, ${message}, ${runId}, ${now})
            on conflict (kind, subject) where recovered_at is null do nothing returning id
          `
            .execute(db)
            .then(({ rows }) => rows.map(({ id }) => id))
        )
        yield* tell(opened, "opened", channels, now)
      }
      const holding = conditions.map(({ kind, subject }) => `${kind} ${subject}`)
      const recovered = yield* database.run("alerts.recover", (db) =>
        sql<{ readonly id: number }>`
          update runner.alert set recovered_at = ${now}
          where recovered_at is null and kind = any (${[...kinds]}::text[])
            and kind || ' ' || subject <> all (${holding}::text[])
          returning id
        `
          .execute(db)
          .then(({ rows }) => rows.map(({ id }) => id))
      )
      yield* tell(recovered, "recovered", channels, now)
    })
  )
})

export interface AlertFilter {
  readonly isOpen?: boolean | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Alerts, newest first, with what was sent about them. */
export const list = Effect.fnUntraced(function* ({ before, isOpen, limit }: AlertFilter) {
  const database = yield* Database
  const alerts = yield* database.run("alerts.list", (db) =>
    sql<AlertRow>`
      select ${alertColumns} from runner.alert where true
        ${isOpen === undefined ? sql`` : isOpen ? sql`and recovered_at is null` : sql`and recovered_at is not null`}
        ${before === undefined ? sql`` : sql`and id < ${before}`}
      order by id desc limit ${limit}
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
  const ids = alerts.map(({ id }) => id)
  const deliveries =
    ids.length === 0
      ? []
      : yield* database.run("alerts.deliveries", (db) =>
          db
            .selectFrom("runner.alert_delivery")
            .selectAll()
            .where("alert_id", "in", ids)
            .orderBy("alert_id")
            .orderBy("about")
            .orderBy("channel")
            .execute()
        )
  return alerts.map((alert) => ({
    ...alert,
    deliveries: deliveries.filter(({ alert_id }) => Number(alert_id) === alert.id)
  }))
})
