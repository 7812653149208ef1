import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { eventually, until } from "../fixtures/until.ts"
import { databaseKind, makeRunner, type Runner } from "./runner.ts"
import { stallingApi } from "./stallingApi.ts"
import { ended, startService } from "./startService.ts"

const DagRun = Schema.Struct({ dag_run_id: Schema.String })

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}

/** The process in which a service carries out its runs, if there is one. */
const executorOf = (service: number | undefined): number | undefined =>
  textOf(`/proc/${service}/task/${service}/children`)
    .split(" ")
    .filter((pid) => pid !== "" && textOf(`/proc/${pid}/cmdline`).includes("executorProcess"))
    .map(Number)[0]

const isThere = (pid: number): boolean => textOf(`/proc/${pid}/cmdline`).includes("executorProcess")

const statuses = (runner: Runner) => runner.query("select status from runner.run order by started_at")

describe.skipIf(process.platform !== "linux")(`the process of the runs (${databaseKind})`, { timeout: 300_000 }, () => {
  it.live("takes only its run with it when it is killed, and the next run has another", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const api = yield* stallingApi
      const { child, json } = yield* startService(runner.withVariables(api.variables))
      const trigger = json(DagRun, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
      assert.isUndefined(executorOf(child.pid), "there is none before the first run")
      yield* trigger
      yield* until(() => api.asked.length > 0)
      const first = executorOf(child.pid) ?? assert.fail("no process carries out the run")
      process.kill(first, "SIGKILL")
      yield* eventually(Effect.map(statuses(runner), ([run]) => run?.["status"] === "crashed"))
      // A run ends, and then its place in the queue does.
      const entries = runner.query("select outcome, reason from runner.queue where state = 'ended'")
      yield* eventually(Effect.map(entries, ({ length }) => length === 1))
      assert.deepStrictEqual(yield* entries, [
        { outcome: "crashed", reason: "the process that worked on it ended before it did" }
      ])

      api.release()
      yield* trigger
      yield* eventually(Effect.map(statuses(runner), (runs) => runs[1]?.["status"] === "success"))
      assert.notStrictEqual(executorOf(child.pid), first)
    }).pipe(Effect.scoped)
  )

  it.live("ends with a service that is killed, and not with a Ctrl-C that the terminal sends it too", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const api = yield* stallingApi
      const { child, json } = yield* startService(runner.withVariables(api.variables))
      yield* json(DagRun, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
      yield* until(() => api.asked.length > 0)
      const executor = executorOf(child.pid) ?? assert.fail("no process carries out the run")
      process.kill(executor, "SIGINT")
      process.kill(executor, "SIGTERM")
      yield* Effect.sleep("1 second")
      assert.isTrue(isThere(executor))
      assert.deepStrictEqual(yield* statuses(runner), [{ status: "running" }])
      yield* Effect.promise(() => ended(child, "SIGKILL"))
      yield* until(() => !isThere(executor))
    }).pipe(Effect.scoped)
  )

  it.live("is killed when it does not start, and the run is the next one's", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { child, json } = yield* startService(runner.withVariables({ RUNNER__source: "sample" }))
      yield* json(DagRun, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
      yield* until(() => executorOf(child.pid) !== undefined)
      const hanging = executorOf(child.pid) ?? assert.fail("it is gone")
      process.kill(hanging, "SIGSTOP")
      yield* eventually(Effect.map(statuses(runner), ([run]) => run?.["status"] === "success"))
      assert.isFalse(isThere(hanging))
    }).pipe(Effect.scoped)
  )

  // On the embedded database, a statement that takes long keeps everybody waiting.
  it.live.skipIf(databaseKind === "embedded")("leaves a run what it became when a cancel comes as it ends", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const { json } = yield* startService(runner.withVariables({ RUNNER__source: "sample" }))
      // Longer than the service takes to hear of a cancel.
      yield* runner.query(`
        create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(9); return new; end $$;
        create trigger linger before insert on runner.event
          for each row when (new.kind = 'RunEnded') execute function linger()
      `)
      yield* json(DagRun, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
      const lingers = runner.query(
        "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()"
      )
      yield* eventually(Effect.map(lingers, ({ length }) => length === 1))
      yield* runner.query("update runner.queue set is_cancelled = true")
      const entry = runner.query("select outcome from runner.queue where state = 'ended'")
      yield* eventually(Effect.map(entry, ({ length }) => length === 1))
      const [run] = yield* statuses(runner)
      assert.deepStrictEqual(yield* entry, [{ outcome: run?.["status"] }])
    }).pipe(Effect.scoped)
  )
})
