import type { ChildProcess } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { hostname } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { documents } from "@jobgraph/runner/json/commands"
import { Effect, Schema } from "effect"
import { until } from "../fixtures/until.ts"
import { databaseKind, makeRunner, type Runner } from "./runner.ts"
import { stallingApi } from "./stallingApi.ts"

/** Today, so that the live API is one that can be asked. */
const today = new Date().toISOString().slice(0, 10)
const all = ["materialize", "--all", "--partition", `${today}/fr`]

/** A command that is at work, with what it has printed. */
const watched = (child: ChildProcess) => {
  const output = { stdout: "", stderr: "" }
  child.stdout?.on("data", (chunk) => {
    output.stdout += chunk
  })
  child.stderr?.on("data", (chunk) => {
    output.stderr += chunk
  })
  const ended = new Promise<number | NodeJS.Signals | null>((done) => {
    child.on("close", (code, signal) => done(code ?? signal))
  })
  return { child, output, ended: Effect.promise(() => ended) }
}

/** A run that has two pages of four, and waits for the third; it never ends by itself. */
const stalled = Effect.fnUntraced(function* (runner: Runner) {
  const api = yield* stallingApi
  api.allow(2)
  const { run, start } = runner.withVariables(api.variables)
  const working = watched(start(...all, "--json"))
  yield* Effect.addFinalizer(() => Effect.sync(() => working.child.kill("SIGKILL")))
  yield* until(() => api.asked.includes(3))
  const { runs } = yield* runner.json(documents["runs list"], "runs", "list", "--status", "running")
  return { api, run, working, runId: runs[0]?.runId ?? "" }
})

const stages = (runner: Runner) => runner.query("select stage, status from batch_runs order by created_at, stage")

/** What a run may leave behind when it ends: claims, leases, files that were being written. */
const leftovers = Effect.fnUntraced(function* (runner: Runner) {
  const held = yield* runner.query(
    "select (select count(*)::int from runner.claim where run_id is not null) as claims, (select count(*)::int from runner.lease) as leases"
  )
  const folder = join(runner.home, "artifacts")
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : []
  return { claims: held[0]?.claims, leases: held[0]?.leases, drafts: files.filter((file) => file.endsWith(".tmp")) }
})

