import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import { sql } from "kysely"
import { layerEmbedded } from "../../src/Connection.ts"
import { Database } from "../../src/Database.ts"
import { status, stop } from "../../src/embedded/control.ts"
import { homeAt } from "../../src/embedded/Home.ts"

const client = fileURLToPath(new URL("./client.ts", import.meta.url))

/** An empty home, whose process and files are gone after the test. */
const temporaryHome = (name = "home") =>
  Effect.acquireRelease(
    Effect.sync(() => join(mkdtempSync(join(tmpdir(), "jobgraph-")), name)),
    (home) =>
      Effect.ignore(stop(home)).pipe(Effect.andThen(Effect.sync(() => rmSync(home, { recursive: true, force: true }))))
  )

/** Runs the client in a process of its own; answers its exit code and what it complained about. */
const visit = (home: string, environment: Record<string, string> = {}) =>
  Effect.promise(async () => {
    const child: ChildProcess = spawn(process.execPath, [client, home], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...environment }
    })
    const said = child.stderr === null ? "" : await text(child.stderr)
    const code = child.exitCode ?? (await new Promise((resolve) => child.on("close", resolve)))
    return { code, said }
  })

const visits = (home: string) =>
  Effect.flatMap(Database, (database) =>
    database.run("visits", (db) =>
      sql<{ n: number }>`select count(*) as n from visit`.execute(db).then(({ rows }) => rows[0]?.n)
    )
  ).pipe(Effect.provide(layerEmbedded(home)))

const pidOf = (home: string) => Effect.map(status(home), ({ pid }) => pid ?? 0)

/** Kills a process as a crash would, and waits until it is gone. */
const kill = Effect.fnUntraced(function* (home: string) {
  const pid = yield* pidOf(home)
  yield* Effect.sync(() => process.kill(pid, "SIGKILL"))
  yield* waitUntil(home, "stopped")
})

const waitUntil = (home: string, state: "stopped" | "running") =>
  status(home).pipe(
    Effect.repeat({ until: (status) => status.state === state, schedule: Schedule.spaced("20 millis") }),
    Effect.timeout("20 seconds")
  )

