import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { eventually } from "../fixtures/until.ts"
import { databaseKind, makeRunner, type Runner } from "./runner.ts"
import { stallingApi } from "./stallingApi.ts"
import { ended, startService } from "./startService.ts"

const DagRun = Schema.Struct({ dag_run_id: Schema.String })

/** The chain of runs, oldest first, each with its steps that ended as something. */
const runsOf = (runner: Runner) =>
  runner.query(`
    select run.status, run.retry_of is not null as retries, string_agg(step.asset, ',' order by step.ordinal)
      filter (where step.status = 'materialized') as made
    from runner.run join runner.step using (run_id) group by run.run_id order by run.started_at
  `)

describe(`a service that is asked to end (${databaseKind})`, { timeout: 300_000 }, () => {
  it.live("lets steps end or cuts them off in its time, and the next one continues without doing a thing twice", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const api = yield* stallingApi
      api.allow(2)
      const { start } = runner.withVariables(api.variables)
      const service = (drainSeconds: number) =>
        startService({ start }, "--set", `service.drainSeconds=${drainSeconds}`, "--set", "serviceLevels={}")

      const first = yield* service(0.5)
      yield* first.json(DagRun, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
      yield* eventually(Effect.sync(() => api.asked.includes(3)))
      assert.strictEqual(yield* Effect.promise(() => ended(first.child, "SIGTERM")), 130)
      assert.match(first.stderr(), /is left: run \S+ waits in the queue and continues it/)

      // The second one continues at the third page, and is asked to end while it waits for that.
      const second = yield* service(600)
      yield* eventually(Effect.sync(() => api.asked.filter((page) => page === 3).length === 2))
      const code = ended(second.child, "SIGTERM")
      yield* eventually(Effect.sync(() => second.stderr().includes("Ending: no new work")))
      api.release()
      assert.strictEqual(yield* Effect.promise(() => code), 130)
      assert.deepStrictEqual(yield* runsOf(runner), [
        { status: "cancelled", retries: false, made: null },
        { status: "cancelled", retries: true, made: "raw" }
      ])

      yield* service(0)
      const isDone = Effect.map(runsOf(runner), (runs) => runs[2]?.["status"] === "success")
      yield* eventually(isDone)
      const made = (yield* runsOf(runner))[2]?.["made"]
      assert.strictEqual(made, "validated,enriched,tfidf_model,exported")
      // Pages one and two were asked for once: what was received was kept.
      assert.deepStrictEqual(
        api.asked.filter((page) => page < 3),
        [1, 2]
      )
      const rows = yield* runner.query("select count(*)::int as n, count(distinct batch_id)::int as batches from jobs")
      assert.deepStrictEqual(rows, [{ n: 4, batches: 1 }])
      // A run ends, and then its place in the queue does.
      const waiting = runner.query("select run_id from runner.queue where state <> 'ended'")
      yield* eventually(Effect.map(waiting, (entries) => entries.length === 0))
    }).pipe(Effect.scoped)
  )
})

describe(`commands beside each other (${databaseKind})`, { timeout: 300_000 }, () => {
  it.live("wait for a place among the runs, say for what, and have it when it gets free", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const api = yield* stallingApi
      const { start } = runner.withVariables(api.variables)
      const one = ["--set", "queue.runs=1"]
      const working = yield* Effect.acquireRelease(
        Effect.sync(() => start("materialize", "raw", ...one)),
        (child) => Effect.promise(() => ended(child, "SIGKILL"))
      )
      yield* eventually(Effect.sync(() => api.asked.length > 0))

      const sample = [
        "materialize",
        "raw",
        "--partition",
        "2026-01-08/gb",
        "--source",
        "sample",
        "--set",
        "sample.ads=5"
      ]
      const refused = yield* runner.run(...sample, ...one, "--no-wait")
      assert.strictEqual(refused.code, 75, refused.stderr)
      assert.match(refused.stderr, /no place for a run: 1 run is at work .* queue\.runs \(1\) allows: [0-9a-f-]{13}/)

      const waiting = start(...sample, ...one)
      let stderr = ""
      waiting.stderr?.on("data", (chunk) => {
        stderr += chunk
      })
      const code = new Promise((resolve) => waiting.on("close", resolve))
      yield* eventually(Effect.sync(() => stderr.includes("Waiting for a place: 1 run is at work")))
      assert.deepStrictEqual(yield* runner.query("select count(*)::int as runs from runner.run"), [{ runs: 1 }])
      // Killed, so that nobody gives the place up: who waits finds it free.
      yield* Effect.promise(() => ended(working, "SIGKILL"))
      assert.strictEqual(yield* Effect.promise(() => code), 0)
      const runs = yield* runner.query("select status from runner.run order by started_at")
      assert.deepStrictEqual(runs, [{ status: "crashed" }, { status: "success" }])
      const left = yield* runner.query("select outcome from runner.queue order by queued_at")
      assert.deepStrictEqual(
        left.map(({ outcome }) => outcome),
        ["crashed", "cancelled", "success"]
      )
    }).pipe(Effect.scoped)
  )
})
