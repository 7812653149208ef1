import { Effect } from "effect"
import { Catalog, type Glance } from "../catalog/Catalog.ts"
import type { Step } from "../catalog/Run.ts"
import type { Node } from "../definition/Graph.ts"
import * as State from "../plan/State.ts"
import type { RunScope } from "./RunRecord.ts"

/** What a step reads, and the mark by which a retry finds the same again. */
export interface StepView extends Pick<Glance, "hold"> {
  readonly mark: number | null
  readonly state: State.State
}

/** What is current for a step, or in a retry what the run that it continues had. */
export const stepView = Effect.fnUntraced(function* (
  { isPinned, observations, run }: RunScope,
  asset: Node<unknown>,
  { mark, partition }: Pick<Step, "mark" | "partition">
) {
  const catalog = yield* Catalog
  const own = { asset: asset.key, partition }
  if (isPinned && mark !== null) {
    const { hold } = yield* catalog.glance(own, [])
    const point = { mark, rootRunId: run.rootRunId }
    return { mark, hold, state: yield* State.loadStepAt(asset, partition, observations, point) }
  }
  const now = yield* catalog.glance(own, State.partitionsOfStep(asset, partition))
  return { mark: isPinned ? mark : now.mark, hold: now.hold, state: State.make(now.currents, observations) }
})
