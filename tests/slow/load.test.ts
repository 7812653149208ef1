import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { follow, load, memoryOf } from "../bench/load.ts"
import { makeRunnerOn } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { start } from "../postgres/Server.ts"

const Queued = Schema.Struct({ dag_run_id: Schema.String })

/** The figures are those of `pnpm bench service`; here it is looked at that nothing fails, hangs or piles up. */
describe("the service under load", { timeout: 600_000 }, () => {
  it.live("answers every request beside a run and a hundred followers, on a server, and does not grow", () =>
    Effect.gen(function* () {
      const { url: server } = yield* start()
      const runner = yield* makeRunnerOn(server)
      const { child, json, url } = yield* startService(runner)
      // Compiled and warm before its memory is looked at.
      yield* load({ url, seconds: 3, rate: 100 })
      const before = memoryOf(child.pid)
      const followers = yield* follow(url, "/api/v1/live?topics=runs,assets", 100)
      yield* json(Queued, "/api/v1/dags/collect_jobs_daily/dagRuns", { method: "POST" })
      // Until the service has taken it there is no last run to ask for.
      const lastRun = Effect.promise(() => fetch(new URL("/api/v1/runs/last", url)))
      while (!(yield* lastRun).ok) {
        yield* Effect.sleep("100 millis")
      }
      const report = yield* load({ url, seconds: 10, rate: 200 })
      yield* Effect.logInfo(`${JSON.stringify(report)}; memory ${before} to ${memoryOf(child.pid)} MB`)
      assert.strictEqual(report.failed, 0)
      assert.isAbove(report.requests, 100)
      while (followers.some((one) => one.events() < 2)) {
        yield* Effect.sleep("200 millis")
      }
      assert.isFalse(followers.some((one) => one.hasFailed()))
      // The process of the runs takes some 300 MB with its model and threads; a leak of answers would take more.
      assert.isBelow(memoryOf(child.pid) - before, 700)
    }).pipe(Effect.scoped)
  )
})
