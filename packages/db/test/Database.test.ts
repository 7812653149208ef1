import { assert, describe, it, layer } from "@effect/vitest"
import { Effect, Exit, Fiber, Latch } from "effect"
import { sql } from "kysely"
import { Database } from "../src/Database.ts"
import { DatabaseError } from "../src/DatabaseError.ts"
import { memorySource } from "../src/testing/memorySource.ts"

const execute = (text: string) => (database: Database["Service"]) =>
  database.run("execute", (db) => sql.raw(text).execute(db))

/** How many rows table `t` has with this name. */
const count = (name: string) =>
  Effect.flatMap(Database, (database) =>
    database.run("count", (db) =>
      sql<{ n: number }>`select count(*) as n from t where name = ${name}`.execute(db).then(({ rows }) => rows[0]?.n)
    )
  )

const insert = (name: string) =>
  Effect.flatMap(Database, (database) =>
    database.run("insert", (db) => sql`insert into t (name) values (${name})`.execute(db))
  )

const collide = (code: string) =>
  Effect.flatMap(
    Database,
    execute(`do $$ begin raise exception using errcode = '${code}', message = 'collision'; end $$`)
  )

layer(Database.layerSource(Effect.sync(memorySource)), { timeout: "60 seconds", excludeTestServices: true })(
  "Database",
  (it) => {
    it.effect("names the operation, the database and the reason when a statement fails", () =>
      Effect.gen(function* () {
        const database = yield* Database
        yield* execute("create table t (name text primary key)")(database)
        yield* insert("twice")
        const error = yield* Effect.flip(insert("twice"))
        assert.strictEqual(
          error.message,
          'insert failed on the embedded database in memory: duplicate key value violates unique constraint "t_pkey" (23505)'
        )
        assert.isFalse(error.isTransient)
      })
    )

    it.effect("reads dates, big and exact numbers as what they mean", () =>
      Effect.gen(function* () {
        const database = yield* Database
        const { rows } = yield* database.run("types", (db) =>
          sql`select date '2026-03-29' as d, 9007199254740991::bigint as i, 12.50::numeric as n, '{a,"b,c"}'::text[] as a`.execute(
            db
          )
        )
        assert.deepStrictEqual(rows, [{ d: "2026-03-29", i: 9007199254740991, n: 12.5, a: ["a", "b,c"] }])
      })
    )

    it.effect("commits what a transaction did, from whatever depth", () =>
      Effect.gen(function* () {
        const database = yield* Database
        yield* database.transaction(Effect.andThen(insert("outer"), database.transaction(insert("inner"))))
        assert.deepStrictEqual([yield* count("outer"), yield* count("inner")], [1, 1])
      })
    )

    it.effect("takes a failed transaction back, and lets its error through", () =>
      Effect.gen(function* () {
        const database = yield* Database
        const error = yield* Effect.flip(database.transaction(Effect.andThen(insert("undone"), Effect.fail("mine"))))
        assert.strictEqual(error, "mine")
        assert.strictEqual(yield* count("undone"), 0)
      })
    )

    it.effect("takes back no more than the inner transaction that failed", () =>
      Effect.gen(function* () {
        const database = yield* Database
        yield* database.transaction(
          Effect.gen(function* () {
            yield* insert("kept")
            yield* Effect.ignore(database.transaction(Effect.andThen(insert("lost"), insert("lost"))))
            yield* insert("kept too")
          })
        )
        assert.deepStrictEqual([yield* count("kept"), yield* count("lost"), yield* count("kept too")], [1, 0, 1])
      })
    )

    it.effect("lets children of the fiber join, one statement at a time", () =>
      Effect.gen(function* () {
        const database = yield* Database
        const names = Array.from({ length: 10 }, (_, index) => `child ${index}`)
        yield* Effect.ignore(
          database.transaction(
            Effect.andThen(Effect.forEach(names, insert, { concurrency: "unbounded" }), Effect.fail("undo"))
          )
        )
        assert.strictEqual(yield* count("child 3"), 0)
        yield* database.transaction(Effect.forEach(names, insert, { concurrency: "unbounded" }))
        assert.strictEqual(yield* count("child 3"), 1)
      })
    )

    it.effect.each(["40001", "40P01"])("runs a transaction again after %s, and only so often", (code) =>
      Effect.gen(function* () {
        const database = yield* Database
        let attempts = 0
        yield* database.transaction(
          Effect.suspend(() => (++attempts < 3 ? Effect.andThen(insert(code), collide(code)) : insert(code)))
        )
        assert.deepStrictEqual([attempts, yield* count(code)], [3, 1])

        attempts = 0
        // The caller may dress the error as it likes.
        const always = Effect.suspend(() => {
          attempts++
          return collide(code)
        }).pipe(Effect.mapError(() => "dressed"))
        assert.strictEqual(yield* Effect.flip(database.transaction(always)), "dressed")
        assert.strictEqual(attempts, 7)
      })
    )

    it.effect("does not call a transaction committed whose statement had failed unnoticed", () =>
      Effect.gen(function* () {
        const database = yield* Database
        yield* insert("present")
        const error = yield* Effect.flip(
          database.transaction(Effect.andThen(insert("absent"), Effect.ignore(insert("present"))))
        )
        assert.strictEqual(error.code, "25P02")
        assert.strictEqual(yield* count("absent"), 0)
      })
    )

    it.effect(
      "rolls back and gives its connection back when it is interrupted, also in the middle of a statement",
      () =>
        Effect.gen(function* () {
          const database = yield* Database
          for (let round = 0; round < 20; round++) {
            const begun = yield* Latch.make()
            const fiber = yield* Effect.forkChild(
              database.transaction(
                Effect.gen(function* () {
                  yield* insert("interrupted")
                  yield* begun.open
                  yield* database.run("sleep", (db) => sql`select pg_sleep(0.02)`.execute(db))
                  yield* Effect.never
                })
              )
            )
            yield* begun.await
            yield* Fiber.interrupt(fiber)
            assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(fiber)))
          }
          assert.strictEqual(yield* count("interrupted"), 0)
        })
    )

    it.effect("keeps two transactions apart", () =>
      Effect.gen(function* () {
        const database = yield* Database
        const increase = database.transaction(
          Effect.gen(function* () {
            const before = yield* count("counter")
            yield* Effect.yieldNow
            yield* insert(`value ${before}`)
            yield* insert("counter").pipe(Effect.when(Effect.succeed(before === 0)))
            return before
          })
        )
        const seen = yield* Effect.all([increase, increase], { concurrency: "unbounded" })
        assert.deepStrictEqual([...seen].sort(), [0, 1])
      })
    )
  }
)

describe("DatabaseError", () => {
  const from = (code: string | undefined, message = "") =>
    DatabaseError.from("x", "y", Object.assign(new Error(message), code === undefined ? {} : { code }))

  it.each(["08006", "40001", "40P01", "53300", "57P01", "55P03", "25P03", "ECONNREFUSED", "ENOENT"])(
    "%s is transient",
    (code) => {
      assert.isTrue(from(code).isTransient)
    }
  )

  it.each(["23505", "42P01", "22P02", "28P01", "3D000", undefined])("%s is permanent", (code) => {
    assert.isFalse(from(code).isTransient)
  })

  it.each([
    "Connection terminated unexpectedly",
    "Connection terminated due to connection timeout",
    "timeout exceeded when trying to connect"
  ])("'%s', which comes without a code, is a lost connection", (message) => {
    assert.isTrue(from(undefined, message).isConnectionLoss)
  })
})
