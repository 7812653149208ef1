import { Agent, request } from "node:http"
import { connect } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { type Endpoint, endpoints } from "../service/document.ts"

const requests = 10_000

interface Malformed {
  readonly endpoint: Endpoint
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What is answered to any question: nothing new, no such place, and to methods that an endpoint does not have. */
const always: ReadonlySet<number> = new Set([304, 404])
const ofOtherMethods: ReadonlySet<number> = new Set([200, 204, 405])

const word = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    ...["last", "active", "raw", "enriched", "demand", "collect_jobs_daily", "2026-01-08", "2026-02-30"],
    ...["2026-01-08/fr", "-1", "0", "1", "1e309", "NaN", "9007199254740993", "true", "null", "[]", "{}", "%"],
    ...["\u0000", "\ud800", "../..", "a".repeat(300), "x' or 1=1 --", "<script>", "\r\nx: y", "é".repeat(90)],
    ...["eyJmcm9tIjotMX0", "eyJmcm9tIjoxZTk5fQ", "00000000-0000-4000-8000-000000000000"],
    ...["enriched and", "city=", "(((((((", "*", "not not not *"]
  )
)

const json = fc.oneof(
  word,
  fc.integer(),
  fc.double(),
  fc.constant(null),
  fc.boolean(),
  fc.array(word, { maxLength: 3 })
)

/** As a query or a path writes it, or with signs of percent that mean nothing. */
const written = (text: string, isRaw: boolean): string =>
  isRaw ? text.replaceAll(/[^\w%.~!*'()=&+,;:@-]/g, "%").slice(0, 200) : encodeURIComponent(text.toWellFormed())

const ofEndpoint = (endpoint: Endpoint): fc.Arbitrary<Malformed> => {
  const names = endpoint.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name)
  const name = names.length === 0 ? word : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, word)
  const known = endpoint.bodyNames.length === 0 ? word : fc.constantFrom(...endpoint.bodyNames)
  return fc
    .record({
      words: fc.array(word, { minLength: 2, maxLength: 2 }),
      query: fc.array(fc.tuple(name, word), { maxLength: 5 }),
      isRaw: fc.boolean(),
      method: fc.oneof(
        { weight: 20, arbitrary: fc.constant(endpoint.method) },
        fc.constantFrom("PUT", "PATCH", "OPTIONS", "HEAD", "DELETE")
      ),
      type: fc.constantFrom("application/json", "application/json", "text/plain", ""),
      body: fc.oneof(
        { weight: 4, arbitrary: fc.dictionary(known, json, { maxKeys: 4 }).map((value) => JSON.stringify(value)) },
        fc.json({ maxDepth: 3 }),
        fc.string(),
        fc.constant("[".repeat(5_000))
      ),
      more: fc.constantFrom<Readonly<Record<string, string>>>(
        ...[{}, {}, { "last-event-id": "-1" }, { "last-event-id": "9".repeat(400) }, { "if-none-match": '*, W/"' }],
        ...[{ accept: "text/csv" }, { accept: "\u00e9;q=x" }, { cookie: "jobgraph_session=%%;=;" }]
      )
    })
    .map(({ body, isRaw, method, more, query, type, words }) => {
      let index = 0
      const path = endpoint.path.replaceAll(/\{\w+\}/g, () => written(words[index++] ?? "", isRaw))
      const search = query.map(([key, text]) => `${written(key, false)}=${written(text, isRaw)}`).join("&")
      // Node sends the body of a DELETE without its length, so that it reads as a request of its own.
      const hasBody = method === "POST" || method === "PUT" || method === "PATCH"
      return {
        endpoint,
        method,
        path: `${path}?${search}`,
        headers: { ...more, ...(hasBody && type !== "" && { "content-type": type }) },
        body: hasBody ? body.toWellFormed() : undefined
      }
    })
}

interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
}

