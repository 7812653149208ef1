import type { Step } from "../catalog/Run.ts"
import type { Node } from "../definition/Graph.ts"
import * as State from "../plan/State.ts"
import type { RunScope } from "./RunRecord.ts"

/** What a step reads: what is current, or in a retry what the run that it continues had. */
export const readState = (
  { isPinned, observations, run }: RunScope,
  asset: Node<unknown>,
  { mark, partition }: Pick<Step, "mark" | "partition">
) =>
  isPinned && mark !== null
    ? State.loadStepAt(asset, partition, observations, { mark, rootRunId: run.rootRunId })
    : State.loadStep(asset, partition, observations)
