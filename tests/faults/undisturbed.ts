/**
 * The second day over the first: what it comes to when nobody disturbs it, and whether another way came to the same.
 *
 * @module
 */
import { assert, inject } from "@effect/vitest"
import { Effect } from "effect"
import { type Ground, materialize, secondDay } from "./days.ts"
import { finalState, leftovers, readAllParts } from "./finalState.ts"
import { type Kind, makePlace, type Place } from "./Place.ts"
import type { Undisturbed } from "./setup.ts"

const { server, templates } = inject("shared")

/** A place in which the first day was materialized. */
export const place = (kind: Kind) => makePlace({ kind, server, copyOf: templates[kind] })

/** A place in which nothing was ever done: no table, no file. */
export const emptyPlace = (kind: Kind) => makePlace({ kind, server })

/** The words that materialize the second day. */
export const day = materialize(secondDay)

/** Lets a further process go on, and fails unless all is then as if nobody had disturbed those before it. */
export const completes = Effect.fnUntraced(function* (disturbed: Place, ground?: Ground) {
  const { code, stderr } = yield* disturbed.run(day)
  assert.strictEqual(code, 0, stderr)
  yield* isWhole(disturbed, ground)
})

/** Fails unless all is as if nobody had disturbed the place. */
export const isWhole = Effect.fnUntraced(function* (disturbed: Place, ground: Ground = "the first day") {
  assert.deepStrictEqual(yield* leftovers(disturbed), {})
  assert.deepStrictEqual(yield* finalState(disturbed), undisturbed(disturbed.kind, ground).state)
  assert.isAbove(yield* readAllParts(disturbed), 0)
})

/** What a run comes to that nobody disturbs, and how long it took. */
export const undisturbed = (kind: Kind, ground: Ground = "the first day"): Undisturbed => {
  const found = inject("shared").undisturbed.find((each) => each.kind === kind && each.ground === ground)
  assert.isDefined(found)
  return found
}
