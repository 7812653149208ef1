/**
 * Plans what is left of a run.
 *
 * @module
 */
import type { Definitions } from "../definition/Definitions.ts"
import type { PartitionKey } from "../definition/Partitions.ts"
import type { Mode, Plan, PlanStep } from "./Plan.ts"
import { dueUpstream, isDue, type Planning, stepOf } from "./Planner.ts"
import { type State, stalenessOf } from "./State.ts"

/** No partition is named, so that what is held stays so. */
const anywhere: Planning["partitions"] = { dates: null, fixed: null }

/** An asset partition of the run that is continued. */
export interface Left {
  readonly asset: string
  readonly partition: PartitionKey
  /** Why there is nothing left of it to do, or null. */
  readonly done: string | null
}

export interface ContinuationRequest {
  readonly selection: string
  /** That of the run that is continued; holds for what is left of it. */
  readonly mode: Mode
  readonly partitions: ReadonlyArray<string>
  readonly steps: ReadonlyArray<Left>
}

/**
 * The plan of the run that continues another one, in the state which that one
 * saw. What is done is not done again, unless something that it reads is made
 * only now: then it may run. Assets that are gone from the graph are left out.
 */
export const plan = (definitions: Definitions, state: State, request: ContinuationRequest): Plan => {
  const byAsset = Map.groupBy(request.steps, ({ asset }) => asset)
  const steps: Array<PlanStep> = []
  const planned = new Map<string, Map<PartitionKey, PlanStep>>()
  const due = new Set<string>()
  for (const { key } of definitions.graph.assets) {
    const definition = definitions.byKey.get(key)
    const left = byAsset.get(key)
    if (definition === undefined || left === undefined) {
      continue
    }
    const own = left.map(({ asset, done, partition }): PlanStep => {
      const planning: Planning = { mode: request.mode, partitions: anywhere, state, planned, due }
      if (done === null) {
        return stepOf(definition, { asset, partition, ...stalenessOf(state, definition, partition) }, planning)
      }
      const moving = dueUpstream(definition.asset, partition, planning)
      const base = { asset, partition, causes: [] }
      return moving.length === 0
        ? { ...base, action: "skip", reason: done, skippedAs: "skipped" }
        : { ...base, action: "maybe", reason: `only if ${moving.join(" or ")} changes`, skippedAs: null }
    })
    steps.push(...own)
    planned.set(key, new Map(own.map((step) => [step.partition, step])))
    if (own.some(isDue)) {
      due.add(key)
    }
  }
  return { selection: request.selection, mode: request.mode, partitions: request.partitions, steps }
}
