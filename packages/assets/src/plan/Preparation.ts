import { Effect } from "effect"
import type { Catalog } from "../catalog/Catalog.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definitions } from "../definition/Definitions.ts"
import type * as Plan from "./Plan.ts"
import * as Planner from "./Planner.ts"
import * as Selection from "./Selection.ts"
import * as State from "./State.ts"

/** A plan, and the state that it was computed from: what `materialize` takes. */
export interface Prepared {
  readonly plan: Plan.Plan
  readonly state: State.State
}

/**
 * Reads the catalog, observes the sources that matter to a request, and plans it.
 *
 * Only the sources of selected assets are observed, so that a file that is gone
 * does not stand in the way of what is made from stored inputs; all are where
 * the selection asks for a status.
 */
export const prepare = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  request: Planner.Request
): Effect.fn.Return<Prepared, Classified, R | Catalog> {
  const partitions = yield* Effect.fromResult(Planner.partitionsOf(definitions, request))
  let asksForStatus = false
  const statusOf = () => {
    asksForStatus = true
    return "stale" as const
  }
  const selected = yield* Effect.fromResult(Selection.evaluate(request.selection, definitions.graph, { statusOf }))
  const observed = partitions.filter(({ asset }) => asksForStatus || selected.has(asset))
  const state = yield* State.load(definitions, observed)
  return { plan: yield* Effect.fromResult(Planner.plan(definitions, state, request)), state }
})
