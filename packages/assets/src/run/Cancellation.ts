/**
 * Cancels runs of other processes.
 *
 * @module
 */
import { Clock, Duration, Effect, Option } from "effect"
import { Catalog } from "../catalog/Catalog.ts"
import * as Liveness from "../catalog/Liveness.ts"
import type { Run, RunStatus } from "../catalog/Run.ts"
import type { Classified } from "../definition/Classified.ts"
import { look } from "./Recovery.ts"

/** What came of a request to cancel a run. */
export interface Cancelled {
  /** The run as it is now; still `running` if its owner has not come to it. */
  readonly run: Run
  /** Its status when it was asked for: there was nothing to cancel unless it was queued or running. */
  readonly before: RunStatus
}

export interface CancelRequest {
  readonly runId: string
  /** Who asks, for people. */
  readonly by: string
  /** How long to wait for its end. */
  readonly patience: Duration.Duration
}

const hasEnded = ({ status }: Run): boolean => status !== "running" && status !== "queued"

/**
 * Asks the owner of a run to cancel it, and waits until the run has ended; none if there is no such run.
 *
 * The owner notices within about a second, interrupts its work and leaves every
 * asset partition at a published version. A queued run, which nobody works on
 * yet, is ended here. One whose owner is gone ends as `crashed`.
 */
export const cancel = Effect.fnUntraced(function* ({
  by,
  patience,
  runId
}: CancelRequest): Effect.fn.Return<Option.Option<Cancelled>, Classified, Catalog> {
  const catalog = yield* Catalog
  const liveness = yield* Liveness.make
  const known = yield* catalog.run(runId)
  if (Option.isNone(known)) {
    return Option.none()
  }
  const before = known.value.run.status
  if (before === "queued") {
    yield* catalog.endRun(runId, "cancelled", yield* Clock.currentTimeMillis)
  }
  if (before === "running") {
    yield* catalog.requestCancel(runId, by)
  }
  const until = (yield* Clock.currentTimeMillis) + Duration.toMillis(patience)
  for (;;) {
    const run = Option.match(yield* catalog.run(runId), { onNone: () => known.value.run, onSome: ({ run }) => run })
    if (hasEnded(run) || (yield* Clock.currentTimeMillis) >= until) {
      return Option.some({ run, before })
    }
    yield* look(liveness)
    yield* Effect.sleep("250 millis")
  }
})
