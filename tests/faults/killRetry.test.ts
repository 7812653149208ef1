import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { killedInTurn } from "./killed.ts"
import { earlyPoints, latePoints, type Point } from "./points.ts"
import { day, isWhole, place } from "./undisturbed.ts"

/** A run that was killed before it is recorded is no run to be retried. */
const [, begin, ...early] = earlyPoints
const retry = ["runs", "retry", "last"]

const everyFourth = (points: ReadonlyArray<Point>) => points.filter((_, index) => index % 4 === 1)

describe("retries that are killed one after the other, at points of their run,", () => {
  it.live.each(["server", "embedded"] as const)("leave what the last one completes, on %s", (kind) =>
    Effect.gen(function* () {
      const disturbed = yield* place(kind)
      yield* killedInTurn(disturbed, day, begin === undefined ? [] : [begin])
      yield* killedInTurn(disturbed, retry, everyFourth([...early, ...latePoints]))
      const { code, stderr } = yield* disturbed.run(retry)
      assert.strictEqual(code, 0, stderr)
      yield* isWhole(disturbed)
      const [chains] = yield* disturbed.query(
        "select count(distinct root_run_id)::int as chains from runner.run where '2026-03-01/fr' = any(partitions)"
      )
      assert.deepStrictEqual(chains, [{ chains: 1 }])
    })
  )
})
