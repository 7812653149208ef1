import { recover } from "@jobgraph/assets/Recovery"
import { Effect } from "effect"
import { note } from "../command/output.ts"

/**
 * Ends the runs of processes that are gone, so that nothing they held stands in
 * the way and no list shows them as running; says so for each.
 */
export const recovered = Effect.gen(function* () {
  const crashed = yield* recover
  for (const { run, sign } of crashed) {
    const how =
      sign === "gone"
        ? `its process ${run.owner.pid} is gone`
        : `its process ${run.owner.pid} on ${run.owner.host} did not renew its lease`
    yield* note(
      `Run ${run.runId} had crashed: ${how}. What it had published is kept; the rest: runner runs retry ${run.runId}`
    )
  }
})