const ask = (
  url: URL,
  agent: Agent,
  { body, endpoint, headers, method, path }: Malformed
): Effect.Effect<Answered, Error> =>
  Effect.callback((resume) => {
    const { hostname, port } = url
    const call = request({ hostname, port, path, method, headers, agent }, (response) => {
      let text = ""
      const type = response.headers["content-type"] ?? ""
      const done = () => resume(Effect.succeed({ status: response.statusCode ?? 0, type, text }))
      response.setEncoding("utf8")
      response.on("data", (chunk) => {
        text += chunk
        if (type === "text/event-stream") {
          done()
          call.destroy()
        }
      })
      response.on("end", done)
      response.on("error", done)
    })
    call.setTimeout(60_000, () => call.destroy(new Error("no answer within a minute")))
    call.on("error", (error) => {
      // The service may close a connection that waits at the moment at which it is used again.
      const again = { body, endpoint, headers, method, path }
      resume(call.reusedSocket ? ask(url, new Agent(), again) : Effect.fail(error))
    })
    call.end(body)
  })

/** Sends bytes that are no request; the answer, as far as one comes before the connection ends. */
const say = (url: URL, bytes: string) =>
  Effect.callback<string>((resume) => {
    const socket = connect(Number(url.port), url.hostname)
    let text = ""
    const done = () => resume(Effect.succeed(text))
    socket.setTimeout(60_000, () => socket.destroy())
    socket.on("data", (chunk) => {
      text += chunk
    })
    socket.on("close", done)
    socket.on("error", done)
    socket.end(bytes)
  })

const noRequests = [
  "\r\n\r\n",
  "GET /api/v1/meta HTTP/9.9\r\nhost: localhost\r\n\r\n",
  "GET /api/v1/meta HTTP/1.1\r\n\r\n",
  "GET /api/v1/meta HTTP/1.1\r\nhost: localhost\r\nx y: z\r\n\r\n",
  "POST /api/v1/plan HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n",
  "POST /api/v1/plan HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
  `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
  "\u0000".repeat(1_000)
]

describe("malformed requests", () => {
  it.live(
    `are answered with what the document declares, all ${requests} of them, and leave the service as it was`,
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const rate = ["--set", "service.requestsPerSecond=100000"]
        const service = yield* startService(runner, ...rate, "--set", "sample.ads=2", "--set", "queue.runs=1")
        const url = new URL(service.url)
        const agent = yield* Effect.acquireRelease(
          Effect.sync(() => new Agent({ keepAlive: true, maxSockets: 16 })),
          (agent) => Effect.sync(() => agent.destroy())
        )
        const cases = fc.sample(fc.oneof(...endpoints.map(ofEndpoint)), { numRuns: requests, seed: 7 })
        const failures = yield* Effect.forEach(
          cases,
          Effect.fnUntraced(function* (malformed) {
            const { body, endpoint, method, path } = malformed
            const told = `${method} ${path} ${body ?? ""}`.slice(0, 600)
            const answer = yield* Effect.result(ask(url, agent, malformed))
            if (Result.isFailure(answer)) {
              return [`${told} → ${answer.failure.message}`]
            }
            const { status, text, type } = answer.success
            const isDeclared =
              endpoint.statuses.includes(status) ||
              always.has(status) ||
              (method !== endpoint.method && ofOtherMethods.has(status))
            const isProblem = status < 400 || method === "HEAD" || type.startsWith("application/problem+json")
            return isDeclared && isProblem && status < 500 ? [] : [`${told} → ${status} ${type} ${text.slice(0, 300)}`]
          }),
          { concurrency: 16 }
        )
        assert.deepStrictEqual(failures.flat().slice(0, 10), [], service.stderr().slice(-2_000))
        for (const bytes of noRequests) {
          assert.match(yield* say(url, bytes), /^(HTTP\/1\.1 4\d\d |$)/, bytes.slice(0, 80))
        }
        const { status } = yield* Effect.promise(() => fetch(`${service.url}/api/v1/meta`))
        assert.strictEqual(status, 200)
      }).pipe(Effect.scoped),
    900_000
  )
})
