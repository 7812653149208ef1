/**
 * Ends holds, so that what was rolled back is made again by whatever runs by itself.
 *
 * @module
 */
import { Effect } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import type { Hold } from "../catalog/Hold.ts"

/** Releases what `isMeant` says of all that is held; answers it. */
export const release = Effect.fn("Rollback.release")(function* (isMeant: (hold: Hold) => boolean) {
  const catalog = yield* Catalog
  const meant = (yield* catalog.holds()).filter(isMeant)
  yield* catalog.dropHolds(meant)
  return meant
})
