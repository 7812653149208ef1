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

/** A place in which nothing was ever done: no table, no file. */
export const emptyPlace = (kind: Kind) => makePlace({ kind, server })

/** The words that materialize the second day. */
export const day = materialize(secondDay)

/** Where the second day is materialized: over the first, or over nothing. */
export type Ground = "the first day" | "nothing"

/** Lets a further process go on, and fails unless all is then as if nobody had disturbed those before it. */
export const completes = Effect.fnUntraced(function* (disturbed: Place, ground?: Ground) {
  const { code, stderr } = yield* disturbed.run(day)
  assert.strictEqual(code, 0, stderr)
  yield* isWhole(disturbed, ground)
})

/** Fails unless all is as if nobody had disturbed the place. */
export const isWhole = Effect.fnUntraced(function* (disturbed: Place, ground: Ground = "the first day") {
  assert.deepStrictEqual(yield* leftovers(disturbed), {})
  assert.deepStrictEqual(yield* finalState(disturbed), (yield* undisturbed(disturbed.kind, ground)).state)
  assert.isAbove(yield* readAllParts(disturbed), 0)
})

const materialized = Effect.fnUntraced(function* (kind: Kind, ground: Ground) {
  const calm = yield* ground === "nothing" ? emptyPlace(kind) : place(kind)
  const [duration, { code, stderr }] = yield* Effect.timed(calm.run(day))
  assert.strictEqual(code, 0, stderr)
  assert.deepStrictEqual(yield* leftovers(calm), {})
  return { state: yield* finalState(calm), duration }
}, Effect.scoped)

const known = new Map<string, Promise<Effect.Success<ReturnType<typeof materialized>>>>()

/** The state that a run comes to which nobody disturbs, and how long it took; made once. */
export const undisturbed = (kind: Kind, ground: Ground = "the first day") =>
  Effect.promise(() => {
    const name = `${kind} over ${ground}`
    const made = known.get(name) ?? Effect.runPromise(materialized(kind, ground))
    known.set(name, made)
    return made
  })
