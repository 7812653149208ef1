import { request } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Validator } from "@seriousme/openapi-schema-validator"
import { Effect, Schema } from "effect"
import fc from "fast-check"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** Asks as no browser would: any host, any path, any header. Gives a stream up after its first bytes. */
const ask = (url: string, path: string, { body, headers = {}, method = "GET" }: Asked = {}) =>
  Effect.callback<Answered>((resume) => {
    const { hostname, port } = new URL(url)
    const call = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = ""
      const type = response.headers["content-type"] ?? ""
      const done = () =>
        resume(Effect.succeed({ status: response.statusCode ?? 0, type, text, headers: response.headers }))
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
    call.on("error", () => resume(Effect.succeed({ status: 0, type: "", text: "", headers: {} })))
    call.end(body)
  })

const Document = Schema.Struct({
  openapi: Schema.String,
  paths: Schema.Record(Schema.String, Schema.Record(Schema.String, Schema.Json))
})

describe("the HTTP API", () => {
  it.live(
    "lets nothing through that it should not, and answers whatever it is asked",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const { url } = yield* startService(runner, "--set", "service.bodyKilobytes=8")
        const trigger = "/api/v1/schedules/collect_jobs_daily/pause"

        // Names that somebody else points here, and pages of other sites.
        assert.strictEqual((yield* ask(url, "/api/v1/meta", { headers: { host: "evil.example" } })).status, 403)
        for (const headers of [
          { origin: "https://evil.example" },
          { origin: "null" },
          { origin: "http://localhost:1" },
          { "sec-fetch-site": "cross-site" }
        ]) {
          assert.strictEqual(
            (yield* ask(url, trigger, { method: "POST", headers })).status,
            403,
            JSON.stringify(headers)
          )
        }
        assert.strictEqual(
          (yield* ask(url, trigger, { method: "POST", headers: { origin: url, host: new URL(url).host } })).status,
          202
        )
        assert.strictEqual((yield* ask(url, trigger, { method: "POST" })).status, 202)

        // The connection may be cut before the answer is read.
        // Bodies that are too long, no JSON, or of another type.
        const post = (body: string, type = "application/json", more = {}) =>
          ask(url, "/api/v1/plan", { method: "POST", body, headers: { "content-type": type, ...more } })
        assert.include([413, 0], (yield* post(JSON.stringify({ selection: "x".repeat(9_000) }))).status)
        assert.include(
          [413, 0],
          (yield* post("x".repeat(9_000), "application/json", { "transfer-encoding": "chunked" })).status
        )
        assert.strictEqual((yield* post("{")).status, 400)
        assert.strictEqual((yield* post("{}", "text/xml")).status, 415)
        assert.strictEqual((yield* post('{"selection":"enriched and"}')).status, 422)

        // Ways out of the folders that are served, and headers inside of addresses.
        for (const path of [
          "/../../etc/passwd",
          "/%2e%2e/%2e%2e/etc/passwd",
          "/api/docs/..%2f..%2fpackage.json",
          "/x%0d%0aset-cookie:a=b",
          "/%00"
        ]) {
          const answer = yield* ask(url, path)
          assert.isTrue(answer.status === 404 || answer.status === 400, `${path} ${answer.status}`)
          assert.notInclude(answer.text, "root:")
          assert.isUndefined(answer.headers["set-cookie"])
        }

        // The document is valid, and whatever is made of it is answered with a page or a problem.
        const text = (yield* ask(url, "/api/openapi.json")).text
        const result = yield* Effect.promise(() => new Validator().validate(JSON.parse(text)))
        assert.isTrue(result.valid, JSON.stringify(result.errors))
        const { paths } = Schema.decodeUnknownSync(Schema.fromJsonString(Document))(text)
        const endpoints = Object.entries(paths).flatMap(([path, methods]) =>
          Object.keys(methods).map((method) => ({ path, method }))
        )
        assert.isAbove(endpoints.length, 40)
        const word = fc.oneof(
          fc.string(),
          fc.string({ unit: "binary" }),
          fc.constantFrom("last", "raw", "-1", "1e309", "%", "2026-99-99", "\u0000", "a".repeat(300))
        )
        const value = fc.oneof(word, fc.integer(), fc.constant(null), fc.array(word), fc.dictionary(word, word))
        const names = [
          "limit",
          "cursor",
          "q",
          "partition",
          "selection",
          "from",
          "days",
          "payMin",
          "metric",
          "a",
          "status",
          "date"
        ]
        const cases = fc.sample(
          fc.record({
            endpoint: fc.constantFrom(...endpoints),
            words: fc.array(word, { minLength: 2, maxLength: 2 }),
            query: fc.array(fc.tuple(fc.constantFrom(...names), word), { maxLength: 4 }),
            body: fc.oneof(
              fc.json(),
              fc.string(),
              fc
                .record({ selection: value, partition: value, from: value, to: value, token: value })
                .map((it) => JSON.stringify(it))
            )
          }),
          { numRuns: 600, seed: 7 }
        )
        const failures = yield* Effect.forEach(
          cases,
          Effect.fnUntraced(function* ({ body, endpoint, query, words }) {
            let index = 0
            const filled = endpoint.path.replaceAll(/\{\w+\}/g, () =>
              encodeURIComponent((words[index++] ?? "").toWellFormed())
            )
            const search = query.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`).join("&")
            const method = endpoint.method.toUpperCase()
            const answer = yield* ask(url, `${filled}?${search}`, {
              method,
              ...(method === "GET"
                ? {}
                : { body: body.toWellFormed(), headers: { "content-type": "application/json" } })
            }).pipe(Effect.timeout("60 seconds"), Effect.orDie)
            const isProblem =
              answer.status < 400 || answer.status === 415 || answer.type.startsWith("application/problem+json")
            return answer.status >= 200 && answer.status < 500 && isProblem
              ? []
              : [`${method} ${filled}?${search} ${body} → ${answer.status} ${answer.text}`]
          }),
          { concurrency: 8 }
        )
        assert.deepStrictEqual(failures.flat().slice(0, 5), [])
        assert.strictEqual((yield* ask(url, "/healthz")).status, 200)
      }).pipe(Effect.scoped),
    400_000
  )

  it.live(
    "needs its token from everybody where other machines could ask, and tells it to nobody",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const token = "a-long-random-word"
        const { url } = yield* startService(runner.withVariables({ RUNNER_API_TOKEN: token }), "--host", "127.0.0.1")
        const meta = (headers: Record<string, string>) => ask(url, "/api/v1/meta", { headers })
        assert.strictEqual((yield* meta({})).status, 401)
        assert.strictEqual((yield* meta({ authorization: "Bearer wrong" })).status, 401)
        assert.strictEqual((yield* meta({ authorization: "Bearer a-long-random-wor" })).status, 401)
        assert.strictEqual((yield* ask(url, "/metrics")).status, 401)
        assert.strictEqual((yield* ask(url, "/healthz")).status, 200)
        assert.strictEqual((yield* meta({ authorization: `Bearer ${token}` })).status, 200)
        const signIn = (given: string) =>
          ask(url, "/api/v1/session", {
            method: "POST",
            body: JSON.stringify({ token: given }),
            headers: { "content-type": "application/json" }
          })
        assert.strictEqual((yield* signIn("wrong")).status, 401)
        const signedIn = yield* signIn(token)
        const cookie = String(signedIn.headers["set-cookie"])
        assert.match(cookie, /HttpOnly/i)
        assert.match(cookie, /SameSite=Strict/i)
        assert.notInclude(cookie, token)
        assert.strictEqual((yield* meta({ cookie: cookie.split(";")[0] ?? "" })).status, 200)
      }).pipe(Effect.scoped),
    400_000
  )
})
