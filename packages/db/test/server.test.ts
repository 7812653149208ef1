import { createServer } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Fiber, Latch, Layer, Redacted } from "effect"
import { sql } from "kysely"
import * as Connection from "../src/Connection.ts"
import { Database } from "../src/Database.ts"
import { emptyServerLayer } from "../src/testing/freshDatabase.ts"
import { serverUrl } from "./databases.ts"

const refusalOf = (url: string) => Effect.flip(Effect.scoped(Layer.build(Connection.layerServer(Redacted.make(url)))))

describe("a server that is not there", () => {
  it.live("is named by host, port and database, without the password", () =>
    Effect.gen(function* () {
      // A port that was free a moment ago.
      const port = yield* Effect.callback<number>((resume) => {
        const server = createServer()
        server.listen(0, "127.0.0.1", () => {
          const address = server.address()
          server.close(() => resume(Effect.succeed(typeof address === "object" ? (address?.port ?? 0) : 0)))
        })
      })
      const error = yield* refusalOf(`postgresql://user:s3cret@127.0.0.1:${port}/jobs`)
      assert.strictEqual(
        error.message,
        `connect failed on the PostgreSQL server at 127.0.0.1:${port}, database jobs: connect ECONNREFUSED 127.0.0.1:${port} (ECONNREFUSED)`
      )
      assert.isTrue(error.isTransient)
      assert.notInclude(JSON.stringify(error), "s3cret")
    })
  )

  it.live.each([
    "s3cret",
    "postgres:s3cret",
    "mysql://user:s3cret@host/db",
    "postgresql://user:s3cret@host:port/db",
    "postgresql://user:1/s3cret@host/db",
    "postgresql://user:1#s3cret@host/db",
    "postgresql://user:1?s3cret@host/db"
  ])("is a permanent error, which does not repeat the text, if its URL cannot be read: %s", (url) =>
    Effect.gen(function* () {
      const error = yield* refusalOf(url)
      assert.match(error.message, /write postgresql:\/\/user:password@host:5432\/database$/)
      assert.isFalse(error.isTransient)
      assert.notInclude(JSON.stringify(error), "s3cret")
    })
  )
})

