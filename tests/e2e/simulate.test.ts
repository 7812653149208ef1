import type { ChildProcess } from "node:child_process"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "./runner.ts"

/** Waits for the address that `runner simulate` prints when it listens. */
const addressOf = (child: ChildProcess) =>
  Effect.callback<string>((resume) => {
    let printed = ""
    child.stdout?.on("data", (chunk) => {
      printed += chunk
      const address = /^ADZUNA_BASE_URL=(http:\S+)$/m.exec(printed)?.[1]
      if (address !== undefined) resume(Effect.succeed(address))
    })
    child.on("close", (code) => resume(Effect.die(new Error(`it ended with ${code}: ${printed}`))))
  })

const ended = (child: ChildProcess) =>
  Effect.callback<number | null>((resume) => {
    child.on("close", (code) => resume(Effect.succeed(code)))
  })

const page = (address: string, number: number) =>
  Effect.promise(async () => {
    const answer = await fetch(`${address}/jobs/fr/search/${number}?app_id=a&app_key=b&what=data&results_per_page=50`)
    return { status: answer.status, body: await answer.text() }
  })

describe("runner simulate", () => {
  it.live(
    "serves the API on loopback until Ctrl-C, and a collect reads from it",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const child = runner.start("simulate", "--ads", "120")
        yield* Effect.addFinalizer(() => Effect.sync(() => child.kill("SIGKILL")))
        const address = yield* addressOf(child)
        assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/v1\/api$/)
        const first = yield* page(address, 1)
        assert.strictEqual(first.status, 200)
        assert.strictEqual(JSON.parse(first.body).results.length, 50)
        assert.deepStrictEqual(yield* page(address, 1), first, "the same question has the same answer")

        const account = { ADZUNA_BASE_URL: address, ADZUNA_APP_ID: "a", ADZUNA_APP_KEY: "b" }
        const { run } = runner.withVariables(account)
        const words = ["--query", "data", "--limit", "20", "--output", `${runner.home}/ads.csv`, "--json"]
        const collected = yield* run("collect", ...words)
        assert.strictEqual(collected.code, 0, collected.stderr)
        const { added, source } = JSON.parse(collected.stdout)
        assert.deepStrictEqual({ added, source }, { added: 20, source: "adzuna" })

        child.kill("SIGINT")
        assert.oneOf(yield* ended(child), [0, 130])
        const isGone = yield* Effect.isFailure(Effect.tryPromise(() => fetch(address)))
        assert.isTrue(isGone, "nobody listens any more")
      }).pipe(Effect.scoped),
    300_000
  )

  it.live(
    "answers with the faults that it was told",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const child = runner.start("simulate", "--fault", "503=1")
        yield* Effect.addFinalizer(() => Effect.sync(() => child.kill("SIGKILL")))
        const address = yield* addressOf(child)
        assert.strictEqual((yield* page(address, 1)).status, 503)
      }).pipe(Effect.scoped),
    300_000
  )

  it.live(
    "says what is wrong with its flags",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        for (const [words, said] of [
          [["--fault", "504=1"], /--fault 504=1: write KIND=RATE.*the kinds are/],
          [["--fault", "503=2"], /--fault 503=2/],
          [["--ads", "1000001"], /--ads must be a whole number from 0 to 1,?000,?000/],
          [["--port", "70000"], /--port must be a port from 1 to/]
        ] as const) {
          const { code, stderr } = yield* runner.run("simulate", ...words)
          assert.strictEqual(code, 2)
          assert.match(stderr, said)
        }
      }).pipe(Effect.scoped),
    300_000
  )
})
