import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { makeRunner } from "./runner.ts"

const Cancelled = Schema.Struct({ runId: Schema.String, status: Schema.String })

describe("runner runs cancel", () => {
  it.live(
    "takes out of the queue what has no run yet",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const begun = yield* runner.run("backfill", "--from", "2026-01-01", "--to", "2026-01-02")
        assert.strictEqual(begun.code, 0, begun.stderr)
        const rows = yield* runner.query("select run_id from runner.queue order by queued_at")
        const runId = String(rows[0]?.["run_id"])
        assert.deepStrictEqual(yield* runner.json(Cancelled, "runs", "cancel", runId), { runId, status: "cancelled" })
        assert.deepStrictEqual(yield* runner.query("select state, outcome from runner.queue order by queued_at"), [
          { state: "ended", outcome: "cancelled" },
          { state: "queued", outcome: null }
        ])
      }).pipe(Effect.scoped),
    240_000
  )
})