describe.skipIf(serverUrl === null)("a server", { timeout: 180_000 }, () => {
  const onServer = <A, E>(test: Effect.Effect<A, E, Database>) =>
    Effect.provide(test, Layer.fresh(emptyServerLayer(serverUrl ?? "")))

  const execute = (text: string) =>
    Effect.flatMap(Database, (database) => database.run("execute", (db) => sql.raw<{ n: number }>(text).execute(db)))

  it.live("answers aside while every other connection is taken", () =>
    onServer(
      Effect.gen(function* () {
        const database = yield* Database
        const taken = yield* Latch.make()
        let open = 0
        const holder = database.transaction(
          Effect.suspend(() => {
            open += 1
            return Effect.andThen(open === 6 ? taken.open : Effect.void, Effect.never)
          })
        )
        const holders = yield* Effect.forEach(Array(6), () => Effect.forkChild(holder))
        yield* taken.await
        const { rows } = yield* database.runAside("aside", (db) => sql<{ n: number }>`select 1 as n`.execute(db))
        assert.deepStrictEqual(rows, [{ n: 1 }])
        yield* Effect.forEach(holders, Fiber.interrupt)
      })
    )
  )

  it.live("is the database of DATABASE_URL; a wrong password is permanent", () =>
    Effect.gen(function* () {
      const provided = (url: string) =>
        Layer.provide(Connection.layer, ConfigProvider.layer(ConfigProvider.fromUnknown({ DATABASE_URL: url })))
      const kind = yield* Effect.map(Database, ({ kind }) => kind).pipe(Effect.provide(provided(serverUrl ?? "")))
      assert.strictEqual(kind, "server")
      const url = new URL(serverUrl ?? "")
      url.password = "wr0ng"
      const error = yield* Effect.flip(Effect.scoped(Layer.build(provided(url.href))))
      assert.match(error.message, /password authentication failed.*\(28P01\)$/)
      assert.isFalse("isTransient" in error && error.isTransient)
    })
  )

  it.live("is reached by its Unix socket, in the form that PostgreSQL's own programs read", () =>
    onServer(
      Effect.gen(function* () {
        const text = (statement: string) =>
          Effect.flatMap(Database, ({ run }) =>
            run("text", (db) => sql.raw<{ text: string | null }>(statement).execute(db))
          ).pipe(Effect.map(({ rows }) => rows[0]?.text))
        const folder = yield* text("select current_setting('unix_socket_directories') as text")
        const { password, port, username } = new URL(serverUrl ?? "")
        const host = encodeURIComponent(folder ?? "")
        const layer = (given: string) =>
          Connection.layerServer(Redacted.make(`postgresql://${username}:${given}@/postgres?host=${host}&port=${port}`))
        const address = text("select inet_server_addr()::text as text")
        assert.isNull(yield* Effect.provide(address, Layer.fresh(layer(password))))
        const error = yield* Effect.flip(Effect.scoped(Layer.build(layer("wr0ng"))))
        assert.include(error.message, folder ?? "?")
        assert.notInclude(error.message, "wr0ng")
      })
    )
  )

  it.live("stops a statement that is interrupted", () =>
    onServer(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(execute("select pg_sleep(30)"))
        const isAsleep = execute(
          "select 1 from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'"
        ).pipe(Effect.map(({ rows }) => rows.length > 0))
        yield* Effect.repeat(Effect.delay(isAsleep, "50 millis"), { until: (isSo) => isSo })
        yield* Fiber.interrupt(fiber).pipe(Effect.timeout("20 seconds"))
        assert.isFalse(yield* isAsleep)
      })
    )
  )

  it.live("is connected to again after it cut the connection; a transaction begins anew", () =>
    onServer(
      Effect.gen(function* () {
        const database = yield* Database
        yield* execute("create table t (n int)")
        let attempts = 0
        yield* database.transaction(
          Effect.gen(function* () {
            yield* execute("insert into t values (1)")
            if (++attempts === 1) {
              const { rows } = yield* execute("select pg_backend_pid() as n")
              // From a fiber outside the transaction, so that it has a connection of its own.
              yield* cut(rows[0]?.n ?? 0)
            }
            yield* execute("insert into t values (2)")
          })
        )
        assert.strictEqual(attempts, 2)
        assert.deepStrictEqual((yield* execute("select count(*) as n from t")).rows, [{ n: 2 }])
      })
    )
  )

  it.live("begins a transaction anew too where the connection is cut at a savepoint, before it and within", () =>
    onServer(
      Effect.gen(function* () {
        const database = yield* Database
        yield* execute("create table t (n int)")
        let attempts = 0
        const cutAt = (attempt: number) =>
          Effect.gen(function* () {
            if (attempts === attempt) {
              const { rows } = yield* execute("select pg_backend_pid() as n")
              yield* cut(rows[0]?.n ?? 0)
            }
          })
        yield* database.transaction(
          Effect.gen(function* () {
            attempts++
            yield* execute("insert into t values (1)")
            yield* cutAt(1)
            yield* database.transaction(Effect.andThen(execute("insert into t values (2)"), cutAt(2)))
          })
        )
        assert.strictEqual(attempts, 3)
        assert.deepStrictEqual((yield* execute("select count(*) as n from t")).rows, [{ n: 2 }])
      })
    )
  )

  it.live("undoes one of two transactions that lock each other out, which then begins anew", () =>
    onServer(
      Effect.gen(function* () {
        const database = yield* Database
        yield* execute("create table t (id int primary key, n int)")
        yield* execute("insert into t values (1, 0), (2, 0)")
        const both = [yield* Latch.make(), yield* Latch.make()] as const
        let attempts = 0
        const add = (first: number, second: number, mine: Latch.Latch, other: Latch.Latch) =>
          database.transaction(
            Effect.gen(function* () {
              attempts++
              yield* execute(`update t set n = n + 1 where id = ${first}`)
              yield* mine.open
              yield* other.await
              yield* execute(`update t set n = n + 1 where id = ${second}`)
            })
          )
        yield* Effect.all([add(1, 2, both[0], both[1]), add(2, 1, both[1], both[0])], { concurrency: "unbounded" })
        assert.strictEqual(attempts, 3)
        assert.deepStrictEqual((yield* execute("select sum(n) as n from t")).rows, [{ n: 4 }])
      })
    )
  )
})

/** Ends a backend, through a database of its own. */
const cut = (pid: number) =>
  Effect.flatMap(Database, (database) =>
    database.run("cut", (db) => sql`select pg_terminate_backend(${pid}::int)`.execute(db))
  ).pipe(Effect.provide(Layer.fresh(Connection.layerServer(Redacted.make(serverUrl ?? "")))))
