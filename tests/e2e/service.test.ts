import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { makeRunner } from "./runner.ts"
import { ended, startService } from "./startService.ts"

/** Asks again until an answer is there. */
const until = <A>(ask: Effect.Effect<A>, isIt: (answer: A) => boolean) =>
  ask.pipe(
    Effect.tap(() => Effect.sleep("200 millis")),
    Effect.repeat({ until: isIt })
  )

const DagRun = Schema.Struct({ dag_run_id: Schema.String, state: Schema.String })
const Run = Schema.Struct({ runId: Schema.String, status: Schema.String, trigger: Schema.String })

/** The numbers of the events in a stream's text. */
const numbersIn = (text: string): ReadonlyArray<number> =>
  [...text.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number))

describe("runner dev", () => {
  it.live(
    "runs what the specification's curl asks for, tells its events with resume, and works beside other commands",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const { child, json, url } = yield* startService(runner, "--set", "sample.ads=20")
        const health = yield* Effect.promise(() => fetch(`${url}/healthz`))
        assert.strictEqual(health.status, 200)

        const asked = yield* json(DagRun, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
        assert.strictEqual(asked.state, "queued")
        const path = `/api/v1/runs/${asked.dag_run_id}`
        const run = yield* until(json(Run, path), ({ status }) => status !== "queued" && status !== "running")
        assert.deepStrictEqual(run, {
          runId: asked.dag_run_id,
          status: "success",
          trigger: "trigger:collect_jobs_daily"
        })

        const events = (headers: Record<string, string>) =>
          Effect.promise(() => fetch(`${url}${path}/events`, { headers }).then((response) => response.text()))
        const whole = numbersIn(yield* events({}))
        assert.isAbove(whole.length, 10)
        assert.deepStrictEqual(
          whole,
          whole.map((_, index) => index + 1)
        )
        assert.deepStrictEqual(numbersIn(yield* events({ "Last-Event-ID": "7" })), whole.slice(7))

        const status = yield* runner.run("status")
        assert.match(status.stdout, /Everything shown is fresh/)
        const again = yield* runner.run("materialize", "enriched", "--set", "sample.ads=20")
        assert.strictEqual(again.code, 0, again.stderr)

        // Drains: no run is left, so at once.
        assert.strictEqual(yield* Effect.promise(() => ended(child, "SIGTERM")), 130)
        const left = yield* runner.query("select count(*)::int as services from runner.service")
        assert.deepStrictEqual(left, [{ services: 0 }])
      }).pipe(Effect.scoped),
    400_000
  )

  it.live(
    "takes up what a service that was killed had not begun, and makes no second run of what it had",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const none = ["--set", "sample.ads=20", "--set", "queue.pools={ default: 1 }"]
        const first = yield* startService(runner, ...none)
        const ask = first.json(DagRun, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
        const ids = [(yield* ask).dag_run_id, (yield* ask).dag_run_id, (yield* ask).dag_run_id]
        yield* Effect.promise(() => ended(first.child, "SIGKILL"))
        // What was claimed is given back when its lease has run out.
        yield* runner.query("update runner.queue set claimed_until = 0 where state = 'claimed'")
        const second = yield* startService(runner, ...none)
        const runs = yield* Effect.forEach(ids, (id) =>
          until(second.json(Run, `/api/v1/runs/${id}`), ({ status }) => status !== "queued" && status !== "running")
        )
        assert.isTrue(
          runs.every(({ status }) => status === "success" || status === "crashed"),
          JSON.stringify(runs)
        )
        const made = yield* runner.query("select run_id from runner.run")
        assert.isTrue(made.every(({ run_id }) => ids.includes(String(run_id))))
      }).pipe(Effect.scoped),
    400_000
  )

  it.live(
    "does not listen to other machines without a token",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const { code, stderr } = yield* runner.run("dev", "--host", "0.0.0.0", "--port", "0")
        assert.strictEqual(code, 2)
        assert.match(stderr, /RUNNER_API_TOKEN/)
      }).pipe(Effect.scoped),
    200_000
  )
})
