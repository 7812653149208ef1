/**
 * A catalog in memory, for tests: the same promises as the database's, for as long as the process lives.
 *
 * @module
 */
import { Effect, Layer } from "effect"
import { Catalog } from "./Catalog.ts"
import { makeMemoryState } from "./memory/MemoryState.ts"
import { memoryGarbage } from "./memory/memoryGarbage.ts"
import { memoryLeases } from "./memory/memoryLeases.ts"
import { memoryPublishing } from "./memory/memoryPublishing.ts"
import { memoryReceived } from "./memory/memoryReceived.ts"
import { memoryRuns } from "./memory/memoryRuns.ts"
import { memoryVersions } from "./memory/memoryVersions.ts"

/** Each use of the layer is an empty catalog of its own. */
export const layer: Layer.Layer<Catalog> = Layer.effect(
  Catalog,
  Effect.map(makeMemoryState, (state) =>
    Catalog.of({
      ...memoryRuns(state),
      ...memoryVersions(state),
      ...memoryLeases(state),
      ...memoryPublishing(state),
      ...memoryGarbage(state),
      ...memoryReceived(state)
    })
  )
)
