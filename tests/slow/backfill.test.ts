import { renameSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Backfill } from "@jobgraph/runner/api/Schedules"
import { Effect, Schema } from "effect"
import { databaseKind, makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { apiOf } from "../service/apiCalls.ts"

const Created = Schema.Struct({ id: Schema.String, days: Schema.Int })
const Listed = Schema.Struct({ backfills: Schema.Array(Backfill) })
const Page = Schema.Struct({ items: Schema.Array(Backfill) })

describe(`a backfill (${databaseKind})`, () => {
  it.live(
    "is the same one to the command and over HTTP: created, paused, resumed, cancelled, and what failed is retried",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const command = (...words: ReadonlyArray<string>) => runner.run("backfill", ...words)
        const span = ["--from", "2026-01-01", "--to", "2026-01-02"]
        const { days, id } = yield* runner.json(Created, "backfill", ...span, "--select", "raw", "--source", "sample")
        assert.strictEqual(days, 2)
        const params = { id }
        assert.include((yield* command("pause", id)).stdout, "is paused")

        // Nothing of it begins when a service comes.
        const service = yield* startService(runner, "--set", "sample.ads=20")
        const { call, read } = apiOf(service.url)
        const newest = Effect.map(read(Page, "backfills.list", 200), ({ items }) => items[0])
        const until = (state: string, ofWhich = id) =>
          newest.pipe(
            Effect.delay("200 millis"),
            Effect.repeat({ until: (backfill) => backfill?.id === ofWhich && backfill.state === state })
          )
        assert.deepInclude(yield* newest, { id, state: "paused", days: { queued: 2 } })
        yield* call("backfills.cancel", 202, { params })
        assert.deepInclude(yield* newest, { state: "cancelled", days: { cancelled: 2 } })
        for (const verb of ["pause", "resume", "cancel"]) {
          yield* call(`backfills.${verb}`, 409, { params })
        }
        for (const { code, stderr } of yield* Effect.forEach(["pause", "resume"], (verb) => command(verb, id), {
          concurrency: 2
        })) {
          assert.deepStrictEqual([code, stderr.includes("was cancelled")], [2, true], stderr)
        }
        assert.include((yield* command("retry", id)).stdout, "2 days of backfill")
        assert.deepInclude(yield* until("done"), { days: { success: 2 } })

        // Days whose inputs are not where they were fail, and succeed when these are back.
        const [artifacts, away] = [join(runner.home, "artifacts"), join(runner.home, "elsewhere")]
        renameSync(artifacts, away)
        yield* call("backfills.create", 202, { body: { from: "2026-01-01", to: "2026-01-02", selection: "validated" } })
        const failing = (yield* newest)?.id ?? ""
        assert.notStrictEqual(failing, id)
        assert.deepInclude(yield* until("failed", failing), { days: { failed: 2 } })
        renameSync(away, artifacts)
        yield* call("backfills.retry", 202, { params: { id: failing } })
        assert.deepInclude(yield* until("done", failing), { days: { success: 2 } })
        const { backfills } = yield* runner.json(Listed, "backfill", "list")
        assert.deepStrictEqual(
          backfills.map((backfill) => [backfill.id, backfill.state]),
          [
            [failing, "done"],
            [id, "done"]
          ]
        )
      }).pipe(Effect.scoped),
    600_000
  )
})
