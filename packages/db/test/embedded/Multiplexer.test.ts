import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Schedule, Scope } from "effect"
import pg from "pg"
import { from as copyFrom } from "pg-copy-streams"
import { type Frame, FrameReader, frame, query, startup } from "../../src/embedded/Frames.ts"
import { parse, sync } from "../../src/embedded/Messages.ts"
import { type Multiplexer, type MultiplexerOptions, makeMultiplexer } from "../../src/embedded/Multiplexer.ts"
import { openPglite } from "../../src/embedded/PgliteBackend.ts"
import { clientEnd } from "../../src/testing/memorySource.ts"

const multiplexer = (options: Pick<MultiplexerOptions, "backend">) =>
  makeMultiplexer({ idleInTransaction: 300, onClients: () => {}, onBroken: () => {}, ...options })

let opened: Multiplexer | undefined
/** One database for the tests of this file: to open one takes seconds. */
const shared = (): Multiplexer => (opened ??= multiplexer({ backend: openPglite() }))

type Attaching = { readonly attach: Parameters<typeof clientEnd>[0] }

const options = ({ attach }: Attaching, more: pg.ClientConfig = {}): pg.ClientConfig => ({
  user: "postgres",
  password: "",
  ...more,
  stream: () => clientEnd(attach) as never
})

const connect = (both: Attaching, more?: pg.ClientConfig) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const client = new pg.Client(options(both, more))
      client.on("error", () => {})
      await client.connect()
      return client
    }),
    (client) => Effect.promise(() => client.end())
  )

/** A client that speaks message by message. */
const wire = Effect.fnUntraced(function* ({ attach }: Attaching) {
  const end = clientEnd(attach)
  const reader = new FrameReader()
  reader.start()
  let heard: ReadonlyArray<Frame> = []
  end.on("data", (piece: Buffer) => {
    reader.push(piece)
    for (let next = reader.next(); next !== undefined; next = reader.next()) {
      heard = [...heard, next]
    }
  })
  end.connect()
  const client = {
    send: (...messages: ReadonlyArray<Buffer>) => end.write(Buffer.concat(messages)),
    /** Waits for a message of the type; answers the text of all since the last time. */
    until: (type: string) =>
      Effect.sync(() => heard.some((message) => message.type === type)).pipe(
        Effect.repeat({ until: (isThere) => isThere, schedule: Schedule.spaced("5 millis") }),
        Effect.timeout("10 seconds"),
        Effect.map(() => {
          const text = heard.map(({ bytes }) => bytes.toString()).join("")
          heard = []
          return text
        })
      ),
    vanish: () => end.destroy()
  }
  client.send(startup())
  yield* client.until("Z")
  return client
})

const ask = (client: pg.Client, sql: string) => Effect.promise(() => client.query(sql).then(({ rows }) => rows))
const refusal = (client: pg.Client, sql: string) =>
  Effect.promise(() =>
    client.query(sql).then(
      () => "",
      (error) => `${error.code} ${error.message}`
    )
  )

