import { spawn } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule, Schema } from "effect"
import { makeRunnerOn } from "./runner.ts"
import { stallingApi } from "./stallingApi.ts"

const hasPsql = ["/usr/bin/psql", "/usr/local/bin/psql", "/opt/homebrew/bin/psql"].some(existsSync)

/** psql itself, as a person or a script would call it. */
const psql = (url: string, script: string) =>
  Effect.promise(async () => {
    const child = spawn("psql", [url, "--no-psqlrc", "--quiet", "-At"], { stdio: ["pipe", "pipe", "pipe"] })
    child.stdin.end(script)
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
    return { stdout, stderr }
  })

const Runs = Schema.Struct({ runs: Schema.Array(Schema.Unknown) })

describe("the embedded database", () => {
  it.live.skipIf(!hasPsql)(
    "serves psql while a run is at work: its own commands, COPY, cursors and errors",
    () =>
      Effect.gen(function* () {
        const { home, json, run, withVariables } = yield* makeRunnerOn(undefined)
        const api = yield* stallingApi
        const url = yield* run("db", "url")
        assert.match(url.stdout, /^postgresql:\/\/postgres@localhost/)
        assert.match(url.stderr, /30 seconds longer; `runner db serve` holds it open/)
        const at = url.stdout.trim()

        const child = withVariables(api.variables).start("materialize", "raw", "validated", "--source", "adzuna")
        const ended = new Promise<number | null>((resolve) => child.on("close", resolve))
        yield* Effect.sync(() => api.asked.length > 0).pipe(
          Effect.repeat({ until: (isThere) => isThere, schedule: Schedule.spaced("50 millis") }),
          Effect.timeout("60 seconds")
        )

        const file = join(home, "ads.csv")
        writeFileSync(file, '00000000-0000-4000-8000-000000000001,"A title, with a comma"\n')
        const out = join(home, "out.csv")
        const answer = yield* psql(
          at,
          [
            "\\d runner.claim",
            "set search_path to runner, public;",
            `\\copy jobs (job_id, job_title) from '${file}' with (format csv)`,
            `\\copy (select job_title from jobs) to '${out}' with (format csv)`,
            "selec nonsense;",
            "begin;",
            "declare numbers cursor for select generate_series(1, 5);",
            "fetch 2 from numbers;",
            "fetch 2 from numbers;",
            "commit;",
            "\\set FETCH_COUNT 3",
            "select 'row ' || generate_series(1, 7);",
            "show search_path;",
            "select status from run;"
          ].join("\n")
        )
        assert.match(answer.stderr, /^ERROR: {2}syntax error at or near "selec"\nLINE 1: selec nonsense;/)
        const lines = answer.stdout.trim().split("\n")
        assert.include(lines, "token|bigint||not null|")
        assert.deepStrictEqual(lines.slice(lines.indexOf("1")), [
          ..."1 2 3 4".split(" "),
          ...Array.from({ length: 7 }, (_, index) => `row ${index + 1}`),
          "runner, public",
          "running"
        ])
        assert.strictEqual(readFileSync(out, "utf8"), '"A title, with a comma"\n')

        api.release()
        assert.strictEqual(yield* Effect.promise(() => ended), 0)
        assert.strictEqual((yield* json(Runs, "runs", "list")).runs.length, 1)
      }).pipe(Effect.scoped),
    240_000
  )

  it.live.skipIf(!hasPsql)(
    "answers on a port of loopback, to who knows the password",
    () =>
      Effect.gen(function* () {
        const { run, start } = yield* makeRunnerOn(undefined)
        const serving = yield* Effect.acquireRelease(
          Effect.sync(() => start("db", "serve", "--port", "0")),
          (child) => Effect.sync(() => child.kill())
        )
        const port = yield* Effect.promise(
          () =>
            new Promise<string>((resolve) => {
              let said = ""
              serving.stderr?.on("data", (piece: Buffer) => {
                said += piece
                const [, found] = /127\.0\.0\.1:(\d+)\D/.exec(said) ?? []
                if (found !== undefined) {
                  resolve(found)
                }
              })
            })
        )
        const url = (yield* run("db", "url", "--port", port)).stdout.trim()
        assert.deepStrictEqual(yield* psql(`${url}?options=-c%20datestyle%3DGerman`, "select date '2026-01-08'"), {
          stdout: "08.01.2026\n",
          stderr: ""
        })
        const refused = yield* psql(url.replace(/:[^:@]+@/, ":guess@"), "select 1")
        assert.match(refused.stderr, /password authentication failed/)
      }).pipe(Effect.scoped),
    240_000
  )

  it.live(
    "has a small shell where psql is missing",
    () =>
      Effect.gen(function* () {
        const { withVariables } = yield* makeRunnerOn(undefined)
        const { run, start } = withVariables({ PATH: "/nonexistent" })
        const one = yield* run("db", "shell", "--", "-c", "select 1 as one, null as none; create table t (n int)")
        assert.deepStrictEqual(one, { code: 0, stdout: "ONE  NONE\n1    null\n(1 row)\nCREATE\n", stderr: "" })
        const wrong = yield* run("db", "shell", "--", "-c", "select nonsense")
        assert.deepStrictEqual(wrong, { code: 1, stdout: "", stderr: 'ERROR: column "nonsense" does not exist\n' })
        const other = yield* run("db", "shell", "--", "--csv")
        assert.strictEqual(other.code, 2)
        assert.match(other.stderr, /psql is not installed .*without it there is only -c STATEMENT/)

        const child = start("db", "shell")
        child.stdin?.end(
          "begin;\ninsert into t\nvalues (1), (2);\nselect ';' as text,\n count(*) as n from t;\n\\d t\n\\q\n"
        )
        const [stdout, code] = yield* Effect.promise(async () => {
          const said = child.stdout === null ? "" : await text(child.stdout)
          return [
            said,
            child.exitCode ?? (await new Promise<number | null>((done) => child.on("close", done)))
          ] as const
        })
        assert.strictEqual(code, 0)
        assert.strictEqual(
          stdout,
          "BEGIN\nINSERT 2\nTEXT  N\n;     2\n(1 row)\nCOLUMN  TYPE\nn       integer\n(1 row)\n"
        )
        // What was begun and not committed is gone with the shell.
        assert.match((yield* run("db", "shell", "--", "-c", "select count(*) from t")).stdout, /\n0\n/)
      }).pipe(Effect.scoped),
    240_000
  )
})