describe("the embedded database", { timeout: 90_000 }, () => {
  it.live("begins anew when its home was removed while it ran", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      yield* visit(home)
      const old = yield* pidOf(home)
      yield* Effect.sync(() => rmSync(home, { recursive: true }))
      assert.deepStrictEqual(yield* visit(home), { code: 0, said: "" })
      yield* Effect.sleep("1 second")
      assert.strictEqual(yield* visits(home), 1)
      assert.notStrictEqual(yield* pidOf(home), old)
      assert.throws(() => process.kill(old, 0))
    })
  )

  it.live("serves eight processes that start at once on an empty home", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      const answers = yield* Effect.all(
        Array.from({ length: 8 }, () => visit(home)),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(
        answers,
        answers.map(() => ({ code: 0, said: "" }))
      )
      assert.strictEqual(yield* visits(home), 8)
      assert.strictEqual(readdirSync(homeAt(home).folder).filter((name) => name.includes("lock")).length, 1)
    })
  )

  it.live("keeps what was committed when its process is killed, and comes back for the same program and the next", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      yield* visit(home)
      yield* Effect.gen(function* () {
        const database = yield* Database
        yield* database.run("insert", (db) => sql`insert into visit values (1)`.execute(db))
        yield* kill(home)
        // The lost connection is noticed with the first statement after it, at the latest.
        yield* Effect.ignore(database.run("notice", (db) => sql`select 1`.execute(db)))
        yield* database.run("insert", (db) => sql`insert into visit values (2)`.execute(db))

        let attempts = 0
        yield* database.transaction(
          Effect.gen(function* () {
            yield* database.run("insert", (db) => sql`insert into visit values (3)`.execute(db))
            if (++attempts === 1) {
              yield* kill(home)
            }
            yield* database.run("insert", (db) => sql`insert into visit values (4)`.execute(db))
          })
        )
        assert.strictEqual(attempts, 2)
      }).pipe(Effect.provide(layerEmbedded(home)))
      assert.deepStrictEqual(yield* visit(home), { code: 0, said: "" })
      assert.strictEqual(yield* visits(home), 6)
    })
  )

  it.live("ends by itself after its last client, and at once when it is told to", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      yield* visit(home, { RUNNER_DATABASE_IDLE: "5 seconds" })
      assert.strictEqual((yield* status(home)).state, "running")
      yield* waitUntil(home, "stopped")
      yield* visit(home)
      assert.strictEqual(yield* stop(home), "stopped")
      assert.strictEqual((yield* status(home)).state, "stopped")
      assert.strictEqual(yield* stop(home), "not running")
      assert.deepStrictEqual(yield* visit(home), { code: 0, said: "" })
    })
  )

  it.live("is killed when it does not end by itself, and comes back with what was committed", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      yield* visit(home)
      const pid = yield* pidOf(home)
      yield* Effect.sync(() => process.kill(pid, "SIGSTOP"))
      assert.strictEqual(yield* stop(home, "300 millis"), "killed")
      assert.strictEqual((yield* status(home)).state, "stopped")
      assert.deepStrictEqual(yield* visit(home), { code: 0, said: "" })
      assert.strictEqual(yield* visits(home), 2)
      assert.notStrictEqual(yield* pidOf(home), pid)
    })
  )

  it.live("stays while a client is connected, the one for whom it was started too", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      const { code, said } = yield* visit(home, { RUNNER_DATABASE_IDLE: "300 millis", SLEEP: "1500" })
      assert.deepStrictEqual({ code, said }, { code: 0, said: "" })
    })
  )

  it.live("tells the waiting command why it cannot start", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      const { data, folder } = homeAt(home)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(data, "this should be a folder")
      const { code, said } = yield* visit(home)
      assert.strictEqual(code, 2)
      assert.match(said, /^connect failed on the embedded database in .*: .*(EEXIST|ENOTDIR)/)
    })
  )

  it.live("refuses the files of another version in words", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      const { data } = homeAt(home)
      mkdirSync(data, { recursive: true, mode: 0o700 })
      writeFileSync(join(data, "PG_VERSION"), "17\n")
      assert.match((yield* visit(home)).said, /its files are of PostgreSQL 17 and this Jobgraph reads those of 18/)
    })
  )

  it.live("keeps a statement whole that arrives in many pieces while others run", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome()
      const big = Array.from({ length: 5_000 }, (_, index) => `${index} `.repeat(100))
      yield* Effect.gen(function* () {
        const database = yield* Database
        const one = database.run("big", (db) =>
          sql<{ n: number }>`select count(distinct x) as n from unnest(${big}::text[]) x`
            .execute(db)
            .then(({ rows }) => rows[0]?.n)
        )
        const small = (value: number) =>
          database.run("small", (db) =>
            sql<{ n: number }>`select ${value}::int + ${value}::int as n`.execute(db).then(({ rows }) => rows[0]?.n)
          )
        const [bigs, smalls] = yield* Effect.all(
          [
            Effect.all([one, one, one], { concurrency: "unbounded" }),
            Effect.forEach(
              Array.from({ length: 200 }, (_, index) => index),
              small,
              { concurrency: 3 }
            )
          ],
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(bigs, [5_000, 5_000, 5_000])
        assert.deepStrictEqual(
          smalls,
          smalls.map((_, index) => index * 2)
        )
      }).pipe(Effect.provide(layerEmbedded(home)))
    })
  )

  it.live("works in a home whose path is too long for a socket", () =>
    Effect.gen(function* () {
      const home = yield* temporaryHome("a-folder-with-a-long-name/".repeat(6))
      assert.deepStrictEqual(yield* visit(home), { code: 0, said: "" })
    })
  )
})
