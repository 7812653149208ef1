/**
 * Brings a database to the state that this code expects.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "./Database.ts"
import type { DatabaseError } from "./DatabaseError.ts"
import { DatabaseTooNew, ForeignTables, MigrationChanged } from "./MigrationError.ts"

export interface Migration {
  /** From 1, without gaps. */
  readonly version: number
  /** The file's name without number and ending. */
  readonly name: string
  readonly sql: string
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
 * nothing to do. Changes nothing in a database that is newer than the code, that
 * other migrations were applied to, or that has tables of somebody else where
 * ours would be.
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
export const version = Effect.suspend(() => Effect.map(recorded, (rows) => rows.at(-1)?.version ?? 0))

/** What `migrate` would apply. Fails as it would where it refuses the database. */
export const pending = Effect.gen(function* () {
  const known = yield* migrations
  const found = yield* assertOurs(known)
  return known.slice(found).map(({ name, version }): Applied => ({ version, name }))
})

interface Recorded {
  readonly version: number
  readonly name: string
  readonly checksum: string
}

/** What was applied, in order. */
const recorded = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("readVersion", async (db): Promise<ReadonlyArray<Recorded>> => {
    const found = await sql<{ exists: boolean }>`select to_regclass('runner.migration') is not null as exists`.execute(
      db
    )
    return found.rows[0]?.exists !== true
      ? []
      : (await sql<Recorded>`select version, name, checksum from runner.migration order by version`.execute(db)).rows
  })
})

/** Tables of others that are in the way of ours: those of our names, and all in our schema. */
const foreign = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("lookForTables", (db) =>
    sql<{ name: string }>`
      select format('%I.%I', nspname, relname) as name
      from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'f') and (
        nspname = 'public' and relname = any(${[...publicNames]}::text[])
        or nspname = 'runner' and relname <> 'migration'
      )
      order by 1
    `.execute(db)
  )
  return rows.map(({ name }) => name)
})

/** Tables and views of the first migration. */
const publicNames = ["jobs", "batch_runs", "model_versions", "recent_jobs", "complete_jobs", "latest_batch_status"]

const applyNext = Effect.fnUntraced(function* (known: ReadonlyArray<Migration>) {
  const database = yield* Database
  // Without the lock first, so that a command on a database that is up to date waits for nobody.
  if ((yield* assertOurs(known)) === known.length) {
    return undefined
  }
  return yield* database.transaction(
    Effect.gen(function* () {
      yield* database.run("lockMigrations", (db) => sql`select pg_advisory_xact_lock(${lockKey}::bigint)`.execute(db))
      yield* database.run("createMigrationTable", (_, { connection }) => connection.query(migrationTable))
      const next = known[yield* assertOurs(known)]
      if (next === undefined) {
        return undefined
      }
      yield* database.run(`migrate ${next.version} ${next.name}`, (_, { connection }) => connection.query(next.sql))
      yield* database.run("recordMigration", (db) =>
        sql`
          insert into runner.migration (version, name, checksum) values (${next.version}, ${next.name}, ${checksumOf(next)})
        `.execute(db)
      )
      const applied: Applied = { version: next.version, name: next.name }
      return applied
    })
  )
})

/** How far the database is, if it is one that may be migrated. */
const assertOurs: (
  known: ReadonlyArray<Migration>
) => Effect.Effect<number, DatabaseError | DatabaseTooNew | MigrationChanged | ForeignTables, Database> =
  Effect.fnUntraced(function* (known) {
    const { target } = yield* Database
    const applied = yield* recorded
    const found = applied.at(-1)?.version ?? 0
    if (found > known.length) {
      return yield* new DatabaseTooNew({ target, found, known: known.length })
    }
    for (const { checksum, name, version } of applied) {
      const migration = known[version - 1]
      if (migration !== undefined && checksumOf(migration) !== checksum) {
        return yield* new MigrationChanged({ target, version, name })
      }
    }
    if (found > 0) {
      return found
    }
    const tables = yield* foreign
    if (tables.length === 0) {
      return 0
    }
    // Another process may have made them since: then their record came in the same commit.
    const isOurs = (yield* recorded).length > 0
    return isOurs ? yield* assertOurs(known) : yield* new ForeignTables({ target, tables })
  })

const checksumOf = ({ sql }: Migration): string => createHash("sha256").update(sql).digest("hex")

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
