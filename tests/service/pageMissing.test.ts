import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { ask } from "./ask.ts"

describe("a service without its page", () => {
  it.live(
    "says so to people, wherever they look, and answers programs as ever",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const { url } = yield* startService(runner, "--set", `service.pageFolder=${runner.home}`)
        const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }
        const opened = (path: string) =>
          Effect.map(ask(url, path, { headers: browser }), ({ status, text }) => ({ status, text }))
        const front = yield* opened("/")
        assert.strictEqual(front.status, 503)
        assert.include(front.text, "The web page is not there")
        for (const path of ["/runs/019ba8b4", "/jobs?text=python", "/assets/"])
          assert.deepStrictEqual(yield* opened(path), front)
        for (const path of ["/assets/index.js", "/api/v1/nothing"])
          assert.strictEqual((yield* opened(path)).status, 404, path)
        assert.strictEqual((yield* ask(url, "/runs/019ba8b4")).status, 404)
        assert.strictEqual((yield* ask(url, "/api/v1/meta", { headers: browser })).status, 200)
      }).pipe(Effect.scoped),
    120_000
  )
})
