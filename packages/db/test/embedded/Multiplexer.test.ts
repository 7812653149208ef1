import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Scope } from "effect"
import pg from "pg"
import { type Multiplexer, type MultiplexerOptions, makeMultiplexer } from "../../src/embedded/Multiplexer.ts"
import { openPglite } from "../../src/embedded/PgliteBackend.ts"
import { clientEnd } from "../../src/testing/memorySource.ts"

const multiplexer = (options: Pick<MultiplexerOptions, "backend">) =>
  makeMultiplexer({ idleInTransaction: 300, onClients: () => {}, onBroken: () => {}, ...options })

let opened: Multiplexer | undefined
/** One database for the tests of this file: to open one takes seconds. */
const shared = (): Multiplexer => (opened ??= multiplexer({ backend: openPglite() }))

const connect = ({ attach }: { readonly attach: Parameters<typeof clientEnd>[0] }) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const client = new pg.Client({ user: "postgres", password: "", stream: () => clientEnd(attach) as never })
      client.on("error", () => {})
      await client.connect()
      return client
    }),
    (client) => Effect.promise(() => client.end())
  )

const ask = (client: pg.Client, sql: string) => Effect.promise(() => client.query(sql).then(({ rows }) => rows))
const refusal = (client: pg.Client, sql: string) =>
  Effect.promise(() =>
    client.query(sql).then(
      () => "",
      (error) => `${error.code} ${error.message}`
    )
  )

describe("the multiplexer", { timeout: 60_000 }, () => {
  it.live("lets nobody into another client's transaction", () =>
    Effect.gen(function* () {
      const both = shared()
      const [a, b] = [yield* connect(both), yield* connect(both)]
      yield* ask(a, "begin")
      yield* ask(a, "create table apart (n int)")
      const other = refusal(b, "select * from apart")
      const [, seen] = yield* Effect.all([Effect.andThen(Effect.sleep("50 millis"), ask(a, "rollback")), other], {
        concurrency: "unbounded"
      })
      assert.match(seen, /^42P01/)
    })
  )

  it.live("takes back what a client began when it goes away, and what it set", () =>
    Effect.gen(function* () {
      const both = shared()
      const scope = yield* Scope.make()
      const a = yield* Scope.provide(connect(both), scope)
      const b = yield* connect(both)
      yield* ask(a, "set search_path to nowhere")
      yield* ask(a, "begin")
      yield* ask(a, "create table public.begun (n int)")
      yield* Scope.close(scope, Exit.void)
      assert.deepStrictEqual(yield* ask(b, "select to_regclass('public.begun') as t"), [{ t: null }])
      assert.deepStrictEqual(yield* ask(b, "show search_path"), [{ search_path: "public" }])
    })
  )

  it.live("ends a client that sits in a transaction while others wait", () =>
    Effect.gen(function* () {
      const both = shared()
      const [a, b] = [yield* connect(both), yield* connect(both)]
      yield* ask(a, "begin")
      yield* Effect.sleep("600 millis")
      assert.deepStrictEqual(yield* ask(a, "select 1 as n"), [{ n: 1 }])
      assert.deepStrictEqual(yield* ask(b, "select 2 as n"), [{ n: 2 }])
      assert.match(yield* refusal(a, "commit"), /not queryable|terminat/i)
    })
  )

  it.live("refuses COPY FROM STDIN, which would end the database, and goes on", () =>
    Effect.gen(function* () {
      const client = yield* connect(shared())
      assert.match(yield* refusal(client, "COPY jobs (a, b) FROM STDIN WITH (FORMAT csv)"), /^0A000 COPY FROM STDIN/)
      assert.deepStrictEqual(yield* ask(client, "select 'copy x from stdin' as s"), [{ s: "copy x from stdin" }])
    })
  )

  it.live("tells clients why it closes, those that come later too", () =>
    Effect.gen(function* () {
      const closed = multiplexer({ backend: new Promise(() => {}) })
      closed.close("XX000", "no disk")
      const late = new pg.Client({ user: "postgres", password: "", stream: () => clientEnd(closed.attach) as never })
      late.on("error", () => {})
      const message = yield* Effect.promise(() =>
        late.connect().then(
          () => "",
          (error) => error.message
        )
      )
      assert.strictEqual(message, "no disk")
    })
  )
})
