/**
 * The second day over the first: what it comes to when nobody disturbs it, and whether another way came to the same.
 *
 * @module
 */
import { assert, inject } from "@effect/vitest"
import { Effect } from "effect"
import { materialize, secondDay } from "./days.ts"
import { finalState, leftovers, readAllParts } from "./finalState.ts"
import { type Kind, makePlace, type Place } from "./Place.ts"

const { server, templates } = inject("shared")

/** A place in which the first day was materialized. */
export const place = (kind: Kind) => makePlace({ kind, server, copyOf: templates[kind] })

/** The words that materialize the second day. */
export const day = materialize(secondDay)

/** Lets a further process go on, and fails unless all is then as if nobody had disturbed those before it. */
export const completes = Effect.fnUntraced(function* (disturbed: Place) {
  const { code, stderr } = yield* disturbed.run(day)
  assert.strictEqual(code, 0, stderr)
  yield* isWhole(disturbed)
})

/** Fails unless all is as if nobody had disturbed the place. */
export const isWhole = Effect.fnUntraced(function* (disturbed: Place) {
  assert.deepStrictEqual(yield* leftovers(disturbed), {})
  assert.deepStrictEqual(yield* finalState(disturbed), yield* undisturbed(disturbed.kind))
  assert.isAbove(yield* readAllParts(disturbed), 0)
})

const materialized = (kind: Kind) =>
  Effect.gen(function* () {
    const calm = yield* place(kind)
    const { code, stderr } = yield* calm.run(day)
    assert.strictEqual(code, 0, stderr)
    assert.deepStrictEqual(yield* leftovers(calm), {})
    return yield* finalState(calm)
  }).pipe(Effect.scoped)

const known = new Map<Kind, Promise<Effect.Success<ReturnType<typeof materialized>>>>()

/** The state that a run comes to which nobody disturbs; made once. */
export const undisturbed = (kind: Kind) =>
  Effect.promise(() => {
    const state = known.get(kind) ?? Effect.runPromise(materialized(kind))
    known.set(kind, state)
    return state
  })