describe(`a run on the ${databaseKind} database`, { timeout: 180_000 }, () => {
  it.live("keeps others from what it holds, names itself, and ends when somebody cancels it", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { run, runId, working } = yield* stalled(runner)

      const refused = yield* run(...all, "--no-wait", "--json")
      assert.strictEqual(refused.code, 75, refused.stderr)
      const { error } =
        Schema.decodeUnknownSync(Schema.fromJsonString(documents.materialize))(refused.stdout).steps[0] ?? {}
      const holder = `is held by run ${runId} (process ${working.child.pid} on ${hostname()}) since ${today}`
      assert.include(error?.message, holder)

      const cancelled = yield* runner.run("runs", "cancel", runId)
      assert.deepStrictEqual([cancelled.code, cancelled.stderr], [0, ""])
      assert.match(cancelled.stdout, /is cancelled\. What it had published is kept\./)
      assert.strictEqual(yield* working.ended, 130)
      const result = Schema.decodeUnknownSync(Schema.fromJsonString(documents.materialize))(working.output.stdout)
      assert.strictEqual(result.status, "cancelled")
      assert.match(result.steps[0]?.reason ?? "", /^the run was cancelled by /)
      assert.deepStrictEqual(yield* stages(runner), [{ stage: "collect", status: "cancelled" }])
      assert.deepStrictEqual(yield* leftovers(runner), { claims: 0, leases: 0, drafts: [] })

      const again = yield* runner.run("runs", "cancel", runId)
      assert.strictEqual(again.code, 2)
      assert.match(again.stderr, /ended as cancelled at .* there is nothing to cancel/)
    }).pipe(Effect.scoped)
  )

  it.live("that was killed is found by any later command, which frees what it held", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { runId, working } = yield* stalled(runner)
      working.child.kill("SIGKILL")
      yield* working.ended
      const listed = yield* runner.run("runs", "show", runId, "--json")
      assert.match(listed.stderr, /had crashed: its process \d+ is gone/)
      const known = Schema.decodeUnknownSync(Schema.fromJsonString(documents["runs show"]))(listed.stdout)
      assert.strictEqual(known.status, "crashed")
      assert.deepStrictEqual([...new Set(known.steps.map(({ status }) => status))], ["cancelled"])
      assert.deepStrictEqual(yield* stages(runner), [{ stage: "collect", status: "crashed" }])
      assert.deepStrictEqual(yield* leftovers(runner), { claims: 0, leases: 0, drafts: [] })
      const cancelled = yield* runner.run("runs", "cancel", runId)
      assert.strictEqual(cancelled.code, 2)
      assert.match(cancelled.stderr, /had crashed at .*: its process is gone, and there is nothing left to cancel/)
    }).pipe(Effect.scoped)
  )

  it.live("that was killed is continued by its retry, which asks for no page again", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { api, run, runId, working } = yield* stalled(runner)
      working.child.kill("SIGKILL")
      yield* working.ended
      const before = api.asked.length
      api.allow(99)
      const retried = yield* run("runs", "retry", runId, "--json")
      assert.strictEqual(retried.code, 0, retried.stderr)
      const result = Schema.decodeUnknownSync(Schema.fromJsonString(documents.materialize))(retried.stdout)
      assert.deepStrictEqual([...new Set(result.steps.map(({ status }) => status))], ["materialized"])
      assert.deepStrictEqual([...new Set(api.asked.slice(before))].sort(), [3, 4])
      const rows = yield* runner.query("select count(*)::int as n, count(distinct batch_id)::int as batches from jobs")
      assert.deepStrictEqual(rows, [{ n: 4, batches: 1 }])
      const batches = yield* runner.query("select stage, status, batch_id, run_id from batch_runs")
      assert.deepStrictEqual([...new Set(batches.map(({ status }) => status))], ["success"])
      assert.deepStrictEqual([batches.length, new Set(batches.map(({ batch_id }) => batch_id)).size], [5, 1])
      const shown = yield* runner.json(documents["runs show"], "runs", "show", result.runId ?? "")
      assert.deepInclude(shown, { rootRunId: runId, retryOf: runId })
      assert.deepStrictEqual(shown.chain, [
        { runId, status: "crashed" },
        { runId: result.runId ?? "", status: "success" }
      ])
      const twice = yield* run("runs", "retry", runId)
      assert.strictEqual(twice.code, 2)
      assert.include(twice.stderr, `retried already, by run ${result.runId}`)
    }).pipe(Effect.scoped)
  )

  it.live.each(["SIGINT", "SIGTERM"] as const)("ends as cancelled on %s", (signal) =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { working } = yield* stalled(runner)
      working.child.kill(signal)
      assert.strictEqual(yield* working.ended, 130)
      const { runs } = yield* runner.json(documents["runs list"], "runs", "list")
      assert.deepStrictEqual(
        runs.map(({ status }) => status),
        ["cancelled"]
      )
      assert.deepStrictEqual(yield* leftovers(runner), { claims: 0, leases: 0, drafts: [] })
    }).pipe(Effect.scoped)
  )

  it.live.skipIf(databaseKind === "server")("ends at once on a second Ctrl-C, and the next command recovers", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { runId, working } = yield* stalled(runner)
      // A database that hangs, so that the run cannot come to its end.
      const database = (yield* databaseProcess(runner)) ?? assert.fail("the database has no process")
      process.kill(database, "SIGSTOP")
      yield* Effect.addFinalizer(() => Effect.sync(() => process.kill(database, "SIGCONT")))
      working.child.kill("SIGINT")
      yield* Effect.sleep("1 second")
      working.child.kill("SIGINT")
      assert.strictEqual(yield* working.ended, 130)
      process.kill(database, "SIGCONT")
      const listed = yield* runner.run("runs", "show", runId, "--json")
      assert.strictEqual(
        Schema.decodeUnknownSync(Schema.fromJsonString(documents["runs show"]))(listed.stdout).status,
        "crashed"
      )
      assert.deepStrictEqual(yield* leftovers(runner), { claims: 0, leases: 0, drafts: [] })
    }).pipe(Effect.scoped)
  )
})

/** The process that holds the embedded database. */
const databaseProcess = (runner: Runner) =>
  Effect.map(runner.run("db", "status", "--json"), ({ stdout }) => {
    const { process } = Schema.decodeUnknownSync(Schema.fromJsonString(DbStatus))(stdout)
    return process.pid
  })

const DbStatus = Schema.Struct({ process: Schema.Struct({ pid: Schema.NullOr(Schema.Int) }) })