describe("the multiplexer", { timeout: 180_000 }, () => {
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

  it.live("gives every client its own settings back, whoever came between", () =>
    Effect.gen(function* () {
      const both = shared()
      const [a, b] = [yield* connect(both), yield* connect(both)]
      yield* ask(a, "create role reader")
      yield* ask(a, "set search_path to nowhere; set timezone to 'Asia/Tokyo'; set datestyle to 'German'")
      yield* ask(a, "set session characteristics as transaction isolation level serializable")
      yield* ask(a, "select set_config('jobgraph.exporting', 'on', false)")
      yield* ask(a, "set role reader")
      const settings = `
        select current_setting('search_path') as path, '2026-01-08T12:00Z'::timestamptz::text as at,
          current_setting('transaction_isolation') as isolation,
          coalesce(current_setting('jobgraph.exporting', true), '') as exporting, current_user as who`
      const plain = {
        path: "public",
        at: "2026-01-08 12:00:00+00",
        isolation: "read committed",
        exporting: "",
        who: "postgres"
      }
      assert.deepStrictEqual(yield* ask(b, settings), [plain])
      yield* ask(b, "set search_path to elsewhere")
      assert.deepStrictEqual(yield* ask(a, settings), [
        {
          path: "nowhere",
          at: "08.01.2026 21:00:00 JST",
          isolation: "serializable",
          exporting: "on",
          who: "reader"
        }
      ])
      assert.deepStrictEqual(yield* ask(b, settings), [{ ...plain, path: "elsewhere" }])
      assert.deepStrictEqual(yield* ask(yield* connect(both), settings), [plain])
    })
  )

  it.live("keeps statements of the same name apart", () =>
    Effect.gen(function* () {
      const both = shared()
      const [a, b] = [yield* connect(both), yield* connect(both)]
      const run = (client: pg.Client, text: string) =>
        Effect.promise(() => client.query({ name: "same", text, values: [2] }).then(({ rows }) => rows))
      for (const _ of [1, 2]) {
        assert.deepStrictEqual(yield* run(a, "select $1::int + 1 as n"), [{ n: 3 }])
        assert.deepStrictEqual(yield* run(b, "select $1::text || '!' as n"), [{ n: "2!" }])
      }
      yield* ask(a, "prepare by_hand (int) as select $1 * 10 as n, 'é' as e")
      yield* ask(b, "prepare by_hand as select 'b' as n")
      assert.deepStrictEqual(yield* ask(a, "execute by_hand(4)"), [{ n: 40, e: "é" }])
      yield* ask(a, "deallocate by_hand")
      assert.deepStrictEqual(yield* ask(b, "execute by_hand"), [{ n: "b" }])
      assert.match(yield* refusal(a, "execute by_hand(4)"), /^26000/)
      assert.deepStrictEqual(yield* run(a, "select $1::int + 1 as n"), [{ n: 3 }])
    })
  )

  it.live("keeps a statement without a name for the client's next cycle", () =>
    Effect.gen(function* () {
      const both = shared()
      const b = yield* connect(both)
      const a = yield* wire(both)
      a.send(parse("", "select 'of a'", []), sync)
      yield* a.until("Z")
      assert.deepStrictEqual(yield* ask(b, "select 1 as n"), [{ n: 1 }])
      a.send(frame("B", Buffer.alloc(8)), frame("E", Buffer.alloc(5)), sync)
      assert.include(yield* a.until("Z"), "of a")
    })
  )

  it.live("gives a client what it asks for when it connects, or says why not", () =>
    Effect.gen(function* () {
      const both = shared()
      const a = yield* connect(both, { options: "-c search_path=asked,public --datestyle=SQL\\,\\ DMY" })
      yield* ask(yield* connect(both), "select 1")
      assert.deepStrictEqual(
        yield* ask(a, "select current_setting('search_path') as path, date '2026-01-08' ::text as date"),
        [{ path: "asked,public", date: "08/01/2026" }]
      )
      const refused = new pg.Client(options(both, { options: "-c no_such_setting=1" }))
      refused.on("error", () => {})
      const error = yield* Effect.promise(() => refused.connect().catch((error) => error))
      assert.deepInclude(error, { severity: "FATAL", code: "42704" })
    })
  )

  it.live("refuses encodings other than UTF-8, in which the database would hang", () =>
    Effect.gen(function* () {
      const both = shared()
      const a = yield* connect(both)
      for (const text of [
        "set client_encoding to 'LATIN1'",
        "SET NAMES 'win1252'",
        "select set_config('client_encoding', 'LATIN1', false)"
      ]) {
        assert.match(yield* refusal(a, text), /^22023 the embedded database speaks UTF-8 alone/)
      }
      yield* ask(a, "set client_encoding = 'UTF8'; set names default; show client_encoding")
      assert.deepStrictEqual(yield* ask(a, "select 'é' as e"), [{ e: "é" }])
      const late = new pg.Client(options(both, { options: "-c client_encoding=LATIN1" }))
      late.on("error", () => {})
      const error = yield* Effect.promise(() => late.connect().catch((error) => error))
      assert.deepInclude(error, { severity: "FATAL", code: "22023" })
    })
  )

  it.live("takes COPY FROM STDIN, in whole and in its turn", () =>
    Effect.gen(function* () {
      const both = shared()
      const [a, b] = [yield* connect(both), yield* connect(both)]
      yield* ask(a, "create table copied (n int, words text)")
      const rows = "1;one\n2;two\n"
      // As in the specification: a remark before it.
      const copy = a.query(copyFrom("-- Efficient\nCOPY copied FROM STDIN WITH (FORMAT csv, DELIMITER ';');"))
      const isDone = new Promise((resolve, reject) => copy.on("finish", resolve).on("error", reject))
      copy.write(rows.slice(0, 5))
      assert.deepStrictEqual(yield* ask(b, "select count(*)::int as n from copied"), [{ n: 0 }])
      copy.end(rows.slice(5))
      yield* Effect.promise(() => isDone)
      assert.deepStrictEqual(yield* ask(b, "select * from copied order by n"), [
        { n: 1, words: "one" },
        { n: 2, words: "two" }
      ])
      const failing = (text: string, words: string) =>
        Effect.promise(
          () =>
            new Promise<string>((resolve) => {
              a.query(copyFrom(text))
                .on("finish", () => resolve(""))
                .on("error", ({ message }) => resolve(message))
                .end(words)
            })
        )
      assert.match(yield* failing("copy nowhere from stdin", "1\n"), /"nowhere" does not exist/)
      assert.match(yield* failing("copy copied from stdin", "x\ty\n"), /invalid input syntax for type integer/)
      for (const text of ["select 1; copy copied from stdin", "/* a */ begin; copy copied from stdin; commit"]) {
        assert.match(yield* refusal(a, text), /takes COPY FROM STDIN as a simple query of its own/)
        yield* ask(a, "rollback")
      }
      const prepared = { text: "copy copied from stdin", values: [], queryMode: "extended" }
      const message = yield* Effect.promise(() =>
        a.query(prepared).then(
          () => "",
          ({ message }) => message
        )
      )
      assert.match(message, /takes COPY FROM STDIN as a simple query of its own/)
      assert.deepStrictEqual(yield* ask(a, "select 'copy x from stdin' as s"), [{ s: "copy x from stdin" }])
      assert.deepStrictEqual(yield* ask(a, "select count(*)::int as n from copied"), [{ n: 2 }])
    })
  )

  it.live("lets nobody wait for a client that vanishes in the middle of a COPY or of a message", () =>
    Effect.gen(function* () {
      const both = shared()
      const b = yield* connect(both)
      yield* ask(b, "create table left_behind (n int)")
      for (const inTransaction of [false, true]) {
        const a = yield* wire(both)
        if (inTransaction) {
          a.send(query("begin; insert into left_behind values (0)"))
          yield* a.until("Z")
        }
        a.send(query("copy left_behind from stdin"), frame("d", Buffer.from("1\n")))
        yield* a.until("G")
        a.vanish()
        assert.deepStrictEqual(yield* ask(b, "select * from left_behind"), [])
      }
      const c = yield* wire(both)
      c.send(query("begin"))
      yield* c.until("Z")
      c.send(parse("half", "select 1", []), frame("H", Buffer.alloc(0)))
      yield* c.until("1")
      c.send(query("select 1").subarray(0, 7))
      c.vanish()
      assert.deepStrictEqual(yield* ask(b, "select 1 as n"), [{ n: 1 }])
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
