/**
 * Requests to sources with a quota, counted by all processes together.
 *
 * @module
 */
import { DateTime, Effect } from "effect"
import { sql } from "kysely"
import { Database } from "./Database.ts"

/** Notes that a request was made now. Outside any transaction, so that it counts although the work fails. */
export const recordRequest = Effect.fnUntraced(function* (source: string) {
  const database = yield* Database
  const at = DateTime.toDateUtc(yield* DateTime.now)
  yield* database.run("recordRequest", (db) => db.insertInto("runner.request").values({ source, at }).execute())
})

/** How many requests were made since a moment. */
export const requestsSince = Effect.fnUntraced(function* (source: string, since: DateTime.Utc) {
  const database = yield* Database
  return yield* database.run("requestsSince", (db) =>
    db
      .selectFrom("runner.request")
      .select((eb) => eb.fn.coalesce(eb.fn.sum<number>("requests"), sql<number>`0`).as("requests"))
      .where("source", "=", source)
      .where("at", ">=", DateTime.toDateUtc(since))
      .executeTakeFirstOrThrow()
      .then(({ requests }) => requests)
  )
})

/** When the oldest request since a moment was made: the quota's window moves on from there. Null if there is none. */
export const oldestRequestSince = Effect.fnUntraced(function* (source: string, since: DateTime.Utc) {
  const database = yield* Database
  const at = yield* database.run("oldestRequestSince", (db) =>
    db
      .selectFrom("runner.request")
      .select((eb) => eb.fn.min("at").as("at"))
      .where("source", "=", source)
      .where("at", ">=", DateTime.toDateUtc(since))
      .executeTakeFirst()
      .then((row) => row?.at ?? null)
  )
  return at === null ? null : DateTime.fromDateUnsafe(at)
})

/** Drops what no window reaches any more. */
export const forgetRequestsBefore = Effect.fnUntraced(function* (before: DateTime.Utc) {
  const database = yield* Database
  yield* database.run("forgetRequestsBefore", (db) =>
    db.deleteFrom("runner.request").where("at", "<", DateTime.toDateUtc(before)).execute()
  )
})
