import type { Event } from "@jobgraph/assets/Event"
import type { Plan } from "@jobgraph/assets/Plan"
import { Effect, Layer, Option } from "effect"
import { note } from "../command/output.ts"
import { logLine } from "../print/logLines.ts"
import { isLive, liveProgress } from "./liveProgress.ts"

/**
 * Shows a run on standard error while it works: on a terminal one line a step
 * that changes in place, elsewhere a log line for each event.
 */
export const watching = Effect.fnUntraced(function* (plan: Plan) {
  const { stream, variables } = yield* Effect.sync(() => ({ stream: process.stderr, variables: process.env }))
  if (isLive(stream, variables)) {
    return yield* liveProgress(plan, stream)
  }
  const hasPartitions = plan.partitions.length > 1
  const watch = (event: Event) =>
    Option.match(logLine(event, { hasPartitions }), { onNone: () => Effect.void, onSome: note })
  return { watch, layer: Layer.empty }
})
