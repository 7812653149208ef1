import { connect, type Socket } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { until } from "../fixtures/until.ts"

/** A connection that one writes on by hand; what came back, and whether it is over. */
const connected = (url: string) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const { hostname, port } = new URL(url)
      const socket = connect({ host: hostname, port: Number(port) })
      const state = { text: "", isClosed: false }
      socket.setEncoding("utf8")
      socket.on("data", (text: string) => {
        state.text += text
      })
      socket.on("close", () => {
        state.isClosed = true
      })
      socket.on("error", () => {})
      return { socket, state }
    }),
    ({ socket }) => Effect.sync(() => socket.destroy())
  )

/** Sends a byte now and then, and never the last one. */
const drip = (socket: Socket) =>
  Effect.forkScoped(
    Effect.forever(
      Effect.andThen(
        Effect.sleep("200 millis"),
        Effect.sync(() => socket.writable && socket.write("a"))
      )
    )
  )

/** What is answered to bytes as they are. */
const told = (url: string, bytes: string) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { socket, state } = yield* connected(url)
      socket.write(bytes)
      yield* until(() => state.isClosed)
      return state.text
    })
  )

const get = (url: string, path: string) => Effect.promise(() => fetch(`${url}${path}`))

describe("the service", { timeout: 240_000 }, () => {
  it.live("cuts off who sends slowly, keeps the number of connections, and goes on answering the others", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { url } = yield* startService(
        runner,
        "--set",
        "service.requestSeconds=1",
        "--set",
        "service.connections=12"
      )

      // Headers that never end, and bodies that never do.
      const slow = yield* Effect.forEach(
        [
          "GET /api/v1/meta HTTP/1.1\r\nhost: localhost\r\nx-slow: ",
          "POST /api/v1/plan HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{",
          "POST /api/v1/plan HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nfff\r\n{"
        ],
        Effect.fnUntraced(function* (beginning) {
          const connection = yield* connected(url)
          connection.socket.write(beginning)
          yield* drip(connection.socket)
          return connection
        })
      )
      assert.strictEqual((yield* get(url, "/api/v1/meta")).status, 200)
      yield* until(() => slow.every(({ state }) => state.isClosed))
      for (const { state } of slow) {
        assert.match(state.text, /^($|HTTP\/1\.1 (408|400|413))/)
        assert.notInclude(state.text, "HTTP/1.1 200")
      }

      // More connections than may be: some are closed without a word, and those that go make room.
      const idle = yield* Effect.forEach(Array.from({ length: 40 }), () => connected(url))
      yield* until(() => idle.some(({ state }) => state.isClosed && state.text === ""))
      for (const { socket } of idle) {
        socket.destroy()
      }
      yield* Effect.tryPromise(() => fetch(`${url}/healthz`)).pipe(Effect.retry(Schedule.spaced("100 millis")))
    }).pipe(Effect.scoped)
  )

  it.live("takes no more requests than it may, and lets nobody write its headers or smuggle a request", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { url } = yield* startService(runner, "--set", "service.requestsPerSecond=5")
      for (const bytes of [
        "GET /api/v1/runs/a%0d%0ax-injected:%201 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
        "GET /api/v1/jobs?q=%0d%0ax-injected:%201 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nhost: localhost\nx-injected: 1\r\nconnection: close\r\n\r\n",
        "POST /api/v1/plan HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\nGET /api/v1/x-injected HTTP/1.1\r\nhost: localhost\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n"
      ]) {
        const text = yield* told(url, bytes)
        const head = text.split("\r\n\r\n")[0] ?? ""
        assert.match(head, /^HTTP\/1\.1 (2|4)\d\d /, bytes)
        assert.notMatch(head, /^x-injected/im, bytes)
        assert.strictEqual(text.split("HTTP/1.1 ").length, 2, bytes)
      }
      const answers = yield* Effect.forEach(Array.from({ length: 200 }), () => get(url, "/healthz"), {
        concurrency: 20
      })
      const refused = answers.filter(({ status }) => status === 429)
      assert.isAbove(refused.length, 0)
      assert.match(refused[0]?.headers.get("content-type") ?? "", /application\/problem\+json/)
      // Who waits may ask again.
      yield* Effect.repeat(Effect.delay(get(url, "/healthz"), "500 millis"), { until: ({ status }) => status === 200 })
    }).pipe(Effect.scoped)
  )
})
