import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Schema } from "effect"
import { makeRunner } from "./runner.ts"
import { startService } from "./startService.ts"

/** What is promised on a machine that does nothing else. */
const promisedMillis = 2_000

const Run = Schema.Struct({ runId: Schema.String, status: Schema.String })
const Runs = Schema.Struct({ runs: Schema.Array(Run) })

const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const begin = yield* Clock.currentTimeMillis
    const value = yield* effect
    return { value, millis: (yield* Clock.currentTimeMillis) - begin }
  })

describe("runner dev on a database that is there", () => {
  it.live(
    "answers soon after its start, and lets the other commands work beside it",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        assert.strictEqual((yield* runner.run("db", "migrate")).code, 0)
        // What the machine needs now for a command that does nothing: a busy one gets as many times more.
        const bare = yield* timed(runner.run("--version"))
        const { value: service, millis } = yield* timed(
          Effect.tap(startService(runner, "--set", "sample.ads=20"), ({ url }) =>
            Effect.promise(() => fetch(`${url}/healthz`).then(({ status }) => assert.strictEqual(status, 200)))
          )
        )
        const told = `/healthz answered ${millis} ms after the start (promised: ${promisedMillis}); --version took ${bare.millis} ms`
        yield* Effect.logInfo(told)
        assert.isBelow(millis, Math.max(3 * promisedMillis, 20 * bare.millis), told)

        const materialized = yield* runner.run("materialize", "+enriched", "--set", "sample.ads=20")
        assert.strictEqual(materialized.code, 0, materialized.stderr)
        const [status, list] = yield* Effect.all([runner.run("status"), runner.run("runs", "list", "--json")], {
          concurrency: 2
        })
        assert.strictEqual(status.code, 0, status.stderr)
        assert.match(status.stdout, /enriched/)
        assert.strictEqual(list.code, 0, list.stderr)
        // The service and the command know of the same run.
        const own = yield* Schema.decodeUnknownEffect(Schema.fromJsonString(Runs))(list.stdout)
        const [run, ...others] = own.runs
        assert.deepStrictEqual(others, [])
        assert.strictEqual(run?.status, "success")
        assert.deepStrictEqual(yield* service.json(Run, `/api/v1/runs/${run?.runId}`), run)
      }).pipe(Effect.scoped),
    400_000
  )
})
