/** A program that counts itself in an embedded database, as a command of its own would: `node client.ts RUNNER_HOME`. */
import { Console, Effect } from "effect"
import { sql } from "kysely"
import { layerEmbedded } from "../../src/Connection.ts"
import { Database } from "../../src/Database.ts"

const home = process.argv[2] ?? ""

const program = Effect.gen(function* () {
  const database = yield* Database
  let attempts = 0
  yield* database.transaction(
    Effect.gen(function* () {
      if (++attempts > 1) {
        return yield* Effect.die("the connection was lost")
      }
      yield* database.run("lock", (db) => sql`select pg_advisory_xact_lock(1)`.execute(db))
      yield* database.run("create", (db) => sql`create table if not exists visit (pid int)`.execute(db))
      yield* Effect.sleep(Number(process.env.SLEEP ?? 0))
      yield* database.run("visit", (db) => sql`insert into visit values (${process.pid})`.execute(db))
    })
  )
}).pipe(
  Effect.provide(layerEmbedded(home)),
  Effect.catch((error) =>
    Console.error(error.message).pipe(
      Effect.andThen(Effect.sync(() => (process.exitCode = error.isTransient ? 75 : 2)))
    )
  )
)

Effect.runFork(program)
