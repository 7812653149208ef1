/**
 * Ends holds, so that what was rolled back is made again by whatever runs by itself.
 *
 * @module
 */
import { Effect } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import type { Hold } from "../catalog/Hold.ts"

/** What is held, of all that `isMeant` says. */
export const held = Effect.fn("Rollback.held")(function* (isMeant: (hold: Hold) => boolean) {
  return (yield* (yield* Catalog).holds()).filter(isMeant)
})

/** Releases what `isMeant` says of all that is held; answers it. */
export const release = Effect.fn("Rollback.release")(function* (isMeant: (hold: Hold) => boolean) {
  const meant = yield* held(isMeant)
  yield* (yield* Catalog).dropHolds(meant)
  return meant
})
