import { connect, createServer, type Socket } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
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
  let isCut = false
  const server = createServer((socket) => {
    if (isCut) {
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
  const cut = () => {
    isCut = true
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
    isCut = false
  }
  return { url: url.href, cut, mend }
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
})
