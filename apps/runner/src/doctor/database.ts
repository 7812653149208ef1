/**
 * The database: can it be reached, is it of this version, and does it tell the same time?
 *
 * @module
 */
import { existsSync } from "node:fs"
import * as Connection from "@jobgraph/db/Connection"
import { Database } from "@jobgraph/db/Database"
import { homeAt } from "@jobgraph/db/embedded/Home"
import * as Migrator from "@jobgraph/db/Migrator"
import { Clock, Effect, Option } from "effect"
import { sql } from "kysely"
import { seconds, size } from "../print/format.ts"
import { type Finding, fail, ok, warn } from "./Finding.ts"

/** Is there a database, or will the first command make an embedded one? */
export const isThere = Effect.gen(function* () {
  const home = yield* Connection.runnerHome
  return Option.isSome(yield* Connection.databaseUrl) || existsSync(homeAt(home).data)
})

/** Kind, place and size. */
export const databaseFinding = Effect.gen(function* () {
  const { kind, run, target } = yield* Database
  const { rows } = yield* run("doctor.size", (db) =>
    sql<{ readonly bytes: string; readonly version: string }>`
      select pg_database_size(current_database()) as bytes, current_setting('server_version') as version
    `.execute(db)
  )
  const [row] = rows
  return ok("database", `${kind}, PostgreSQL ${row?.version}, ${size(Number(row?.bytes))}: ${target}`)
})

/** How far its tables are, and whether commands can use them as they are. */
export const migrationFinding = Effect.gen(function* () {
  const known = (yield* Migrator.migrations).length
  return versionFinding(yield* Migrator.version, known)
})

export const versionFinding = (found: number, known: number): Finding =>
  found > known
    ? fail(
        "migrations",
        `The tables are of version ${found}, and this Jobgraph knows ${known}`,
        "Use the newer Jobgraph"
      )
    : found < known
      ? warn(
          "migrations",
          `The tables are of version ${found} of ${known}`,
          "The next command migrates them; `runner db backup` before it, if they matter"
        )
      : ok("migrations", `The tables are of version ${found}, the newest`)

/** A second is no harm; leases and queued runs go by the clock to some ten seconds. */
const harmless = 2_000
const harmful = 20_000

/** How far the database's clock is from this machine's, by the quickest of a few answers. */
export const clockFinding = Effect.gen(function* () {
  const { run } = yield* Database
  const asked = yield* Effect.forEach([1, 2, 3], () =>
    Effect.gen(function* () {
      const before = yield* Clock.currentTimeMillis
      const { rows } = yield* run("doctor.clock", (db) =>
        sql<{ readonly at: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`.execute(db)
      )
      const after = yield* Clock.currentTimeMillis
      return { skew: (rows[0]?.at ?? before) - (before + after) / 2, doubt: (after - before) / 2 }
    })
  )
  const best = asked.reduce((a, b) => (b.doubt < a.doubt ? b : a))
  return skewFinding(best.skew, best.doubt)
})

/** `skew` and `doubt` in milliseconds; positive where the database is ahead. */
export const skewFinding = (skew: number, doubt: number): Finding => {
  const certain = Math.max(0, Math.abs(skew) - doubt)
  const message = `The database's clock is ${seconds(Math.abs(skew))} ${skew > 0 ? "ahead of" : "behind"} this machine's`
  const next = "Set both clocks, by NTP for example: runs that wait and runs that died are told apart by them"
  return certain > harmful
    ? fail("clock", message, next)
    : certain > harmless
      ? warn("clock", message, next)
      : ok("clock", `The database's clock and this machine's agree${certain < 1 ? "" : ` to ${seconds(certain)}`}`)
}
