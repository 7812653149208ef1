import { connect, createServer, type Socket } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { until } from "../fixtures/until.ts"
import { ask } from "./ask.ts"

const Problem = Schema.fromJsonString(
  Schema.Struct({
    type: Schema.String,
    title: Schema.String,
    status: Schema.Literal(503),
    class: Schema.Literal("transient"),
    detail: Schema.NonEmptyString,
    where: Schema.String,
    next: Schema.NonEmptyString,
    requestId: Schema.NonEmptyString
  })
)

/** A way to the database that can be cut, as a network is. */
const wayTo = Effect.fnUntraced(function* (databaseUrl: string) {
  const { hostname, port } = new URL(databaseUrl)
  const open = new Set<Socket>()
  let isClosed = false
  const server = createServer((socket) => {
    if (isClosed) {
      socket.destroy()
      return
    }
    const there = connect(Number(port), hostname)
    for (const [one, other] of [
      [socket, there],
      [there, socket]
    ] as const) {
      open.add(one)
      one.on("error", () => other.destroy())
      one.on("close", () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  /** Lets nobody in; who is in stays. */
  const refuse = () => {
    isClosed = true
  }
  const cut = () => {
    refuse()
    for (const socket of open) {
      socket.destroy()
    }
  }
  yield* Effect.acquireRelease(
    Effect.promise(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done))),
    () =>
      Effect.sync(() => {
        cut()
        server.close()
      })
  )
  const address = server.address()
  const url = Object.assign(new URL(databaseUrl), {
    host: `127.0.0.1:${typeof address === "object" ? address?.port : ""}`
  })
  const mend = () => {
    isClosed = false
  }
  return { url: url.href, cut, refuse, mend }
})

describe.skipIf(process.env.DATABASE_URL_TEST === undefined)("a service without its database (server)", () => {
  it.live(
    "says so in every answer that needs it, lives on, and works again when it is back",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const way = yield* wayTo(runner.environment["DATABASE_URL"] ?? "")
        const service = yield* startService(runner.withVariables({ DATABASE_URL: way.url }))
        const statusOf = (path: string) => Effect.map(ask(service.url, path), ({ status }) => status)
        // Another question than those below: what was answered a moment ago is answered again.
        assert.strictEqual(yield* statusOf("/api/v1/runs?limit=1"), 200)

        way.cut()
        for (const path of ["/api/v1/runs", "/api/v1/jobs?limit=3", "/api/v1/assets/status", "/api/v1/stats/current"]) {
          const answer = yield* ask(service.url, path)
          assert.strictEqual(answer.status, 503, answer.text)
          assert.match(answer.type, /^application\/problem\+json/)
          assert.strictEqual(answer.headers["retry-after"], "1")
          const problem = yield* Schema.decodeEffect(Problem)(answer.text)
          assert.strictEqual(problem.where, `GET ${path.split("?")[0]}`)
          assert.notInclude(answer.text, new URL(way.url).password)
        }
        assert.strictEqual(yield* statusOf("/healthz"), 200)
        assert.strictEqual(yield* statusOf("/readyz"), 503)

        way.mend()
        yield* Effect.repeat(Effect.delay(statusOf("/readyz"), "200 millis"), { until: (status) => status === 200 })
        assert.strictEqual(yield* statusOf("/api/v1/runs?limit=1"), 200)
      }).pipe(Effect.scoped),
    240_000
  )

  it.live(
    "begins a run that no process could begin as long as the database let none in",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const way = yield* wayTo(runner.environment["DATABASE_URL"] ?? "")
        const service = yield* startService(runner.withVariables({ DATABASE_URL: way.url }), "--set", "sample.ads=5")
        // So that the service has the connections that it needs to take the run.
        yield* Effect.forEach(Array.from({ length: 12 }), (_, n) => ask(service.url, `/api/v1/runs?limit=${n + 1}`), {
          concurrency: "unbounded"
        })
        way.refuse()
        const asked = ask(service.url, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
        yield* Effect.repeat(asked, { until: ({ status }) => status === 200 })
        yield* until(() => service.stderr().includes("The process of the runs ends: "))
        assert.notInclude(service.stderr(), new URL(way.url).password)
        const outcome = Effect.map(runner.query("select state, outcome from runner.queue"), ([entry]) => entry)
        assert.deepStrictEqual(yield* outcome, { state: "claimed", outcome: null })

        way.mend()
        const ended = yield* Effect.repeat(Effect.delay(outcome, "200 millis"), {
          until: (entry) => entry?.["state"] === "ended"
        })
        assert.deepStrictEqual(ended, { state: "ended", outcome: "success" })
      }).pipe(Effect.scoped),
    240_000
  )
})
