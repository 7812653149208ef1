import { mkdtempSync, rmSync, statSync } from "node:fs"
import { createConnection } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { sql } from "kysely"
import pg from "pg"
import { layerEmbedded } from "../../src/Connection.ts"
import { Database } from "../../src/Database.ts"
import { stop, tcpConnectionString } from "../../src/embedded/control.ts"
import { homeAt } from "../../src/embedded/Home.ts"
import { serveTcp } from "../../src/embedded/serveTcp.ts"

const temporaryHome = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-"))),
  (home) =>
    Effect.ignore(stop(home)).pipe(Effect.andThen(Effect.sync(() => rmSync(home, { recursive: true, force: true }))))
)

const ask = (connectionString: string, statement: string) =>
  Effect.tryPromise(async () => {
    const client = new pg.Client({ connectionString })
    client.on("error", () => {})
    await client.connect()
    try {
      return (await client.query(statement)).rows
    } finally {
      await client.end()
    }
  })

describe("the embedded database on a TCP port", { timeout: 90_000 }, () => {
  it.live("lets in who knows the password, beside a transaction of another client, and nobody else", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome
      const { port } = yield* serveTcp(home, 0)
      const url = yield* tcpConnectionString(home, port)
      // The first client starts the database's process.
      assert.deepStrictEqual(yield* ask(url, "select 1 as n"), [{ n: 1 }])

      yield* Effect.gen(function* () {
        const database = yield* Database
        yield* database.run("create", (db) => sql`create table t (n int)`.execute(db))
        const [inside, outside] = yield* Effect.all(
          [
            database.transaction(
              Effect.andThen(
                database.run("insert", (db) => sql`insert into t values (1)`.execute(db)),
                Effect.sleep("200 millis")
              )
            ),
            ask(url, "insert into t values (2) returning n")
          ],
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual([inside, outside], [undefined, [{ n: 2 }]])
        assert.deepStrictEqual(yield* ask(url, "select n from t order by n"), [{ n: 1 }, { n: 2 }])
      }).pipe(Effect.provide(layerEmbedded(home)))
      const asking = new URL(url)
      asking.searchParams.set("options", "-c timezone=Asia/Tokyo")
      assert.deepStrictEqual(yield* ask(asking.href, "show timezone"), [{ TimeZone: "Asia/Tokyo" }])

      const wrong = new URL(url)
      wrong.password = "guess"
      const error = yield* Effect.flip(ask(wrong.href, "select 1"))
      assert.match(String(error.cause), /password authentication failed/)
      const file = join(homeAt(home).folder, "password")
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)

      // After its process has ended, the next client starts another.
      yield* stop(home)
      assert.deepStrictEqual(yield* ask(url, "select count(*) as n from t"), [{ n: "2" }])
    })
  )

  it.live("ends the connection of a client that sends no PostgreSQL", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome
      const { port } = yield* serveTcp(home, 0)
      yield* Effect.callback<void>((resume) => {
        const socket = createConnection(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
        socket.on("close", () => resume(Effect.void))
        socket.on("error", () => {})
      })
    })
  )
})
