import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { ask } from "./ask.ts"
import { endpoints } from "./document.ts"

const token = "a-long-random-word"

const hex = (text: string): string => `%${text.charCodeAt(0).toString(16)}`

/** The text with something else in the place of each of its characters, one after another. */
const atEach = (text: string, change: (letter: string) => string): ReadonlyArray<string> =>
  [...text].map((letter, index) => `${text.slice(0, index)}${change(letter)}${text.slice(index + 1)}`)

/** What some server somewhere takes for the same path. */
const spellingsOf = (path: string): ReadonlyArray<string> => [
  path,
  ...atEach(path, hex),
  ...atEach(path, (letter) => `%25${hex(letter).slice(1)}`),
  ...atEach(path, (letter) => letter.toUpperCase()),
  ...atEach(path, (letter) => (letter === "/" ? "//" : letter)),
  ...atEach(path, (letter) => (letter === "/" ? "/./" : letter)),
  ...atEach(path, (letter) => (letter === "/" ? "/%2e/" : letter)),
  ...atEach(path, (letter) => (letter === "/" ? "/x/../" : letter)),
  ...atEach(path, (letter) => (letter === "/" ? "/healthz/..%2f" : letter)),
  ...atEach(path, (letter) => (letter === "/" ? "\\" : letter)),
  ...["/", "//", "/.", ";", ";x=/healthz", "#", "#/healthz", "?", "?/healthz", "%20", "%09", "."].map(
    (end) => path + end
  ),
  ...[
    "http://[",
    "http://localhost",
    "HTTP://localhost/",
    "https://localhost//",
    "//x",
    "/healthz/..",
    "/healthz;/..",
    "."
  ].map((beginning) => beginning + path),
  path.slice(1)
]

/** Paths at which there is data, or where something is changed. */
const guarded = [
  { method: "GET", path: "/metrics" },
  { method: "GET", path: "/api/v1/meta" },
  { method: "HEAD", path: "/api/v1/meta" },
  { method: "GET", path: "/api/v1/runs" },
  { method: "POST", path: "/api/v1/schedules/collect_jobs_daily/pause" }
]

describe("a service that other machines can ask", { timeout: 240_000 }, () => {
  it.live("answers no spelling of an address without the token", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { url: listening } = yield* startService(
        runner.withVariables({ RUNNER_API_TOKEN: token }),
        ...["--host", "0.0.0.0", "--set", "service.requestsPerSecond=100000"]
      )
      const url = listening.replace("0.0.0.0", "127.0.0.1")
      const asked = [
        ...guarded.flatMap(({ method, path }) => spellingsOf(path).map((spelling) => ({ method, path: spelling }))),
        ...endpoints
          .filter(({ id }) => id !== "signIn")
          .map(({ method, path }) => ({ method, path: `/${path.replaceAll(/\{\w+\}/g, "last")}` }))
      ]
      const told = yield* Effect.forEach(
        asked,
        ({ method, path }) =>
          Effect.map(ask(url, path, { method }), ({ status, type }) => ({ method, path, status, type })),
        { concurrency: 16 }
      )
      const isRefused = ({ status }: { readonly status: number }) => status === 401 || status === 404 || status === 400
      assert.deepStrictEqual(
        told.filter((answer) => !isRefused(answer)),
        []
      )
      assert.isAbove(told.length, 900)

      assert.deepStrictEqual(yield* runner.query("select name from runner.schedule where is_paused"), [])
      const headers = { authorization: `Bearer ${token}` }
      assert.strictEqual((yield* ask(url, "/api/v1/meta", { headers })).status, 200)
      assert.strictEqual((yield* ask(url, "//api/v1/meta", { headers })).status, 404)
    }).pipe(Effect.scoped)
  )
})
