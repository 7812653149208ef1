/**
 * Brings a database to the state that this code expects.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { Database } from "./Database.ts"

export interface Migration {
  /** From 1, without gaps. */
  readonly version: number
  /** The file's name without number and ending. */
  readonly name: string
  readonly sql: string
}

/** The database was migrated by a later Jobgraph; this one must not touch it. */
export class DatabaseTooNew extends Schema.TaggedError<DatabaseTooNew>()("DatabaseTooNew", {
  target: Schema.String,
  found: Schema.Int,
  known: Schema.Int
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.target} is at version ${this.found} and this Jobgraph knows ${this.known}: use the newer Jobgraph, or restore a backup into another database`
  }
}

const folder = new URL("./migrations/", import.meta.url)

/** Every migration of this code, in order. */
export const migrations: Effect.Effect<ReadonlyArray<Migration>> = Effect.sync(() =>
  inOrder(
    readdirSync(folder)
      .filter((name) => name.endsWith(".sql"))
      .map((name) => ({ name, sql: readFileSync(new URL(name, folder), "utf8") }))
  )
)

/** Orders files named `0001_first.sql`. Throws where a number is missing or there twice: that is a bug of ours. */
export const inOrder = (
  files: ReadonlyArray<{ readonly name: string; readonly sql: string }>
): ReadonlyArray<Migration> =>
  files
    .map(({ name, sql }) => ({ version: Number(name.slice(0, 4)), name: name.slice(5).replace(/\.sql$/, ""), sql }))
    .sort((a, b) => a.version - b.version)
    .map((migration, index) => {
      if (migration.version !== index + 1) {
        throw new Error(`Migration ${index + 1} is missing or there twice: found ${migration.version} in its place`)
      }
      return migration
    })

export interface Applied {
  readonly version: number
  readonly name: string
}

/**
 * Applies what is missing, each migration in a transaction of its own; answers what was applied.
 *
 * Several processes may do this at once: one migrates, the others wait and find
 * nothing to do. Changes nothing in a database that is newer than the code.
 */
export const migrate = Effect.gen(function* () {
  const known = yield* migrations
  return yield* migrateTo(known)
})

/** `migrate` with other migrations; tests stop at an earlier one. */
export const migrateTo = Effect.fnUntraced(function* (known: ReadonlyArray<Migration>) {
  const applied: Array<Applied> = []
  for (;;) {
    const next = yield* applyNext(known)
    if (next === undefined) {
      return applied
    }
    applied.push(next)
  }
})

/** How far the database is: the number of its last migration, 0 for an empty one. */
export const version = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("readVersion", async (db) => {
    const found = await sql<{ exists: boolean }>`select to_regclass('runner.migration') is not null as exists`.execute(
      db
    )
    if (found.rows[0]?.exists !== true) {
      return 0
    }
    const last = await sql<{ version: number }>`
      select coalesce(max(version), 0) as version from runner.migration
    `.execute(db)
    return last.rows[0]?.version ?? 0
  })
})

const applyNext = Effect.fnUntraced(function* (known: ReadonlyArray<Migration>) {
  const database = yield* Database
  // Without the lock first, so that a command on a database that is up to date waits for nobody.
  if ((yield* assertKnown(known)) === known.length) {
    return undefined
  }
  return yield* database.transaction(
    Effect.gen(function* () {
      yield* database.run("lockMigrations", (db) => sql`select pg_advisory_xact_lock(${lockKey}::bigint)`.execute(db))
      yield* database.run("createMigrationTable", (_, { connection }) => connection.query(migrationTable))
      const next = known[yield* assertKnown(known)]
      if (next === undefined) {
        return undefined
      }
      yield* database.run(`migrate ${next.version} ${next.name}`, (_, { connection }) => connection.query(next.sql))
      const checksum = createHash("sha256").update(next.sql).digest("hex")
      yield* database.run("recordMigration", (db) =>
        sql`
          insert into runner.migration (version, name, checksum) values (${next.version}, ${next.name}, ${checksum})
        `.execute(db)
      )
      const applied: Applied = { version: next.version, name: next.name }
      return applied
    })
  )
})

const assertKnown = Effect.fnUntraced(function* (known: ReadonlyArray<Migration>) {
  const { target } = yield* Database
  const found = yield* version
  if (found > known.length) {
    return yield* new DatabaseTooNew({ target, found, known: known.length })
  }
  return found
})

/** Any number that nobody else locks in the same database. */
const lockKey = 7_406_241_901

const migrationTable = `
  create schema if not exists runner;
  create table if not exists runner.migration (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default current_timestamp
  );
`
