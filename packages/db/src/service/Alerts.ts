/**
 * Alerts: conditions that last, and the messages about them.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"

/** Something that holds now and that somebody should know. */
export interface Condition {
  readonly kind: string
  readonly subject: string
  readonly message: string
  readonly runId: string | null
  /** False of what began long ago: it holds, and is told only where it was told when it began. */
  readonly isNews?: boolean
}

export interface AlertRow extends Omit<Condition, "isNews"> {
  readonly id: number
  readonly openedAt: number
  readonly recoveredAt: number | null
}

export interface Delivery {
  readonly alert: AlertRow
  readonly about: "opened" | "recovered"
  readonly channel: string
  readonly attempts: number
}

const columns = sql`
  id::double precision as id, kind, subject, message, run_id as "runId", opened_at as "openedAt",
  recovered_at as "recoveredAt"
`

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

const tell = Effect.fnUntraced(function* (
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
          select about, channel, attempts, ${columns} from taken join runner.alert on alert.id = taken.alert_id
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
      select ${columns} from runner.alert where true
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

/** Steps that work now: which, of which run, since when. */
export interface WorkingStep {
  readonly runId: string
  readonly trigger: string
  readonly runStartedAt: number
  readonly asset: string
  readonly partition: string | null
  readonly startedAt: number | null
}

/** The unfinished steps of running runs; of a run without any, one without a start. */
export const workingSteps = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("alerts.workingSteps", (db) =>
    sql<WorkingStep>`
      select run.run_id as "runId", run.trigger, run.started_at as "runStartedAt", coalesce(step.asset, '') as asset,
        nullif(step.partition, '') as partition, step.started_at as "startedAt"
      from runner.run left join runner.step on step.run_id = run.run_id and step.status in ('running', 'waiting')
      where run.status = 'running' order by run.run_id, step.ordinal
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

/** A run of a schedule that was stopped because it took too long. */
export interface TimedOutRun {
  readonly runId: string
  /** How long it was allowed, in milliseconds. */
  readonly limitMs: number
}

/**
 * The runs of schedules that were stopped because they took too long, without
 * those that a later success made good: of their schedule, or of a retry. Those
 * since a time, and those of which an alert is open.
 */
export const timedOutRuns = Effect.fnUntraced(function* (since: number) {
  const database = yield* Database
  return yield* database.run("alerts.timedOutRuns", (db) =>
    sql<TimedOutRun>`
      select run.run_id as "runId", (event.data ->> 'limitMs')::double precision as "limitMs"
      from runner.run join runner.event on event.run_id = run.run_id and event.kind = 'TimedOut'
      where (run.started_at >= ${since} or ${isTold(["pipeline_timeout"], "run.run_id")})
        and run.trigger like 'schedule:%' and not exists (
        select from runner.run as later
        where later.status = 'success' and later.started_at > run.started_at
          and (later.trigger = run.trigger or later.root_run_id = run.root_run_id)
      )
      order by run.run_id
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

/** A run of a schedule that came to an end which no step of it explains: it crashed, or never had one. */
export interface FailedRun {
  readonly runId: string
  readonly schedule: string
  readonly outcome: "failed" | "crashed"
  readonly reason: string
  readonly endedAt: number
}

/** The runs of schedules that failed or crashed without a failed step, and that no later success made good; as above. */
export const failedRuns = Effect.fnUntraced(function* (since: number) {
  const database = yield* Database
  return yield* database.run("alerts.failedRuns", (db) =>
    sql<FailedRun>`
      select entry.run_id as "runId", substr(entry.trigger, 10) as schedule, entry.outcome, entry.reason,
        coalesce(entry.ended_at, entry.queued_at) as "endedAt"
      from runner.queue as entry
      where entry.state = 'ended' and entry.outcome in ('failed', 'crashed') and entry.trigger like 'schedule:%'
        and (entry.ended_at >= ${since} or ${isTold(["run_failed"], "entry.run_id")})
        and not exists (select from runner.step where step.run_id = entry.run_id and step.status = 'failed')
        and not exists (
          select from runner.queue as later
          where later.trigger = entry.trigger and later.queued_at > entry.queued_at
            and later.outcome in ('success', 'nothing')
        )
        and not exists (select from runner.run where root_run_id = entry.run_id and status = 'success')
      order by entry.run_id
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})

const isTold = (kinds: ReadonlyArray<string>, runId: string) =>
  sql`exists (
    select from runner.alert
    where alert.recovered_at is null and alert.kind = any (${[...kinds]}::text[]) and alert.run_id = ${sql.ref(runId)}
  )`

/** When a schedule was due for the first time; null if none ever was. */
export const scheduledSince = Effect.gen(function* () {
  const database = yield* Database
  const row = yield* database.run("alerts.scheduledSince", (db) =>
    db
      .selectFrom("runner.tick")
      .select((select) => select.fn.min("at").as("at"))
      .executeTakeFirst()
  )
  return row?.at ?? null
})
