/**
 * Databases for tests, yours and ours.
 *
 * @module
 */
import { randomUUID } from "node:crypto"
import { Context, Effect, Layer, ManagedRuntime } from "effect"
import pg from "pg"
import { Database } from "../Database.ts"
import { DatabaseError } from "../DatabaseError.ts"
import { migrate } from "../Migrator.ts"
import { serverSource } from "../Pool.ts"
import { memorySource } from "./memorySource.ts"

/** A database in memory, empty and without tables. Opening one takes about 3 s: share it between tests. */
export const emptyLayer = Database.layerSource(Effect.sync(memorySource))

/** A database in memory with all tables, empty. Opening one takes about 3 s: share it between tests. */
export const layer = Layer.tap(emptyLayer, (services) => Effect.orDie(Effect.provide(migrate, services)))

/** A database of its own on a server, empty and without tables; dropped with the scope. */
export const emptyServerLayer = (serverUrl: string) =>
  Database.layerSource(
    Effect.gen(function* () {
      const name = `jobgraph_test_${randomUUID().replaceAll("-", "")}`
      yield* Effect.acquireRelease(administer(serverUrl, `create database ${name} template template0`), () =>
        Effect.ignore(administer(serverUrl, `drop database if exists ${name} with (force)`))
      )
      const url = new URL(serverUrl)
      url.pathname = `/${name}`
      return serverSource({ connectionString: url.href }, `the test server, database ${name}`)
    })
  )

/** The same with all tables. */
export const serverLayer = (serverUrl: string) =>
  Layer.tap(emptyServerLayer(serverUrl), (services) => Effect.orDie(Effect.provide(migrate, services)))

const administer = (serverUrl: string, statement: string) =>
  Effect.tryPromise({
    try: async () => {
      const client = new pg.Client({ connectionString: serverUrl })
      await client.connect()
      await client.query(statement)
      await client.end()
    },
    catch: (cause) => DatabaseError.from("administer", "the test server", cause)
  })

/**
 * One database for many small tests that each want an empty one, one after the other.
 *
 * Every use of `layer` empties all tables first. `close` ends the database.
 */
export const shared = <E>(database: Layer.Layer<Database, E>) => {
  const runtime = ManagedRuntime.make(database)
  const emptied = Effect.gen(function* () {
    const context = yield* runtime.contextEffect
    const shared = Context.get(context, Database)
    yield* shared.run("emptyTables", (_, { connection }) => connection.query(emptyTables))
    return shared
  })
  return {
    layer: Layer.fresh(Layer.effect(Database, Effect.orDie(emptied))),
    close: () => runtime.dispose()
  }
}

const emptyTables = `
  do $$
  declare names text;
  begin
    select string_agg(format('%I.%I', schemaname, tablename), ', ') into names
    from pg_tables where schemaname in ('public', 'runner') and tablename <> 'migration';
    execute 'truncate ' || names || ' restart identity cascade';
    truncate runner.outside_change;
  end
  $$`
