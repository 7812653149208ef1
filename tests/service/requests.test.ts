import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { ask } from "./ask.ts"

describe("the HTTP API", () => {
  it.live(
    "lets nothing through that it should not",
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
