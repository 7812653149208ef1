import { Catalog } from "@jobgraph/assets/Catalog"
import type { Plan } from "@jobgraph/assets/Plan"
import { unfinished } from "@jobgraph/assets/Run"
import * as State from "@jobgraph/assets/State"
import { Effect, Option } from "effect"

/** Running runs that are looked at: more at the same time are not to be expected. */
const limit = 20

/** By asset partition of a plan: the other run that is working on it, or will. A run would wait for it. */
export const atWork = Effect.fnUntraced(function* (plan: Plan) {
  const catalog = yield* Catalog
  const wanted = new Set(
    plan.steps.filter(({ action }) => action !== "skip").map(({ asset, partition }) => State.idOf(asset, partition))
  )
  const running = yield* catalog.runs({ limit, status: "running" })
  const known = yield* Effect.forEach(running, ({ runId }) => catalog.run(runId))
  return new Map(
    known.flatMap((one) =>
      Option.match(one, {
        onNone: () => [],
        onSome: ({ steps }) =>
          steps
            .filter(({ status }) => unfinished.has(status))
            .map(({ asset, partition, runId }) => [State.idOf(asset, partition), runId] as const)
            .filter(([id]) => wanted.has(id))
      })
    )
  )
})
