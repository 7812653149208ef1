import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "./runner.ts"

/** Something that speaks as Adzuna does, gives one new ad a page, and counts what it is asked. */
const adzuna = Effect.gen(function* () {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    const ad = { id: String(asked), title: `Data engineer ${asked}`, description: "Python.", created: "2026-01-08" }
    const redirect_url = `https://www.adzuna.fr/details/${asked}`
    response.setHeader("content-type", "application/json")
    response.end(JSON.stringify({ count: 40, results: [{ ...ad, redirect_url }] }))
  })
  yield* Effect.acquireRelease(
    Effect.promise(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done))),
    () =>
      Effect.sync(() => {
        server.closeAllConnections()
        server.close()
      })
  )
  const address = server.address()
  const port = address !== null && typeof address === "object" ? address.port : 0
  return {
    asked: () => asked,
    account: { ADZUNA_BASE_URL: `http://127.0.0.1:${port}/v1/api`, ADZUNA_APP_ID: "id", ADZUNA_APP_KEY: "key" }
  }
})

const search = ["collect", "--query", "data engineer", "--locations", "Paris", "--set", "requests.pageSize=1"]
const tenADay = ["--set", "requests.quota.perDay=10", "--set", "requests.ifQuota=shorten"]

describe("runner collect", () => {
  it.live(
    "in several processes at once never passes the quota that they share",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const { account, asked } = yield* adzuna
        const { run } = runner.withVariables(account)
        const file = (name: string) => join(runner.home, `${name}.csv`)
        const outcomes = yield* Effect.all(
          ["a", "b", "c"].map((name) => run(...search, ...tenADay, "--output", file(name))),
          { concurrency: 3 }
        )
        assert.strictEqual(asked(), 10)
        for (const { code, stderr } of outcomes) assert.include([0, 75], code, stderr)
        assert.deepStrictEqual(yield* runner.query("select sum(requests)::int as requests from runner.request"), [
          { requests: 10 }
        ])
        // Nothing is left now, which is said before a request.
        const late = yield* run(...search, ...tenADay, "--output", file("d"))
        assert.strictEqual(late.code, 75)
        assert.match(late.stderr, /10 requests a day.*none is left.*free in (23h|1d)/)
        assert.strictEqual(asked(), 10)
        const plan = yield* run("plan", "raw", ...tenADay, "--json")
        const day = JSON.parse(plan.stdout).requests.windows.find(({ window }: { window: string }) => window === "day")
        assert.deepStrictEqual(day, { window: "day", limit: 10, used: 10, left: 0 })
      }).pipe(Effect.scoped),
    180_000
  )

  it.live(
    "appends to its file what it does not hold yet",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const output = join(runner.home, "data", "ads.csv")
        const sample = ["--query", "data engineer", "--locations", "Paris,Lyon", "--limit", "10", "--output", output]
        const first = yield* runner.run("collect", ...sample)
        assert.strictEqual(first.code, 0)
        const before = readFileSync(output, "utf8")
        assert.strictEqual(before.trimEnd().split("\n").length, 11)
        const second = yield* runner.run("collect", ...sample, "--json")
        assert.strictEqual(JSON.parse(second.stdout).added, 0)
        assert.strictEqual(readFileSync(output, "utf8"), before)
      }).pipe(Effect.scoped),
    180_000
  )
})
