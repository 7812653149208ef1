import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { sql } from "kysely"
import { Database } from "../src/Database.ts"
import { inOrder, migrate, migrateTo, migrations, pending, version } from "../src/Migrator.ts"
import { kinds } from "./databases.ts"

describe("the order of migrations", () => {
  const file = (name: string) => ({ name, sql: "" })

  it("is that of their numbers", () => {
    assert.deepStrictEqual(inOrder([file("0002_b.sql"), file("0001_a.sql")]), [
      { version: 1, name: "a", sql: "" },
      { version: 2, name: "b", sql: "" }
    ])
  })

  it.each([[["0001_a.sql", "0003_c.sql"]], [["0002_b.sql"]], [["0001_a.sql", "0001_b.sql"]]])(
    "has no gap and no number twice: %s",
    (names) => {
      assert.throws(() => inOrder(names.map(file)), /is missing or there twice/)
    }
  )
})

for (const kind of kinds) {
  describe(`migrations (${kind.name})`, { timeout: 180_000 }, () => {
    const onEmpty = <A, E>(test: Effect.Effect<A, E, Database>) => Effect.provide(test, Layer.fresh(kind.empty))

    it.live("run once, whoever starts them, and refuse a newer database", () =>
      onEmpty(
        Effect.gen(function* () {
          const database = yield* Database
          const all = yield* migrations
          assert.strictEqual(yield* version, 0)
          const applied = yield* Effect.all([migrate, migrate, migrate], { concurrency: "unbounded" })
          assert.deepStrictEqual(
            applied
              .flat()
              .map(({ version }) => version)
              .sort((a, b) => a - b),
            all.map(({ version }) => version)
          )
          assert.deepStrictEqual(yield* migrate, [])

          yield* database.run("advance", (db) =>
            sql`insert into runner.migration (version, name, checksum) values (${all.length + 1}, 'later', '')`.execute(
              db
            )
          )
          const error = yield* Effect.flip(migrate)
          assert.strictEqual(error._tag, "DatabaseTooNew")
          assert.isFalse(error.isTransient)
        })
      )
    )

    it.live("are refused where one that was applied reads otherwise by now", () =>
      onEmpty(
        Effect.gen(function* () {
          const one = { version: 1, name: "one", sql: "create table one (n int)" }
          const two = { version: 2, name: "two", sql: "create table two (n int)" }
          yield* migrateTo([one])
          const edited = { ...one, sql: "create table one (n bigint)" }
          const error = yield* Effect.flip(migrateTo([edited, two]))
          assert.strictEqual(error._tag, "MigrationChanged")
          assert.match(error.message, /brought to version 1 \(one\) by other statements/)
          assert.strictEqual(yield* version, 1)
          assert.deepStrictEqual(yield* migrateTo([one, two]), [{ version: 2, name: "two" }])
        })
      )
    )

    it.live("adopt no tables of others", () =>
      onEmpty(
        Effect.gen(function* () {
          const database = yield* Database
          const execute = (text: string) => database.run("execute", (_, { connection }) => connection.query(text))
          assert.strictEqual((yield* pending).length, (yield* migrations).length)
          yield* execute("create table jobs (id int); create schema runner; create view runner.mine as select 1")
          const error = yield* Effect.flip(migrate)
          assert.strictEqual(error._tag, "ForeignTables")
          assert.match(error.message, /did not make and will not touch: public\.jobs, runner\.mine\./)
          assert.strictEqual((yield* Effect.flip(pending))._tag, "ForeignTables")
          assert.strictEqual(yield* version, 0)
          yield* execute("alter table jobs rename to old_jobs; drop view runner.mine")
          yield* migrate
          assert.deepStrictEqual(yield* pending, [])
        })
      )
    )

    it.live("leave nothing of one that fails, and what came before it stays", () =>
      onEmpty(
        Effect.gen(function* () {
          const database = yield* Database
          const known = [
            { version: 1, name: "good", sql: "create table good (n int)" },
            { version: 2, name: "bad", sql: "create table half (n int); select 1 / 0" }
          ]
          const error = yield* Effect.flip(migrateTo(known))
          assert.match(error.message, /^migrate 2 bad failed on .*division by zero/)
          assert.strictEqual(yield* version, 1)
          const { rows } = yield* database.run("look", (db) =>
            sql`select to_regclass('good') is not null as good, to_regclass('half') is not null as half`.execute(db)
          )
          assert.deepStrictEqual(rows, [{ good: true, half: false }])
        })
      )
    )
  })
}
