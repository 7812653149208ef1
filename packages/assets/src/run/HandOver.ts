/**
 * Leaves a run to another process.
 *
 * @module
 */
import { type Duration, Effect } from "effect"
import type { RunScope } from "./RunRecord.ts"
import { IsWatching, RunStopped } from "./RunWatch.ts"

/** For a step that has just ended to take what needs nothing but a look with it. */
const settling = "100 millis"

/**
 * Waits until the run is to be left, and fails then: from that moment on no
 * attempt begins, and those at work have as long as `handOver` answers.
 */
export const watchHandOver = Effect.fnUntraced(
  function* (
    { run, working }: Pick<RunScope, "run" | "working">,
    handOver: Effect.Effect<Duration.Duration>
  ): Effect.fn.Return<never, RunStopped> {
    const patience = yield* handOver
    yield* working.resize(0)
    // None, which are free as soon as nothing is at work.
    yield* working.take(0).pipe(Effect.andThen(Effect.sleep(settling)), Effect.timeoutOption(patience))
    return yield* new RunStopped({
      runId: run.runId,
      kind: "handedOver",
      message: "its process was asked to end, and left it to be continued"
    })
  },
  Effect.provideService(IsWatching, true)
)
