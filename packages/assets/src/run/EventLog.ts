import { Clock, Effect, Semaphore } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import type { CatalogError } from "../catalog/CatalogError.ts"
import type { Event } from "../catalog/Event.ts"
import type { PartitionKey } from "../definition/Partitions.ts"
import { persistently } from "./persistently.ts"

/** What is told of an event; number and time are added by the log. */
export interface Told {
  readonly kind: Event["kind"]
  readonly asset?: string | null
  readonly partition?: PartitionKey
  readonly data?: Event["data"]
}

/** The events of one run, numbered by its one owner. */
export interface EventLog {
  /** Appends an event to the catalog, then tells those who watch. */
  readonly tell: (event: Told) => Effect.Effect<void, CatalogError>
}

/** A log for a run that begins; `watch` sees each event after it is in the catalog. */
export const make = Effect.fnUntraced(function* (runId: string, watch: (event: Event) => Effect.Effect<void>) {
  const catalog = yield* Catalog
  const inTurn = (yield* Semaphore.make(1)).withPermits(1)
  let sequence = 0

  // Not interruptible, so that no number is given twice.
  const tell = Effect.fnUntraced(
    function* ({ asset = null, data = {}, kind, partition = null }: Told) {
      const at = yield* Clock.currentTimeMillis
      const event: Event = { runId, sequence: sequence + 1, at, kind, asset, partition, data }
      yield* persistently(catalog.append([event]))
      sequence += 1
      yield* watch(event)
    },
    inTurn,
    Effect.uninterruptible
  )

  return { tell } satisfies EventLog
})
