import { createServer, type Server } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "../e2e/runner.ts"

/** Takes what is posted to it on loopback, and answers with a status. */
const receiver = Effect.fnUntraced(function* (status: number) {
  const bodies: Array<string> = []
  const server = yield* Effect.acquireRelease(
    Effect.callback<Server>((resume) => {
      const server = createServer((request, response) => {
        let text = ""
        request.on("data", (chunk) => {
          text += chunk
        })
        request.on("end", () => {
          bodies.push(text)
          response.writeHead(status, { connection: "close" }).end()
        })
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) => Effect.sync(() => server.close())
  )
  const address = server.address()
  return { bodies, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}` }
})

describe("commands about the service", { timeout: 240_000 }, () => {
  it.live("say that no service lives, refuse days that there are not, and run at once where they are asked to", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const nobody = yield* runner.run("trigger", "collect_jobs_daily")
      assert.strictEqual(nobody.code, 75, nobody.stderr)
      const noDay = yield* runner.run("trigger", "collect_jobs_daily", "--date", "2026-02-30")
      assert.strictEqual(noDay.code, 2)
      assert.match(noDay.stderr, /--date must be a day of the calendar/)
      const now = yield* runner.run("trigger", "--now", "--date", "2026-01-08", "--set", "sample.ads=3")
      assert.strictEqual(now.code, 0, now.stderr)
      assert.deepStrictEqual(yield* runner.query("select trigger, status from runner.run"), [
        { trigger: "trigger:collect_jobs_daily", status: "success" }
      ])
      const stats = yield* runner.run("stats")
      assert.strictEqual(stats.code, 0, stats.stderr)
      assert.match(stats.stdout, /export/)
    }).pipe(Effect.scoped)
  )

  it.live("pause and resume a schedule, with no service", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const isPaused = Effect.map(runner.query("select is_paused from runner.schedule"), ([row]) => row?.["is_paused"])
      for (const [verb, says, is] of [
        ["pause", /collect_jobs_daily is paused: its ticks make no run/, true],
        ["resume", /collect_jobs_daily goes on with its next tick/, false]
      ] as const) {
        const { code, stderr, stdout } = yield* runner.run("schedule", verb, "collect_jobs_daily")
        assert.strictEqual(code, 0, stderr)
        assert.match(stdout, says)
        assert.strictEqual(yield* isPaused, is)
      }
      const nothing = yield* runner.run("schedule", "pause", "hourly")
      assert.strictEqual(nothing.code, 2)
      assert.match(nothing.stderr, /There is no schedule "hourly"; there is collect_jobs_daily/)
    }).pipe(Effect.scoped)
  )

  it.live("try the channels of alerts, and say which cannot be used, without their addresses", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const none = yield* runner.run("alerts", "test")
      assert.strictEqual(none.code, 2)
      assert.match(none.stderr, /No channel is configured/)
      for (const { answer, code, says } of [
        { answer: 204, code: 0, says: /webhook: sent/ },
        { answer: 500, code: 1, says: /webhook: it answered 500/ }
      ]) {
        const { bodies, url } = yield* receiver(answer)
        const { run } = runner.withVariables({ ALERTS_WEBHOOK_URL: `${url}/xyzzy` })
        const tried = yield* run("alerts", "test")
        assert.strictEqual(tried.code, code, tried.stderr)
        assert.match(tried.stdout, says)
        assert.notInclude(tried.stdout + tried.stderr, "xyzzy")
        assert.include(bodies[0], '"about":"test"')
      }
    }).pipe(Effect.scoped)
  )
})
