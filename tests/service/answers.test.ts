import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { until } from "../fixtures/until.ts"
import { type Answered, type Asked, ask } from "./ask.ts"

const token = "a-long-random-word"
const authorized = { authorization: `Bearer ${token}` }

const Page = Schema.Struct({
  items: Schema.Array(
    Schema.Struct({ runId: Schema.optionalKey(Schema.String), id: Schema.optionalKey(Schema.String) })
  ),
  next: Schema.NullOr(Schema.String)
})
const readPage = Schema.decodeUnknownSync(Schema.fromJsonString(Page))

const isGuarded = ({ headers }: Answered) =>
  headers["x-content-type-options"] === "nosniff" &&
  headers["x-frame-options"] === "DENY" &&
  headers["referrer-policy"] === "no-referrer" &&
  String(headers["content-security-policy"]).startsWith("default-src 'none'") &&
  typeof headers["x-request-id"] === "string"

describe("a service with a token", { timeout: 240_000 }, () => {
  it.live("has the headers of security on every kind of answer, and says what it takes", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { url } = yield* startService(runner.withVariables({ RUNNER_API_TOKEN: token }))
      const meta = yield* ask(url, "/api/v1/quota", { headers: authorized })
      const of = (status: number, path: string, asked: Asked = {}) =>
        Effect.tap(ask(url, path, { ...asked, headers: { ...authorized, ...asked.headers } }), (answer) =>
          Effect.sync(() => {
            assert.strictEqual(answer.status, status, path)
            assert.isTrue(isGuarded(answer), `${path} ${JSON.stringify(answer.headers)}`)
          })
        )
      const json = { "content-type": "application/json" }
      yield* of(200, "/api/v1/quota")
      yield* of(304, "/api/v1/quota", { headers: { "if-none-match": String(meta.headers["etag"]) } })
      yield* of(200, "/api/v1/live")
      yield* of(200, "/healthz")
      yield* of(400, "/api/v1/plan", { method: "POST", body: "{", headers: json })
      yield* of(401, "/api/v1/meta", { headers: { authorization: "Bearer wrong" } })
      yield* of(403, "/api/v1/meta", { headers: { host: "evil.example" } })
      yield* of(404, "/api/v1/nothing")
      yield* of(404, "//api/v1/meta")
      yield* of(415, "/api/v1/plan", { method: "POST", body: "x", headers: { "content-type": "text/xml" } })
      yield* of(422, "/api/v1/runs?cursor=zzz")

      // Another method than those that there are.
      const notAllowed = yield* of(405, "/api/v1/meta", { method: "DELETE" })
      assert.strictEqual(notAllowed.headers["allow"], "GET, HEAD")
      assert.match(notAllowed.type, /^application\/problem\+json/)
      assert.strictEqual((yield* of(405, "/api/v1/runs/last/cancel")).headers["allow"], "POST")
      assert.strictEqual((yield* of(405, "/healthz", { method: "POST" })).headers["allow"], "GET, HEAD")

      // The description is there without the token, and says how to send it.
      assert.strictEqual((yield* ask(url, "/api/docs")).status, 200)
      const document = yield* ask(url, "/api/openapi.json")
      assert.strictEqual(document.status, 200)
      assert.include(document.text, '"scheme":"bearer"')

      const metrics = yield* of(200, "/metrics")
      assert.match(metrics.type, /^text\/plain; version=0\.0\.4/)
      for (const name of ["runs_queued 0", "database_up 1", "uptime_seconds ", "process_resident_memory_bytes "]) {
        assert.include(metrics.text, `jobgraph_${name}`)
      }
    }).pipe(Effect.scoped)
  )

  it.live("is not started with a token that can be guessed", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { run } = runner.withVariables({ RUNNER_API_TOKEN: "secret" })
      const { code, stderr } = yield* run("dev", "--port", "0")
      assert.strictEqual(code, 2)
      assert.match(stderr, /RUNNER_API_TOKEN is too short to be a secret: it needs 16 characters/)
    }).pipe(Effect.scoped)
  )
})

describe("lists of the service", { timeout: 240_000 }, () => {
  it.live("go on where a page ended, list all that waits, and take no cursor of another list", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { url } = yield* startService(runner, "--set", "sample.ads=2")
      const post = (path: string, body: unknown = {}) =>
        ask(url, path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } })
      const backfill = Effect.map(post("/api/v1/backfills", { from: "2025-01-01", to: "2025-01-02" }), (answer) =>
        assert.strictEqual(answer.status, 202, answer.text)
      )
      const whole = (path: string) =>
        Effect.gen(function* () {
          const ids: Array<string> = []
          for (let cursor: string | null = ""; cursor !== null; ) {
            const { text }: Answered = yield* ask(url, `${path}&limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`)
            const page: typeof Page.Type = readPage(text)
            ids.push(...page.items.map(({ id, runId }) => runId ?? id ?? ""))
            cursor = page.next
          }
          return ids
        })
      yield* post("/api/v1/backfills", { from: "2024-01-01", to: "2024-12-31" })
      yield* backfill
      yield* backfill
      // Fewer by those that were begun meanwhile.
      const waiting = yield* whole("/api/v1/runs?status=queued")
      assert.isAbove(waiting.length, 350)
      assert.strictEqual(new Set(waiting).size, waiting.length)

      const first = readPage((yield* ask(url, "/api/v1/backfills?limit=1")).text)
      const second = readPage((yield* ask(url, `/api/v1/backfills?limit=2&cursor=${first.next}`)).text)
      assert.strictEqual(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 3)
      assert.isNull(second.next)
      for (const list of ["runs", "batches", "alerts", "jobs"]) {
        assert.strictEqual((yield* ask(url, `/api/v1/${list}?cursor=${first.next}`)).status, 422, list)
      }

      // What the service cannot have written is a defect: told by its id, with nothing of what it is.
      yield* runner.query("update runner.queue set request = '{\"secret\":\"xyzzy\"}' where state = 'queued'")
      const broken = yield* ask(url, "/api/v1/runs?status=queued&limit=3")
      assert.strictEqual(broken.status, 500)
      assert.match(broken.type, /^application\/problem\+json/)
      assert.isTrue(isGuarded(broken))
      assert.notMatch(broken.text, /xyzzy|Schema|Missing|at .*\.ts/)
      const requestId = String(broken.headers["x-request-id"])
      yield* until(() => readFileSync(join(runner.home, "logs/runs.ndjson"), "utf8").includes(requestId))
    }).pipe(Effect.scoped)
  )
})
