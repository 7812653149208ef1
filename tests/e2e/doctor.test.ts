import { existsSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { databaseKind, makeRunner, type Runner } from "./runner.ts"
import { stallingApi } from "./stallingApi.ts"
import { ended, startService } from "./startService.ts"

const Report = Schema.Struct({
  findings: Schema.Array(
    Schema.Struct({
      check: Schema.String,
      state: Schema.Literals(["ok", "warn", "fail"]),
      message: Schema.String,
      next: Schema.NullOr(Schema.String)
    })
  )
})

/** Exit code, and the findings by their checks. */
const examined = Effect.fnUntraced(function* (run: Runner["run"], ...words: ReadonlyArray<string>) {
  const { code, stderr, stdout } = yield* run("doctor", "--json", ...words)
  const { findings } = yield* Effect.orDie(Schema.decodeUnknownEffect(Schema.fromJsonString(Report))(stdout))
  const found = new Map(findings.map((finding) => [finding.check, finding]))
  return { code, stderr, found, states: Object.fromEntries(findings.map(({ check, state }) => [check, state])) }
})

/** A port that something else listens on while the scope lives. */
const takenPort = Effect.acquireRelease(
  Effect.callback<{ readonly port: number; readonly close: () => void }>((resume) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = address !== null && typeof address === "object" ? address.port : 0
      resume(Effect.succeed({ port, close: () => server.close() }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

describe(`runner doctor (${databaseKind})`, { timeout: 240_000 }, () => {
  it.live("finds nothing amiss on a fresh home and makes nothing there; names what is wrong, and what to do", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { code, found, stderr } = yield* examined(runner.run, "--set", "service.port=0")
      assert.deepStrictEqual([code, stderr], [0, ""])
      assert.notInclude(
        [...found.values()].map(({ state }) => state),
        "fail"
      )
      assert.match(found.get("source")?.next ?? "", /ADZUNA_APP_ID and ADZUNA_APP_KEY/)
      assert.isFalse(existsSync(join(runner.home, "database")))

      const { port } = yield* takenPort
      const file = join(runner.home, "a file")
      writeFileSync(file, "")
      const { run } = runner.withVariables({ ADZUNA_APP_ID: "id-that-nobody-should-see" })
      const first = yield* examined(run, "--set", `service.port=${port}`)
      assert.strictEqual(first.code, 1)
      assert.deepInclude(first.states, { credentials: "fail", port: "warn" })
      assert.match(first.found.get("port")?.next ?? "", /--port/)
      assert.notInclude(JSON.stringify([...first.found.values()]), "nobody-should-see")

      const broken = runner.withVariables({
        RUNNER_HOME: file,
        DATABASE_URL: "postgresql://nobody:secret-word@127.0.0.1:1/none"
      })
      const second = yield* examined(broken.run, "--set", "markets=[fr, xx]", "--set", "nonsense=1")
      assert.strictEqual(second.code, 1)
      assert.deepInclude(second.states, { settings: "fail", home: "fail", database: "fail", source: "ok" })
      assert.match(second.found.get("settings")?.message ?? "", /markets.*nonsense|nonsense.*markets/)
      assert.notInclude(JSON.stringify([...second.found.values()]), "secret-word")
      const text = yield* broken.run("doctor")
      assert.strictEqual(text.code, 1)
      assert.match(text.stdout, /^fail {3}database /m)
      assert.match(text.stdout, /What to do:/)
    }).pipe(Effect.scoped)
  )

  it.live("tells a run that was left behind, tries the credentials, and knows its own service", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const api = yield* stallingApi
      const { run, start } = runner.withVariables(api.variables)
      const working = start("materialize", "raw")
      while (api.asked.length < 1) {
        yield* Effect.sleep("50 millis")
      }
      yield* Effect.promise(() => ended(working, "SIGKILL"))
      api.allow(99)
      const left = yield* examined(run, "--request", "--set", "service.port=0")
      assert.strictEqual(left.code, 0, JSON.stringify([...left.found.values()]))
      assert.deepInclude(left.states, { credentials: "ok", request: "ok", migrations: "ok", clock: "ok", runs: "warn" })
      assert.match(left.found.get("runs")?.message ?? "", /was left behind: its process \d+ is gone/)
      assert.match(left.found.get("runs")?.next ?? "", /runner runs retry [0-9a-f-]{13}/)
      // It looked, and changed nothing but the count of requests.
      const rows = yield* runner.query(
        "select (select count(*)::int from runner.lease) as leases, (select count(*)::int from runner.request) as requests"
      )
      assert.deepStrictEqual(rows, [{ leases: 1, requests: 2 }])

      const { url } = yield* startService(runner, "--set", "schedules={}")
      const beside = yield* examined(run, "--set", `service.port=${new URL(url).port}`)
      assert.match(beside.found.get("port")?.message ?? "", /is this database's service \(process \d+\)/)
    }).pipe(Effect.scoped)
  )
})
