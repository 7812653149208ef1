import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { finalState, leftovers } from "./finalState.ts"
import { killedInTurn } from "./killed.ts"
import type { Kind } from "./Place.ts"
import { rollbackPoints } from "./points.ts"
import { day, isWhole, place, undisturbed } from "./undisturbed.ts"

const rollback = ["runs", "rollback", "last"]

/** A place in which the second day was materialized. */
const withSecondDay = Effect.fnUntraced(function* (kind: Kind) {
  const made = yield* place(kind)
  const { code, stderr } = yield* made.run(day)
  assert.strictEqual(code, 0, stderr)
  return made
})

const rolledBack = Effect.fnUntraced(function* (kind: Kind) {
  const calm = yield* withSecondDay(kind)
  const { code, stderr } = yield* calm.run(rollback)
  assert.strictEqual(code, 0, stderr)
  return yield* finalState(calm)
}, Effect.scoped)

const [within, afterwards] = rollbackPoints

describe("rollbacks that are killed", () => {
  it.live.each(["server", "embedded"] as const)("before their commit have done nothing; after it, all: on %s", (kind) =>
    Effect.gen(function* () {
      const expected = yield* rolledBack(kind)
      const disturbed = yield* withSecondDay(kind)
      yield* killedInTurn(disturbed, rollback, within)
      yield* isWhole(disturbed)
      yield* killedInTurn(disturbed, rollback, afterwards)
      assert.deepStrictEqual(yield* finalState(disturbed), expected)
      assert.deepStrictEqual(yield* leftovers(disturbed), {})
      // Held, until it is named.
      const { code, stderr } = yield* disturbed.run(day)
      assert.strictEqual(code, 0, stderr)
      const [again, first] = [yield* finalState(disturbed), undisturbed(kind).state]
      assert.deepStrictEqual([again.jobs, again.waiting, again.held], [first.jobs, first.waiting, []])
    })
  )
})
