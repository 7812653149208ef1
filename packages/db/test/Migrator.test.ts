import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { sql } from "kysely"
import { Database } from "../src/Database.ts"
import { inOrder, migrate, migrateTo, migrations, version } from "../src/Migrator.ts"
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
  describe(`migrations (${kind.name})`, { timeout: 60_000 }, () => {
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

    it.live("keep the data that is there", () =>
      onEmpty(
        Effect.gen(function* () {
          const database = yield* Database
          const all = yield* migrations
          // Padded, so that they sort by number.
          const titleOf = (version: number) => `after ${String(version).padStart(4, "0")}`
          for (const { version } of all) {
            yield* migrateTo(all.slice(0, version))
            yield* database.run("insert", (db) =>
              sql`insert into jobs (job_id, job_title) values (uuid_generate_v4(), ${titleOf(version)})`.execute(db)
            )
          }
          const { rows } = yield* database.run("look", (db) => sql`select job_title from jobs order by 1`.execute(db))
          assert.deepStrictEqual(
            rows,
            all.map(({ version }) => ({ job_title: titleOf(version) }))
          )
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
